# A linear softmax classifier over fixed embeddings: w[0] weights (C, D), w[1] bias (C).

  # For training.py. The state: the scores (B, C).
  def enter(self, features: Tensor, labels: Tensor, w: List[Tensor], dropout: float, fixed: List[Tensor]) -> List[Tensor]:
    return [torch.linear(torch.dropout(features, dropout, True), w[0], w[1])]

  def block(self, number: int, state: List[Tensor], fixed: List[Tensor], w: List[Tensor], dropout: float) -> List[Tensor]:
    return state

  def leave(self, state: List[Tensor], labels: Tensor, w: List[Tensor], smoothing: float) -> List[Tensor]:
    return self.whole(torch.cross_entropy_loss(state[0], labels, None, 1, -100, smoothing))

  # Unnormalized log-probability of each class (B, C).
  def logits(self, features: Tensor, flat: Tensor) -> Tensor:
    return self.through(features, features, self.unflatten(flat))[0]
