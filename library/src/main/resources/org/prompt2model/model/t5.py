# T5 encoder-decoder (Raffel et al. 2020, arXiv 1910.10683; Shazeer 2020, arXiv 2002.05202 for the gated layer of 1.1).
#
# TorchScript in its serialized form, the body of a class: compiled from memory by org.prompt2model.model.TorchScript.
# Attributes such as self.heads, and the order of `w`, the weights, come from org.prompt2model.model.T5Config:
#   w[0] shared embedding (V, D)   w[1] encoder position bias (R, H)   w[2] decoder position bias (R, H)
#   w[3]... six weights an encoder layer, then its final norm; ten weights a decoder layer, then its final norm;
#   last the output embedding (V, D) where self.tied is 0.
# Letters: B batch, S source length, T target length, D model width, H heads, K head width, F inner width,
# V vocabulary, R distance buckets.
# Token -1 of a source is padding; self.start begins every target; any of self.ends ends it; label -100 does not count.

  def norm(self, x: Tensor, scale: Tensor) -> Tensor:
    return torch.rms_norm(x, [self.d_model], scale, self.epsilon)

  def position_bias(self, buckets: Tensor, table: Tensor) -> Tensor:
    return torch.unsqueeze(torch.permute(torch.embedding(table, buckets), [2, 0, 1]), 0)  # (1, H, T, S)

  def padding_bias(self, source: Tensor, like: Tensor) -> Tensor:
    hidden = torch.mul(torch.to(torch.lt(source, 0), like.dtype), -10000.)
    return torch.unsqueeze(torch.unsqueeze(hidden, 1), 1)  # (B, 1, 1, S)

  def heads_of(self, x: Tensor, parts: int) -> List[Tensor]:
    split = torch.view(x, [torch.size(x, 0), torch.size(x, 1), parts, self.heads, self.d_kv])  # (B, T, parts, H, K)
    return torch.unbind(torch.transpose(split, 1, 3), 2)  # parts times (B, H, T, K)

  def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, dropout: float) -> Tensor:
    scores = torch.add_(torch.matmul(q, torch.transpose(k, 2, 3)), bias)  # (B, H, T, S); T5 does not scale them
    shares = torch.dropout(torch.softmax(scores, -1), dropout, True)
    mixed = torch.matmul(shares, v)  # (B, H, T, K)
    return torch.flatten(torch.transpose(mixed, 1, 2), 2)  # (B, T, H*K)

  def feed_forward(self, x: Tensor, wi: Tensor, wo: Tensor, dropout: float) -> Tensor:
    inner = torch.linear(x, wi, None)
    if self.gated == 1:
      halves = torch.chunk(inner, 2, -1)  # gate and value, each (B, T, F)
      inner = torch.mul(torch.gelu(halves[0], approximate="tanh"), halves[1])
    else:
      inner = torch.relu(inner)
    return torch.linear(torch.dropout(inner, dropout, True), wo, None)  # (B, T, D)

  # Bucket of each distance from a query (rows) to a key (columns), T5's relative_position_bucket.
  def distance_buckets(self, n: int, both_ways: bool, like: Tensor) -> Tensor:
    position = torch.arange(n, dtype=4, device=like.device)
    distance = torch.sub(torch.unsqueeze(position, 0), torch.unsqueeze(position, 1))  # key minus query
    count = self.buckets
    if both_ways:
      count = self.buckets // 2
      base = torch.mul(torch.to(torch.gt(distance, 0), 4), count)
      distance = torch.abs(distance)
    else:
      base = torch.zeros_like(distance)
      distance = torch.clamp(torch.neg(distance), 0)
    exact = count // 2
    reach = torch.log(torch.div(float(self.max_distance), float(exact)))
    share = torch.div(torch.log(torch.div(torch.to(torch.clamp(distance, 1), 6), float(exact))), reach)
    far = torch.clamp(torch.add(torch.to(torch.mul(share, float(count - exact)), 4), exact), max=count - 1)
    return torch.add(base, torch.where(torch.lt(distance, exact), distance, far))  # (n, n)

  def encode(self, source: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    n = torch.size(source, 1)
    buckets = self.distance_buckets(n, True, source)  # (S, S)
    bias = torch.add(self.position_bias(buckets, w[1]), self.padding_bias(source, w[0]))  # (B, H, S, S)
    x = torch.dropout(torch.embedding(w[0], torch.clamp(source, 0)), dropout, True)  # (B, S, D)
    for layer in range(self.encoder_layers):
      i = 3 + 6 * layer
      q, k, v, = self.heads_of(torch.linear(self.norm(x, w[i]), w[i + 1], None), 3)
      x = torch.add(x, torch.dropout(torch.linear(self.attend(q, k, v, bias, dropout), w[i + 2], None), dropout, True))
      x = torch.add(x, torch.dropout(self.feed_forward(self.norm(x, w[i + 3]), w[i + 4], w[i + 5], dropout), dropout, True))
    return torch.dropout(self.norm(x, w[3 + 6 * self.encoder_layers]), dropout, True)  # (B, S, D)

  def decode(self, encoded: Tensor, source: Tensor, target: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    n = torch.size(target, 1)
    first = 4 + 6 * self.encoder_layers
    hidden = self.padding_bias(source, encoded)
    buckets = self.distance_buckets(n, False, source)  # (T, T)
    future = torch.triu(torch.full([n, n], -10000., dtype=encoded.dtype, device=encoded.device), 1)
    bias = torch.add(self.position_bias(buckets, w[2]), future)  # (1, H, T, T)
    x = torch.dropout(torch.embedding(w[0], target), dropout, True)  # (B, T, D)
    for layer in range(self.decoder_layers):
      i = first + 10 * layer
      q, k, v, = self.heads_of(torch.linear(self.norm(x, w[i]), w[i + 1], None), 3)
      x = torch.add(x, torch.dropout(torch.linear(self.attend(q, k, v, bias, dropout), w[i + 2], None), dropout, True))
      cross = self.heads_of(torch.linear(self.norm(x, w[i + 3]), w[i + 4], None), 1)
      memory = self.heads_of(torch.linear(encoded, w[i + 5], None), 2)
      x = torch.add(x, torch.dropout(torch.linear(self.attend(cross[0], memory[0], memory[1], hidden, dropout), w[i + 6], None), dropout, True))
      x = torch.add(x, torch.dropout(self.feed_forward(self.norm(x, w[i + 7]), w[i + 8], w[i + 9], dropout), dropout, True))
    return torch.dropout(self.norm(x, w[first + 10 * self.decoder_layers]), dropout, True)  # (B, T, D)

  def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    if self.scaled == 1:
      x = torch.mul(x, self.d_model ** -0.5)  # as T5 1.0 does, whose input and output embedding are one
    head = w[0]
    if self.tied == 0:
      head = w[-1]
    return torch.to(torch.linear(x, head, None), 6)  # (B, T, V) in float32

  # Logits (B, T, V) of each place of the labels, given those before it.
  def scores(self, source: Tensor, labels: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    start = torch.full_like(torch.slice(labels, 1, 0, 1), self.start)
    shifted = torch.cat([start, torch.slice(labels, 1, 0, -1)], 1)
    target = torch.clamp(shifted, 0)  # (B, T)
    return self.logits(self.decode(self.encode(source, w, dropout), source, target, w, dropout), w)

  def score(self, source: Tensor, labels: Tensor, flat: Tensor) -> Tensor:
    return self.scores(source, labels, self.unflatten(self.compute_cast(flat)), 0.)

  def loss(self, source: Tensor, labels: Tensor, w: List[Tensor], dropout: float, smoothing: float) -> Tensor:
    found = self.scores(source, labels, w, dropout)
    return torch.cross_entropy_loss(torch.flatten(found, 0, 1), torch.flatten(labels), None, 1, -100, smoothing)

  # True for the rows (B) whose token (B, 1) ends an answer.
  def is_end(self, token: Tensor) -> Tensor:
    last = torch.squeeze(token, 1)
    ended = torch.eq(last, self.ends[0])
    for i in range(1, len(self.ends)):
      ended = torch.logical_or(ended, torch.eq(last, self.ends[i]))
    return ended

  # Greedy decoding with cached keys and values. Returns the tokens (B, T) and the log-probability (B) of each answer.
  def generate(self, source: Tensor, longest: Tensor, flat: Tensor) -> List[Tensor]:
    w = self.unflatten(self.compute_cast(flat))
    encoded = self.encode(source, w, 0.)
    hidden = self.padding_bias(source, encoded)
    first = 4 + 6 * self.encoder_layers
    rows = torch.size(source, 0)
    cross_keys = annotate(List[Tensor], [])
    cross_values = annotate(List[Tensor], [])
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for layer in range(self.decoder_layers):
      memory = self.heads_of(torch.linear(encoded, w[first + 10 * layer + 5], None), 2)
      cross_keys.append(memory[0])
      cross_values.append(memory[1])
      keys.append(torch.slice(memory[0], 2, 0, 0))
      values.append(torch.slice(memory[1], 2, 0, 0))
    token = torch.full([rows, 1], self.start, dtype=4, device=source.device)
    ended = torch.zeros([rows], dtype=11, device=source.device)
    log_probability = torch.zeros([rows], dtype=6, device=source.device)
    answer = annotate(List[Tensor], [])
    step = 0
    limit = int(longest)
    all_bias = self.position_bias(self.distance_buckets(limit, False, source), w[2])  # (1, H, limit, limit)
    running = True
    while running:
      bias = torch.slice(torch.slice(all_bias, 2, step, step + 1), 3, 0, step + 1)  # (1, H, 1, step + 1)
      x = torch.embedding(w[0], token)  # (B, 1, D)
      for layer in range(self.decoder_layers):
        i = first + 10 * layer
        q, k, v, = self.heads_of(torch.linear(self.norm(x, w[i]), w[i + 1], None), 3)
        keys[layer] = torch.cat([keys[layer], k], 2)
        values[layer] = torch.cat([values[layer], v], 2)
        x = torch.add(x, torch.linear(self.attend(q, keys[layer], values[layer], bias, 0.), w[i + 2], None))
        cross = self.heads_of(torch.linear(self.norm(x, w[i + 3]), w[i + 4], None), 1)
        x = torch.add(x, torch.linear(self.attend(cross[0], cross_keys[layer], cross_values[layer], hidden, 0.), w[i + 6], None))
        x = torch.add(x, self.feed_forward(self.norm(x, w[i + 7]), w[i + 8], w[i + 9], 0.))
      scores = torch.log_softmax(self.logits(self.norm(x, w[first + 10 * self.decoder_layers]), w), -1)  # (B, 1, V)
      best, token, = torch.max(scores, -1)
      log_probability = torch.add(log_probability, torch.masked_fill(torch.squeeze(best, 1), ended, 0.))
      token = torch.masked_fill(token, torch.unsqueeze(ended, 1), self.ends[0])
      answer.append(token)
      ended = torch.logical_or(ended, self.is_end(token))
      step = step + 1
      running = step < limit and not bool(torch.all(ended))
    return [torch.cat(answer, 1), log_probability]
