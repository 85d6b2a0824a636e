# Products x W^T with the weights as they are.

  def packed(self, weight: Tensor) -> Tensor:
    return weight

  def product(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    return torch.linear(x, weight, bias)
