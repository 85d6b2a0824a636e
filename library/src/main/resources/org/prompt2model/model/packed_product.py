# Products x W^T with weights in the order of oneDNN's kernels. It puts them into that order in each product with plain
# ones, which for the few rows of a decoding step takes longer than the arithmetic.

  def packed(self, weight: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(weight, None)

  def product(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if weight.is_mkldnn:
      return ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
    return torch.linear(x, weight, bias)
