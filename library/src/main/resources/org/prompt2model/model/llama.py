# Llama decoder (Touvron et al. 2023, arXiv 2302.13971; grouped queries: Ainslie et al. 2023, arXiv 2305.13245), and those
# that differ from it by a little: Mistral (sliding window), Qwen 2.5 (biases of q, k and v), Qwen 3 (norms of q and k).
#
# TorchScript in its serialized form, the body of a class: compiled from memory by org.prompt2model.model.TorchScript.
# Attributes such as self.heads come from org.prompt2model.model.LlamaConfig, and so does the order of `w`, the weights:
#   w[0] embedding (V, D)   w[1] last norm (D)   w[2] output (V, D), unless it is the embedding
#   then self.layer_weights of each layer: norm (D), q over k over v (HK + 2GK, D), o (D, HK), norm (D), gate over up
#   (2F, D), down (D, F); biases of q over k over v where self.biases is 1, norms of q and k (K) where self.head_norms is 1.
# self.frozen holds these weights where adapters (lora.py) are what is trained; it is empty otherwise.
# Letters: B batch, T length, D width, H heads, G groups (heads of keys and values), K head width, F inner width,
# V vocabulary, N answer tokens of the batch.
# Label -100 does not count. Rows are padded at the end for training, where no token sees what comes after it, and at the
# start for decoding. As in transformers, the embedding of token self.padding is not trained as an input (-1: there is none).

  # Cosines and signed sines of the angles by which each position turns each pair (Su et al. 2021, arXiv 2104.09864).
  def rotation(self, position: Tensor, like: Tensor) -> List[Tensor]:
    frequency = torch.tensor(self.frequencies, dtype=6, device=position.device)
    angle = torch.unsqueeze(torch.mul(torch.unsqueeze(torch.to(position, 6), -1), frequency), 2)  # (B or 1, T, 1, K/2)
    cosine, sine = torch.to(torch.cos(angle), like.dtype), torch.to(torch.sin(angle), like.dtype)
    return [torch.cat([cosine, cosine], -1), torch.cat([torch.neg(sine), sine], -1)]  # (B or 1, T, 1, K)

  def rotated(self, x: Tensor, turn: List[Tensor]) -> Tensor:
    left, right, = torch.chunk(x, 2, -1)  # pairs are (i, i + K/2), not neighbours
    return torch.addcmul(torch.mul(x, turn[0]), torch.cat([right, left], -1), turn[1])

  # Queries (B, G, H/G*T, K), keys and values (B, G, T, K): the heads of a group lie above each other in one product.
  def heads_of(self, x: Tensor, turn: List[Tensor], w: List[Tensor], layer: int, dropout: float) -> List[Tensor]:
    i = self.first_layer + self.layer_weights * layer
    rows, length, = torch.size(x, 0), torch.size(x, 1)
    bias = annotate(Optional[Tensor], None)
    if self.biases == 1:
      bias = w[i + 6]
    joined = self.adapted(self.product(x, w[i + 1], bias), x, w, layer, 0, dropout)
    heads = torch.view(joined, [rows, length, self.heads + 2 * self.groups, self.head_width])
    both, v, = torch.split_with_sizes(heads, [self.heads + self.groups, self.groups], 2)
    if self.head_norms == 1:
      q, k, = torch.split_with_sizes(both, [self.heads, self.groups], 2)
      both = torch.cat([self.norm(q, w[i + 6 + self.biases]), self.norm(k, w[i + 7 + self.biases])], 2)
    q, k, = torch.split_with_sizes(self.rotated(both, turn), [self.heads, self.groups], 2)
    grouped = torch.reshape(q, [rows, length, self.groups, -1, self.head_width])
    q = torch.flatten(torch.permute(grouped, [0, 2, 3, 1, 4]), 2, 3)
    return [q, torch.transpose(k, 1, 2), torch.transpose(v, 1, 2)]

  # `hidden` is 0 where a query sees a key and -1e30 where not: (B or 1, 1, H/G*T, S).
  def attend(self, q: Tensor, k: Tensor, v: Tensor, hidden: Tensor) -> Tensor:
    scores = torch.matmul(torch.mul(q, self.head_width ** -0.5), torch.transpose(k, 2, 3))  # (B, G, H/G*T, S)
    mixed = torch.matmul(torch.softmax(torch.add_(scores, hidden), -1), v)  # (B, G, H/G*T, K)
    apart = torch.view(mixed, [torch.size(q, 0), self.heads, -1, self.head_width])  # (B, H, T, K)
    return torch.flatten(torch.transpose(apart, 1, 2), 2)  # (B, T, H*K)

  # What a layer hides: the future and the padding; the second mask, for layers with a sliding window, also what is
  # too long ago. Positions of queries (T) and keys (S); `is_text` (B or 1, S).
  def masks(self, query: Tensor, key: Tensor, is_text: Tensor, like: Tensor) -> List[Tensor]:
    distance = torch.sub(torch.unsqueeze(query, 1), torch.unsqueeze(key, 0))  # (T, S)
    hidden = torch.logical_or(torch.lt(distance, 0), torch.logical_not(torch.unsqueeze(is_text, 1)))  # (B or 1, T, S)
    masks = annotate(List[Tensor], [])
    for mask in [hidden, torch.logical_or(hidden, torch.ge(distance, self.window))]:
      score = torch.mul(torch.to(mask, like.dtype), -1e30)
      masks.append(torch.unsqueeze(torch.repeat(score, [1, self.heads // self.groups, 1]), 1))
    return masks

  # Dropout of what a layer adds; where adapters are trained, it is on their inputs instead.
  def branch(self, y: Tensor, dropout: float) -> Tensor:
    if self.layer_adapters > 0:
      return y
    return torch.dropout(y, dropout, True)

  def output_of(self, mixed: Tensor, x: Tensor, w: List[Tensor], layer: int, dropout: float) -> Tensor:
    weight = w[self.first_layer + self.layer_weights * layer + 2]
    y = self.adapted(self.product(mixed, weight, None), mixed, w, layer, 1, dropout)
    return torch.add(x, self.branch(y, dropout))

  def feed_forward(self, x: Tensor, w: List[Tensor], layer: int, dropout: float) -> Tensor:
    i = self.first_layer + self.layer_weights * layer
    y = self.norm(x, w[i + 3])
    gate, up, = torch.chunk(self.adapted(self.product(y, w[i + 4], None), y, w, layer, 2, dropout), 2, -1)
    inner = torch.mul(torch.silu(gate), up)  # (B, T, F)
    y = self.adapted(self.product(inner, w[i + 5], None), inner, w, layer, 3, dropout)
    return torch.add(x, self.branch(y, dropout))

  # For training.py. The state: the residual stream (B, T, D).
  def enter(self, tokens: Tensor, labels: Tensor, trained: List[Tensor], dropout: float, fixed: List[Tensor]) -> List[Tensor]:
    w = torch.add(self.frozen, trained)
    place = torch.arange(torch.size(tokens, 1), dtype=4, device=tokens.device)
    for tensor in self.rotation(torch.unsqueeze(place, 0), w[0]):
      fixed = torch.append(fixed, tensor)
    for tensor in self.masks(place, place, torch.ones_like(torch.unsqueeze(place, 0)), w[0]):
      fixed = torch.append(fixed, tensor)
    return [torch.embedding(w[0], tokens, self.padding)]

  def block(self, number: int, state: List[Tensor], fixed: List[Tensor], trained: List[Tensor], dropout: float) -> List[Tensor]:
    w = torch.add(self.frozen, trained)
    y = self.norm(state[0], w[self.first_layer + self.layer_weights * number])
    q, k, v, = self.heads_of(y, torch.slice(fixed, 0, 2), w, number, dropout)
    x = self.output_of(self.attend(q, k, v, fixed[2 + self.windows[number]]), state[0], w, number, dropout)
    return [self.feed_forward(x, w, number, dropout)]

  # Labels are the tokens themselves: each is predicted from the place before it. Only those that count meet the
  # vocabulary, for that product and its logits are the largest of all.
  def leave(self, state: List[Tensor], labels: Tensor, trained: List[Tensor], smoothing: float) -> List[Tensor]:
    w = torch.add(self.frozen, trained)
    next = torch.flatten(torch.slice(labels, 1, 1))
    counted = torch.squeeze(torch.nonzero(torch.ne(next, -100)), 1)  # (N)
    before = torch.flatten(torch.slice(self.norm(state[0], w[1]), 1, 0, -1), 0, 1)
    x, next = torch.index_select(before, 0, counted), torch.index_select(next, 0, counted)
    return self.token_loss(x, w[self.output], next, smoothing)

  # Reads what all_weights() returns.
  def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    output = self.output
    if output == 0:
      output = -1
    return torch.to(self.product(x, w[output], None), 6)  # in float32

  # Logits (B, T, V) of every place.
  def all_logits(self, tokens: Tensor, flat: Tensor) -> Tensor:
    w = self.all_weights(flat)
    return self.logits(self.norm(self.through(tokens, tokens, torch.slice(w, len(self.frozen)))[0], w[1]), w)

  # An embedding that is the output's as well is there once more, at the end.
  def all_weights(self, flat: Tensor) -> List[Tensor]:
    w = torch.add(self.frozen, self.unflatten(flat))
    if self.output == 0:
      w = torch.append(w, w[0])
    tables = 1
    if len(self.frozen) > 0:
      tables = len(w)  # frozen weights take most of the memory, and training needs them as they are
    return self.kept_weights(w, tables)

  # For decoding.py; prompts are padded at the start, `lengths` (B) says how long they are. `fixed`: places, the prompts
  # without their padding, how much padding there is (B, 1), which places hold text; `cache`: keys, then values.
  def begin(self, prompts: Tensor, lengths: Tensor, limit: int, w: List[Tensor], fixed: List[Tensor], cache: List[Tensor]) -> Tensor:
    rows, begun = torch.size(prompts, 0), torch.size(prompts, 1)
    places = torch.arange(self.room(begun + limit), dtype=4, device=prompts.device)
    skipped = torch.unsqueeze(torch.rsub(lengths, begun), 1)
    is_text = torch.ge(torch.unsqueeze(places, 0), skipped)  # (B, R)
    fixed = torch.append(fixed, places)
    fixed = torch.append(fixed, torch.where(torch.slice(is_text, 1, 0, begun), prompts, torch.slice(prompts, 1, -1)))
    fixed = torch.append(fixed, skipped)
    fixed = torch.append(fixed, is_text)
    for i in range(2 * self.layers):
      cache = torch.append(cache, torch.new_zeros(w[0], [rows, self.groups, 0, self.head_width]))
    return prompts

  def advance(self, token: Tensor, seen: int, fixed: List[Tensor], cache: List[Tensor], w: List[Tensor]) -> Tensor:
    until = seen + torch.size(token, 1)
    room = self.room(until)
    place = torch.slice(fixed[0], 0, seen, until)
    x = torch.embedding(w[0], token)  # (B, begun, D) at first, then (B, 1, D)
    turn = self.rotation(torch.sub(torch.unsqueeze(place, 0), fixed[2]), x)
    masks = self.masks(place, torch.slice(fixed[0], 0, 0, room), torch.slice(fixed[3], 1, 0, room), x)
    for layer in range(self.layers):
      y = self.norm(x, w[self.first_layer + self.layer_weights * layer])
      q, k, v, = self.heads_of(y, turn, w, layer, 0.)
      keys, values = self.remember(cache, layer, seen, k), self.remember(cache, self.layers + layer, seen, v)
      x = self.output_of(self.attend(q, keys, values, masks[self.windows[layer]]), x, w, layer, 0.)
      x = self.feed_forward(x, w, layer, 0.)
    return self.logits(torch.select(self.norm(x, w[1]), 1, -1), w)  # (B, V)
