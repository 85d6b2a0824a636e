# A linear softmax classifier over fixed embeddings: w[0] weights (C, D), w[1] bias (C).

  def scores(self, features: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    return torch.linear(torch.dropout(features, dropout, True), w[0], w[1])  # (B, C)

  def loss(self, features: Tensor, labels: Tensor, w: List[Tensor], dropout: float, smoothing: float) -> List[Tensor]:
    return self.whole(torch.cross_entropy_loss(self.scores(features, w, dropout), labels, None, 1, -100, smoothing))

  # Unnormalized log-probability of each class (B, C).
  def logits(self, features: Tensor, flat: Tensor) -> Tensor:
    return self.scores(features, self.unflatten(flat), 0.)
