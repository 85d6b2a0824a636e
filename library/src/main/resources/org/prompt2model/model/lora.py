# LoRA (Hu et al. 2021, arXiv 2106.09685): beside a frozen product x W^T, a trained one of low rank, s (x A^T) B^T.
#
# A network calls adapted() on the result of each of its products. Products that share an input are stacked, so their
# adapters are too: the A of the adapted ones over each other (n*R, in), and likewise the B (heights, R).
# self.adapters lists, for the products of a layer in their order, where their A lies among the layer's adapters, or -1;
# B follows A. self.stacks counts the parts of each product, self.heights and self.trains go through those parts.
# Adapters stand in `w` from self.first_adapter on, self.layer_adapters a layer.

  def adapted(self, y: Tensor, x: Tensor, w: List[Tensor], layer: int, product: int, dropout: float) -> Tensor:
    at = self.adapters[product]
    if at < 0:
      return y
    i = self.first_adapter + self.layer_adapters * layer + at
    low = torch.linear(torch.dropout(x, dropout, True), w[i], None)  # (B, T, n*R)
    wide = self.block_diagonal(w[i + 1], product)  # (out, n*R)
    return torch.add(y, torch.linear(low, wide, None), alpha=self.adapter_scale)

  # Each part of the product reads its own R columns; parts that are not adapted have rows of zeros.
  def block_diagonal(self, b: Tensor, product: int) -> Tensor:
    blocks = annotate(List[Tensor], [])
    part = 0
    for before in range(product):
      part = part + self.stacks[before]
    row = 0
    for p in range(part, part + self.stacks[product]):
      height = self.heights[p]
      if self.trains[p] == 1:
        blocks.append(torch.slice(b, 0, row, row + height))
        row = row + height
      else:
        blocks.append(torch.zeros([height, 0], dtype=b.dtype, device=b.device))
    return torch.block_diag(blocks)

  # Puts one weight of the network among the frozen ones, in the format of the arithmetic. Returns how many there are.
  # Always a copy, for `weight` lies in memory of the caller.
  def freeze(self, weight: Tensor, trained: Tensor) -> Tensor:
    held = torch.append(self.frozen, torch.to(weight, self.compute_type, False, True))
    return torch.tensor(len(self.frozen))

  # One weight in float32, with its adapter added where it is product number `product` (-1: none) of a layer.
  def merged(self, weight: Tensor, layer: Tensor, product: Tensor, flat: Tensor) -> Tensor:
    base = torch.to(self.frozen[int(weight)], 6)
    if int(product) < 0 or self.adapters[int(product)] < 0:
      return base
    trained = self.unflatten(flat)
    i = self.layer_adapters * int(layer) + self.adapters[int(product)]
    wide = self.block_diagonal(trained[i + 1], int(product))  # (out, n*R)
    return torch.add(base, torch.matmul(wide, trained[i]), alpha=self.adapter_scale)
