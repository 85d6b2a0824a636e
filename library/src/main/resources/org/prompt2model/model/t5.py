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

  def position_bias(self, buckets: Tensor, table: Tensor) -> Tensor:
    bias = torch.permute(torch.embedding(table, buckets), [2, 0, 1])
    return torch.unsqueeze(torch.contiguous(bias), 0)  # (1, H, T, S), in this order for recall()

  def padding_bias(self, source: Tensor, like: Tensor) -> Tensor:
    hidden = torch.mul(torch.to(torch.lt(source, 0), like.dtype), -10000.)
    return torch.unsqueeze(torch.unsqueeze(hidden, 1), 1)  # (B, 1, 1, S)

  def heads_of(self, x: Tensor, parts: int) -> List[Tensor]:
    split = torch.view(x, [torch.size(x, 0), torch.size(x, 1), parts, self.heads, self.d_kv])  # (B, T, parts, H, K)
    return torch.unbind(torch.transpose(split, 1, 3), 2)  # parts times (B, H, T, K)

  def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, dropout: float) -> Tensor:
    scores = torch.add_(torch.matmul(q, torch.transpose(k, 2, 3)), bias)  # (B, H, T, S); T5 does not scale them
    shares = torch.dropout(torch.softmax(scores, -1), dropout, True)
    return self.joined(torch.matmul(shares, v))

  def joined(self, mixed: Tensor) -> Tensor:  # (B, H, T, K)
    return torch.flatten(torch.transpose(mixed, 1, 2), 2)  # (B, T, H*K)

  # The same for the one query of a decoding step, for which PyTorch's own kernel is the faster one.
  def recall(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    return self.joined(torch.scaled_dot_product_attention(q, k, v, bias, 0., False, scale=1.))

  def feed_forward(self, x: Tensor, wi: Tensor, wo: Tensor, dropout: float) -> Tensor:
    inner = self.product(x, wi, None)
    if self.gated == 1:
      halves = torch.chunk(inner, 2, -1)  # gate and value, each (B, T, F)
      inner = torch.mul(torch.gelu(halves[0], approximate="tanh"), halves[1])
    else:
      inner = torch.relu(inner)
    return self.product(torch.dropout(inner, dropout, True), wo, None)  # (B, T, D)

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

  # Of the decoder's own tokens: the future is hidden.
  def past_bias(self, n: int, table: Tensor) -> Tensor:
    bias = self.position_bias(self.distance_buckets(n, False, table), table)
    future = torch.triu(torch.full([n, n], -10000., dtype=table.dtype, device=table.device), 1)
    return torch.add(bias, future)  # (1, H, T, T)

  def embed(self, tokens: Tensor, w: List[Tensor]) -> Tensor:
    return torch.embedding(w[0], torch.clamp(tokens, 0))

  def source_bias(self, source: Tensor, w: List[Tensor]) -> Tensor:
    buckets = self.distance_buckets(torch.size(source, 1), True, source)  # (S, S)
    return torch.add(self.position_bias(buckets, w[1]), self.padding_bias(source, w[0]))  # (B, H, S, S)

  def own_attention(self, x: Tensor, bias: Tensor, w: List[Tensor], i: int, dropout: float) -> Tensor:
    q, k, v, = self.heads_of(self.product(self.norm(x, w[i]), w[i + 1], None), 3)
    mixed = self.product(self.attend(q, k, v, bias, dropout), w[i + 2], None)  # (B, T, D)
    return torch.add(x, torch.dropout(mixed, dropout, True))

  def outer(self, x: Tensor, w: List[Tensor], i: int, dropout: float) -> Tensor:
    return torch.add(x, torch.dropout(self.feed_forward(self.norm(x, w[i]), w[i + 1], w[i + 2], dropout), dropout, True))

  # The last one ends in the encoder's norm.
  def encoder_layer(self, x: Tensor, bias: Tensor, w: List[Tensor], layer: int, dropout: float) -> Tensor:
    i = 3 + 6 * layer
    x = self.outer(self.own_attention(x, bias, w, i, dropout), w, i + 3, dropout)
    if layer == self.encoder_layers - 1:
      x = torch.dropout(self.norm(x, w[i + 6]), dropout, True)
    return x  # (B, S, D)

  def decoder_layer(self, x: Tensor, bias: Tensor, encoded: Tensor, hidden: Tensor, w: List[Tensor], layer: int, dropout: float) -> Tensor:
    i = 4 + 6 * self.encoder_layers + 10 * layer
    x = self.own_attention(x, bias, w, i, dropout)
    cross = self.heads_of(self.product(self.norm(x, w[i + 3]), w[i + 4], None), 1)
    memory = self.heads_of(self.product(encoded, w[i + 5], None), 2)
    mixed = self.product(self.attend(cross[0], memory[0], memory[1], hidden, dropout), w[i + 6], None)
    x = self.outer(torch.add(x, torch.dropout(mixed, dropout, True)), w, i + 7, dropout)
    if layer == self.decoder_layers - 1:
      x = torch.dropout(self.norm(x, w[i + 10]), dropout, True)
    return x  # (B, T, D)

  # For training.py. The state: encoder (B, S, D), decoder (B, T, D), the position biases of both.
  def enter(self, source: Tensor, labels: Tensor, w: List[Tensor], dropout: float, fixed: List[Tensor]) -> List[Tensor]:
    start = torch.full_like(torch.slice(labels, 1, 0, 1), self.start)
    shifted = torch.cat([start, torch.slice(labels, 1, 0, -1)], 1)  # (B, T)
    # Embedded together, for the gradient of each look-up is as large as the embedding.
    both = torch.dropout(self.embed(torch.cat([source, shifted], 1), w), dropout, True)
    x, y, = torch.split_with_sizes(both, [torch.size(source, 1), torch.size(labels, 1)], 1)
    fixed = torch.append(fixed, self.padding_bias(source, x))
    return [x, y, self.source_bias(source, w), self.past_bias(torch.size(labels, 1), w[2])]

  def block(self, number: int, state: List[Tensor], fixed: List[Tensor], w: List[Tensor], dropout: float) -> List[Tensor]:
    x, y, source_bias, past_bias, = state
    if number < self.encoder_layers:
      x = self.encoder_layer(x, source_bias, w, number, dropout)
    else:
      y = self.decoder_layer(y, past_bias, x, fixed[0], w, number - self.encoder_layers, dropout)
    return [x, y, source_bias, past_bias]

  def leave(self, state: List[Tensor], labels: Tensor, w: List[Tensor], smoothing: float) -> List[Tensor]:
    x = self.to_output(torch.flatten(state[1], 0, 1))  # (B*T, D)
    labels = torch.flatten(labels)
    counted = torch.squeeze(torch.nonzero(torch.ne(labels, -100)), 1)  # (N)
    x = torch.index_select(x, 0, counted)
    return self.token_loss(x, self.output_embedding(w), torch.index_select(labels, 0, counted), smoothing)

  # The decoder's states as the output embedding takes them (..., D).
  def to_output(self, x: Tensor) -> Tensor:
    if self.scaled == 1:
      x = torch.mul(x, self.d_model ** -0.5)  # as T5 1.0 does, whose input and output embedding are one
    return x

  def output_embedding(self, w: List[Tensor]) -> Tensor:
    if self.tied == 1:
      return w[0]
    return w[-1]

  def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    return torch.to(self.product(x, w[-1], None), 6)  # (..., V) in float32

  # Logits (B, T, V) of every place of the labels.
  def score(self, source: Tensor, labels: Tensor, flat: Tensor) -> Tensor:
    w = self.all_weights(flat)
    return self.logits(self.to_output(self.through(source, labels, w)[1]), w)

  # The output's embedding comes last; where it is the input's as well, it is there twice.
  def all_weights(self, flat: Tensor) -> List[Tensor]:
    w = self.unflatten(flat)
    if self.tied == 1:
      w = torch.append(w, w[0])
    return self.kept_weights(w, 3)

  # For decoding.py. `fixed`: bias (1, H, R, R) of the decoder's own tokens, the start (B, 1), hidden padding, then keys
  # and values of the source, layer by layer; `cache`: those of what was written, alike. The lengths are not needed.
  def begin(self, source: Tensor, lengths: Tensor, limit: int, w: List[Tensor], fixed: List[Tensor], cache: List[Tensor]) -> Tensor:
    encoded = self.embed(source, w)  # (B, S, D)
    bias = self.source_bias(source, w)
    for layer in range(self.encoder_layers):
      encoded = self.encoder_layer(encoded, bias, w, layer, 0.)
    first = 4 + 6 * self.encoder_layers
    token = torch.full([torch.size(source, 0), 1], self.start, dtype=4, device=source.device)
    fixed = torch.append(fixed, self.past_bias(self.room(limit), w[2]))
    fixed = torch.append(fixed, token)
    fixed = torch.append(fixed, self.padding_bias(source, encoded))
    for layer in range(self.decoder_layers):
      for memory in self.heads_of(self.product(encoded, w[first + 10 * layer + 5], None), 2):
        fixed = torch.append(fixed, torch.contiguous(memory))  # (B, H, S, K)
        cache = torch.append(cache, torch.slice(memory, 2, 0, 0))
    return token

  def advance(self, token: Tensor, seen: int, fixed: List[Tensor], cache: List[Tensor], w: List[Tensor]) -> Tensor:
    first = 4 + 6 * self.encoder_layers
    bias = torch.slice(torch.slice(fixed[0], 2, seen, seen + 1), 3, 0, self.room(seen + 1))  # (1, H, 1, R)
    x = self.embed(token, w)  # (B, 1, D)
    for layer in range(self.decoder_layers):
      i = first + 10 * layer
      q, k, v, = self.heads_of(self.product(self.norm(x, w[i]), w[i + 1], None), 3)
      keys, values = self.remember(cache, 2 * layer, seen, k), self.remember(cache, 2 * layer + 1, seen, v)
      x = torch.add(x, self.product(self.recall(q, keys, values, bias), w[i + 2], None))
      cross = self.heads_of(self.product(self.norm(x, w[i + 3]), w[i + 4], None), 1)
      mixed = self.recall(cross[0], fixed[3 + 2 * layer], fixed[4 + 2 * layer], fixed[2])
      x = self.outer(torch.add(x, self.product(mixed, w[i + 6], None)), w, i + 7, 0.)
    x = self.to_output(self.norm(x, w[first + 10 * self.decoder_layers]))
    return torch.squeeze(self.logits(x, w), 1)  # (B, V)
