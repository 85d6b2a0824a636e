# Encoders under a classification head: BERT (Devlin et al. 2019, arXiv 1810.04805), RoBERTa (Liu et al. 2019, arXiv
# 1907.11692), DistilBERT (Sanh et al. 2019, arXiv 1910.01108). Attributes and order of `w` come from EncoderConfig:
#   w[0] tokens (V, D)   w[1] positions (P, D)   w[2], w[3] scale and shift of the norm of the embeddings
#   then twelve weights a layer, four of the head, and last the segments (2, D) where the family has them.
# Letters: B batch, S length, D model width, H heads, K head width, F inner width, V vocabulary, C classes.
# Tokens below 0 fill rows up: they are hidden, whatever the text itself holds. Label -100 does not count.

  def norm(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    return torch.layer_norm(x, [self.width], scale, shift, self.norm_epsilon)

  # BERT counts from 0. RoBERTa counts tokens that are not padding, from the number of its padding token plus one.
  def positions(self, tokens: Tensor) -> Tensor:
    if self.counts_padding == 1:
      return torch.arange(torch.size(tokens, 1), dtype=4, device=tokens.device)  # (S)
    real = torch.to(torch.ne(tokens, self.padding), 4)
    return torch.add(torch.mul(torch.cumsum(real, 1), real), self.padding)  # (B, S)

  def embed(self, tokens: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    x = torch.add(torch.embedding(w[0], tokens), torch.embedding(w[1], self.positions(tokens)))  # (B, S, D)
    if self.segments > 0:
      x = torch.add(x, torch.select(w[-1], 0, 0))  # one text is one segment, the first
    return torch.dropout(self.norm(x, w[2], w[3]), dropout, True)

  def attend(self, x: Tensor, hidden: Tensor, weight: Tensor, bias: Tensor, dropout: float) -> Tensor:
    rows = torch.size(x, 0)
    joined = torch.view(torch.linear(x, weight, bias), [rows, torch.size(x, 1), 3, self.heads, self.head_width])
    q, k, v, = torch.unbind(torch.transpose(joined, 1, 3), 2)  # each (B, H, S, K)
    scores = torch.mul(torch.matmul(q, torch.transpose(k, 2, 3)), self.head_width ** -0.5)  # (B, H, S, S)
    shares = torch.dropout(torch.softmax(torch.add(scores, hidden), -1), dropout, True)
    return torch.flatten(torch.transpose(torch.matmul(shares, v), 1, 2), 2)  # (B, S, D)

  # The norm follows each sum of a layer (post-norm), as in the first Transformer.
  def layer(self, x: Tensor, hidden: Tensor, w: List[Tensor], i: int, dropout: float) -> Tensor:
    mixed = torch.linear(self.attend(x, hidden, w[i], w[i + 1], dropout), w[i + 2], w[i + 3])  # (B, S, D)
    x = self.norm(torch.add(x, torch.dropout(mixed, dropout, True)), w[i + 4], w[i + 5])
    inner = torch.gelu(torch.linear(x, w[i + 6], w[i + 7]), approximate="none")  # (B, S, F)
    outer = torch.linear(inner, w[i + 8], w[i + 9])  # (B, S, D)
    return self.norm(torch.add(x, torch.dropout(outer, dropout, True)), w[i + 10], w[i + 11])

  # For training.py. The state: the residual stream (B, S, D).
  def enter(self, padded: Tensor, labels: Tensor, w: List[Tensor], dropout: float, fixed: List[Tensor]) -> List[Tensor]:
    filling = torch.lt(padded, 0)
    x = self.embed(torch.masked_fill(padded, filling, self.padding), w, dropout)
    hidden = torch.mul(torch.to(filling, x.dtype), -10000.)
    fixed = torch.append(fixed, torch.unsqueeze(torch.unsqueeze(hidden, 1), 1))  # (B, 1, 1, S)
    return [x]

  # The last block is the head. It reads the first token; BERT's pooler and RoBERTa's head end in tanh, DistilBERT's in
  # ReLU.
  def block(self, number: int, state: List[Tensor], fixed: List[Tensor], w: List[Tensor], dropout: float) -> List[Tensor]:
    i = 4 + 12 * number
    if number < self.layers:
      return [self.layer(state[0], fixed[0], w, i, dropout)]
    x = torch.select(state[0], 1, 0)  # (B, D)
    if self.drops_before_head == 1:
      x = torch.dropout(x, dropout, True)
    x = torch.linear(x, w[i], w[i + 1])
    if self.relu_head == 1:
      x = torch.relu(x)
    else:
      x = torch.tanh(x)
    return [torch.linear(torch.dropout(x, dropout, True), w[i + 2], w[i + 3])]  # (B, C)

  def leave(self, state: List[Tensor], labels: Tensor, w: List[Tensor], smoothing: float) -> List[Tensor]:
    scores = torch.to(state[0], 6)
    return self.whole(torch.cross_entropy_loss(scores, labels, None, 1, -100, smoothing))

  # Unnormalized log-probability of each class (B, C).
  def logits(self, padded: Tensor, flat: Tensor) -> Tensor:
    w = self.unflatten(flat)
    return torch.to(self.through(padded, padded, self.kept_weights(w, len(w)))[0], 6)
