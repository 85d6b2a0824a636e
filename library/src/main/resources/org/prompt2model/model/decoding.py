# How a network writes, token after token: greedily, by sampling, or by beam search, with cached keys and values.
#
# The network above defines
#   all_weights(flat): what the other methods read as `w`;
#   begin(source, lengths, limit, w, fixed, cache): the first tokens to read (B, P). It fills `fixed`, whose first tensor
#     all rows share, whose second holds the tokens (B, P') that count as written before, and whose others have B rows;
#     and `cache`, tensors of B rows that grow with each token;
#   advance(token, seen, fixed, cache, w): logits (B, V) of what follows `token` (B, P), after `seen` tokens.
# Keys and values lie in caches (B, H, R, K) with room for R tokens, a multiple of 32: what is behind the last token is
# zero and hidden, so that no product needs a copy of what is before it.
# Letters: B rows, V vocabulary, T answer length, K beams, C candidates (or kinds of tokens), N nodes.
#
# `counts`: most tokens of an answer, beams, top-k (0: all), and 1 to sample. `amounts`: temperature, top-p, repetition
# penalty, length penalty. `kinds` (V), `after` and `need` (N, C) say which tokens may follow, the latter two without rows
# where all may: the kind of each token, the node that a kind leads to from each node, and the tokens that an answer then
# still needs, its end included. `stops` (S, L) are token
# sequences that end an answer, filled up with -1 at their start.
# Answers are returned with -1 behind their end, beside the log-probability of each of their tokens.

  # Room for a number of tokens.
  def room(self, tokens: int) -> int:
    return (tokens + 31) // 32 * 32

  # Writes what belongs to the tokens after `seen` into a cache, which grows if need be. Returns the cache (B, H, R, K).
  def remember(self, cache: List[Tensor], number: int, seen: int, x: Tensor) -> Tensor:
    held, until = cache[number], seen + torch.size(x, 2)
    missing = self.room(until) - torch.size(held, 2)
    if missing > 0:
      empty = torch.new_zeros(x, [torch.size(x, 0), torch.size(x, 1), missing, torch.size(x, 3)])
      held = torch.cat([held, empty], 2)
      cache[number] = held
    written = torch.copy_(torch.slice(held, 2, seen, until), x)
    return held

  # What log_softmax() does, whose time goes into tokens that are all but impossible: their exponentials are denormal.
  def log_shares(self, logits: Tensor) -> Tensor:
    below = torch.sub(logits, torch.amax(logits, [1], True))
    total = torch.sum(torch.exp_(torch.clamp(below, -80.)), [1], True)  # at least 1, beside which exp(-80) is nothing
    return torch.sub(below, torch.log(total))  # (B, V)

  # Only tokens keep their score that may follow each row's node, and after which `left` tokens suffice.
  def allowed(self, scores: Tensor, node: Tensor, left: int, kinds: Tensor, need: Tensor) -> Tensor:
    hidden = torch.gt(torch.index_select(need, 0, node), left)  # (B, C)
    return torch.masked_fill(scores, torch.index_select(hidden, 1, kinds), -float("inf"))

  def next_node(self, node: Tensor, token: Tensor, kinds: Tensor, after: Tensor) -> Tensor:
    kind = torch.unsqueeze(torch.index_select(kinds, 0, token), 1)  # (B, 1)
    return torch.squeeze(torch.gather(torch.index_select(after, 0, node), 1, kind), 1)

  # Keskar et al. 2019 (arXiv 1909.05858), for all that was written: positive scores shrink, negative ones grow.
  def penalized(self, scores: Tensor, written: Tensor, penalty: float) -> Tensor:
    less = torch.where(torch.lt(scores, 0), torch.mul(scores, penalty), torch.div(scores, penalty))
    return torch.where(written, less, scores)

  # Which tokens (B, V) a row has written, or read where it goes on from what it reads.
  def written_before(self, tokens: Tensor, scores: Tensor) -> Tensor:
    none = torch.zeros_like(scores, dtype=11)
    return torch.scatter(none, 1, tokens, torch.ones_like(tokens, dtype=11))

  # Top-k (Fan et al. 2018, arXiv 1805.04833), then the nucleus (Holtzman et al. 2020, arXiv 1904.09751).
  def truncated(self, scores: Tensor, top_k: int, top_p: float) -> Tensor:
    if top_k > 0:
      best = torch.topk(scores, min(top_k, torch.size(scores, 1)), 1)[0]
      scores = torch.masked_fill(scores, torch.lt(scores, torch.slice(best, 1, -1)), -float("inf"))
    if top_p < 1.:
      rising, order, = torch.sort(scores, 1, False)
      rest = torch.le(torch.cumsum(torch.softmax(rising, 1), 1), 1. - top_p)
      kept = torch.zeros_like(torch.slice(rest, 1, -1))
      rest = torch.cat([torch.slice(rest, 1, 0, -1), kept], 1)  # the likeliest token always stays
      scores = torch.masked_fill(scores, torch.scatter(rest, 1, order, rest), -float("inf"))
    return scores

  # The token at which each row's cumulative probability passes its number (B) in [0, 1).
  def drawn(self, scores: Tensor, uniform: Tensor) -> Tensor:
    passed = torch.cumsum(torch.softmax(torch.to(scores, 7), 1), 1)  # (B, V), in double precision: never beyond the last
    goal = torch.mul(torch.slice(passed, 1, -1), torch.unsqueeze(torch.to(uniform, 7), 1))
    return torch.sum(torch.to(torch.le(passed, goal), 4), 1)

  # True for the tokens that end an answer. They are few, and isin() is slower than a comparison with each.
  def is_end(self, token: Tensor) -> Tensor:
    ended = torch.zeros_like(token, dtype=11)
    if len(self.ends) > 0:
      ended = torch.eq(token, self.ends[0])
    for i in range(1, len(self.ends)):
      ended = torch.logical_or(ended, torch.eq(token, self.ends[i]))
    return ended

  # True for answers (..., T) whose last tokens are one of the stop sequences.
  def is_stopped(self, answers: Tensor, stops: Tensor) -> Tensor:
    stopped = torch.zeros_like(torch.select(answers, -1, 0), dtype=11)
    for i in range(torch.size(stops, 0)):
      stop = torch.select(stops, 0, i)
      stop = torch.masked_select(stop, torch.ge(stop, 0))
      length = torch.size(stop, 0)
      if length <= torch.size(answers, -1):
        same = torch.eq(torch.slice(answers, -1, -length), stop)
        stopped = torch.logical_or(stopped, torch.all(same, -1))
    return stopped

  # Greedy decoding and sampling; `uniform` (B, T) are the random numbers.
  def generate(self, source: Tensor, lengths: Tensor, counts: Tensor, amounts: Tensor, uniform: Tensor, kinds: Tensor, after: Tensor, need: Tensor, stops: Tensor, flat: Tensor) -> List[Tensor]:
    w = self.all_weights(flat)
    limit, top_k, sampled = int(counts[0]), int(counts[2]), int(counts[3]) == 1
    temperature, top_p, penalty = float(amounts[0]), float(amounts[1]), float(amounts[2])
    bound = torch.size(after, 0) > 0
    fixed = annotate(List[Tensor], [])
    cache = annotate(List[Tensor], [])
    token = self.begin(source, lengths, limit, w, fixed, cache)
    rows = torch.size(token, 0)
    node = torch.zeros([rows], dtype=4, device=source.device)
    ended = torch.zeros([rows], dtype=11, device=source.device)
    written = ended
    answer = annotate(List[Tensor], [])
    logs = annotate(List[Tensor], [])
    seen = 0
    running = True
    while running:
      logits = self.advance(token, seen, fixed, cache, w)
      seen = seen + torch.size(token, 1)
      scores = logits
      if penalty != 1.:
        if len(answer) == 0:
          written = self.written_before(fixed[1], logits)
        scores = self.penalized(scores, written, penalty)
      if bound:
        scores = self.allowed(scores, node, limit - len(answer) - 1, kinds, need)
      if sampled:
        scores = self.truncated(torch.div(scores, temperature), top_k, top_p)
        chosen = self.drawn(scores, torch.select(uniform, 1, len(answer)))
      else:
        chosen = torch.max(scores, 1)[1]  # argmax() takes three times as long
      token = torch.unsqueeze(chosen, 1)  # rows that are done write on, unheard
      if bound:
        node = self.next_node(node, chosen, kinds, after)
      if penalty != 1.:
        written = torch.scatter(written, 1, token, True)
      log = torch.squeeze(torch.gather(self.log_shares(logits), 1, token), 1)
      logs.append(torch.masked_fill(log, ended, 0.))
      answer.append(torch.masked_fill(chosen, ended, -1))
      ended = torch.logical_or(ended, self.is_end(chosen))
      if torch.size(stops, 0) > 0:
        ended = torch.logical_or(ended, self.is_stopped(torch.stack(answer, 1), stops))
      running = len(answer) < limit and not bool(torch.all(ended))
    return [torch.stack(answer, 1), torch.stack(logs, 1)]

  # Rows `order` of each row's entries (B, K, ...).
  def beams_of(self, x: Tensor, order: Tensor) -> Tensor:
    if torch.dim(x) == 3:
      return torch.gather(x, 1, torch.expand(torch.unsqueeze(order, 2), [-1, -1, torch.size(x, 2)]))
    return torch.gather(x, 1, order)

  # Beam search as transformers defines it: the score of an answer is its log-probability divided by its length to the
  # power of the length penalty; a row is done when its best open beam, at its length, cannot beat its worst answer of K.
  def beam_search(self, source: Tensor, lengths: Tensor, counts: Tensor, amounts: Tensor, kinds: Tensor, after: Tensor, need: Tensor, stops: Tensor, flat: Tensor) -> List[Tensor]:
    w = self.all_weights(flat)
    limit, beams = int(counts[0]), int(counts[1])
    penalty, length_penalty = float(amounts[2]), float(amounts[3])
    bound = torch.size(after, 0) > 0
    fixed = annotate(List[Tensor], [])
    cache = annotate(List[Tensor], [])
    first = self.begin(source, lengths, limit, w, fixed, cache)
    rows, device = torch.size(first, 0), source.device
    logits = self.advance(first, 0, fixed, cache, w)
    seen = torch.size(first, 1)
    # All beams of a row begin alike, so what it reads is read once; beams other than the first count from the second token.
    order = torch.floor_divide(torch.arange(rows * beams, dtype=4, device=device), beams)
    logits = torch.index_select(logits, 0, order)  # (BK, V)
    for i in range(1, len(fixed)):
      fixed[i] = torch.index_select(fixed[i], 0, order)
    for i in range(len(cache)):
      cache[i] = torch.index_select(cache[i], 0, order)
    vocabulary = torch.size(logits, 1)
    keep = min(max(2, 1 + len(self.ends)) * beams, beams * vocabulary)  # so that K of them go on
    offset = torch.mul(torch.unsqueeze(torch.arange(rows, dtype=4, device=device), 1), beams)
    leading = torch.lt(torch.unsqueeze(torch.arange(keep, dtype=4, device=device), 0), beams)  # (1, C)
    open_score = torch.full([rows, beams], -1e9, dtype=6, device=device)
    best_score = torch.clone(open_score)
    open_score = torch.cat([torch.zeros([rows, 1], dtype=6, device=device), torch.slice(open_score, 1, 1)], 1)
    open_answer = torch.full([rows, beams, limit], -1, dtype=4, device=device)
    open_logs = torch.zeros([rows, beams, limit], dtype=6, device=device)
    best_answer = open_answer
    best_logs = open_logs
    is_done = torch.zeros([rows, beams], dtype=11, device=device)
    can_improve = torch.ones([rows, 1], dtype=11, device=device)
    node = torch.zeros([rows * beams], dtype=4, device=device)
    written = torch.zeros([0], dtype=11, device=device)
    if penalty != 1.:
      written = self.written_before(fixed[1], logits)
    step = 0
    running = True
    while running:
      own = self.log_shares(logits)  # (BK, V)
      scores = own
      if penalty != 1.:
        scores = self.penalized(scores, written, penalty)
      if bound:
        scores = self.allowed(scores, node, limit - step - 1, kinds, need)
      total = torch.add(torch.view(scores, [rows, beams, vocabulary]), torch.unsqueeze(open_score, 2))
      score, index, = torch.topk(torch.flatten(total, 1), keep, 1)  # (B, C)
      parent = torch.floor_divide(index, vocabulary)
      token = torch.sub(index, torch.mul(parent, vocabulary))
      answer = self.beams_of(open_answer, parent)  # (B, C, T)
      logs = self.beams_of(open_logs, parent)
      put = torch.copy_(torch.select(answer, 2, step), token)
      put = torch.copy_(torch.select(logs, 2, step), torch.gather(torch.view(own, [rows, -1]), 1, index))
      step = step + 1
      over = self.is_end(token)
      if torch.size(stops, 0) > 0:
        over = torch.logical_or(over, self.is_stopped(torch.slice(answer, 2, 0, step), stops))
      if step == limit:
        over = torch.ones_like(over)
      # Those that go on.
      open_score, chosen, = torch.topk(torch.add(score, torch.mul(torch.to(over, 6), -1e9)), beams, 1)
      open_answer = self.beams_of(answer, chosen)
      open_logs = self.beams_of(logs, chosen)
      # Those that are over join the best of each row, if they are among its first K.
      new = torch.logical_and(over, leading)
      counted = torch.logical_and(new, can_improve)
      final = torch.add(torch.div(score, float(step) ** length_penalty), torch.mul(torch.to(torch.logical_not(counted), 6), -1e9))
      best_score, kept, = torch.topk(torch.cat([best_score, final], 1), beams, 1)
      best_answer = self.beams_of(torch.cat([best_answer, answer], 1), kept)
      best_logs = self.beams_of(torch.cat([best_logs, logs], 1), kept)
      is_done = self.beams_of(torch.cat([is_done, new], 1), kept)
      hope = torch.div(torch.slice(open_score, 1, 0, 1), float(step) ** length_penalty)  # (B, 1)
      least = torch.masked_fill(torch.min(best_score, 1, True)[0], torch.logical_not(torch.all(is_done, 1, True)), -1e9)
      alive = torch.gt(torch.slice(open_score, 1, 0, 1), -1e8)  # there may be fewer answers than beams
      can_improve = torch.logical_and(torch.logical_and(can_improve, alive), torch.gt(hope, least))
      running = step < limit and bool(torch.any(can_improve))
      if running:
        from_beam = torch.flatten(torch.add(torch.gather(parent, 1, chosen), offset))  # (BK)
        taken = torch.flatten(torch.gather(token, 1, chosen))
        for i in range(len(cache)):
          cache[i] = torch.index_select(cache[i], 0, from_beam)
        if bound:
          node = self.next_node(torch.index_select(node, 0, from_beam), taken, kinds, after)
        if penalty != 1.:
          written = torch.scatter(torch.index_select(written, 0, from_beam), 1, torch.unsqueeze(taken, 1), True)
        logits = self.advance(torch.unsqueeze(taken, 1), seen, fixed, cache, w)
        seen = seen + 1
    return [torch.select(best_answer, 1, 0), torch.select(best_logs, 1, 0)]
