# Root mean square normalization (Zhang and Sennrich 2019, arXiv 1910.07467), whose mean is float32 and whose result is
# not. rms_norm() of PyTorch keeps two more copies of its input for the backward pass, both float32.

  def norm(self, x: Tensor, scale: Tensor) -> Tensor:
    length = torch.linalg_vector_norm(x, 2, [-1], True, dtype=6)  # (..., 1)
    square = torch.div(torch.mul(length, length), float(torch.size(x, -1)))
    shrink = torch.rsqrt(torch.add(square, self.epsilon))
    return torch.mul(torch.to(torch.mul(x, shrink), x.dtype), scale)
