# Whether packed_product.py works here. Tensors of bfloat16 and packed ones must not reach Java.

  def probe(self, matrix: Tensor) -> Tensor:
    matrix = torch.to(matrix, 15)
    return torch.to(self.product(matrix, self.packed(matrix), None), 6)
