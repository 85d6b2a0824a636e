# What every network shares: weights in one flat float32 tensor, and a training step in one call.
# The network above is a chain of self.blocks blocks, and defines, for a batch of two tensors,
#   enter(first, second, w, dropout, fixed): the state, tensors that pass from block to block. It fills `fixed` with
#     tensors that all blocks read and that need no gradient;
#   block(number, state, fixed, w, dropout): the state behind a block, as many tensors;
#   leave(state, second, w, smoothing): the loss and then, in pairs, tensors and the loss's gradients with respect to
#     them, from which autograd goes on; the pairs are not needed where no gradient is.
# Smoothing is the share of a label's probability that is spread evenly over all (Szegedy et al. 2016, arXiv 1512.00567).

  # The flat tensor holds the matrices first; weight i is part self.parts[i], with self.columns[i] columns (0: a vector).
  def unflatten(self, flat: Tensor) -> List[Tensor]:
    pieces = torch.split_with_sizes(flat, self.sizes)
    w = annotate(List[Tensor], [])
    for i in range(len(self.parts)):
      piece = pieces[self.parts[i]]
      if self.columns[i] > 0:
        w.append(torch.view(piece, [-1, self.columns[i]]))
      else:
        w.append(piece)
    return w

  # Writes numbers that lie in memory as bytes into `flat`. `facts`: PyTorch's number of their format, their first place.
  def put(self, bytes: Tensor, facts: Tensor, flat: Tensor) -> Tensor:
    values = torch.view_copy(bytes, dtype=int(facts[0]))
    place = int(facts[1])
    return torch.copy_(torch.slice(flat, 0, place, place + torch.numel(values)), values)

  def compute_cast(self, flat: Tensor) -> Tensor:
    return torch.to(flat, self.compute_type)

  # The same of each weight, kept from answer to answer: a short one takes hardly longer than the cast. To be forgotten
  # before a change. Matrices from number `tables` on, which are only ever multiplied by, are packed.
  def kept_weights(self, w: List[Tensor], tables: int) -> List[Tensor]:
    if len(self.kept) == 0:
      for i in range(len(w)):
        weight = self.compute_cast(w[i])
        if i >= tables and torch.dim(weight) == 2:
          weight = self.packed(weight)
        kept = torch.append(self.kept, weight)
    return self.kept

  def forget_weights(self, flat: Tensor) -> Tensor:
    torch.clear(self.kept)
    return flat

  # A loss that autograd goes through as a whole.
  def whole(self, loss: Tensor) -> List[Tensor]:
    return [loss, loss, torch.ones_like(loss)]

  # The state behind all blocks, without dropout.
  def through(self, first: Tensor, second: Tensor, w: List[Tensor]) -> List[Tensor]:
    fixed = annotate(List[Tensor], [])
    state = self.enter(first, second, w, 0., fixed)
    for number in range(self.blocks):
      state = self.block(number, state, fixed, w, 0.)
    return state

  # A block drops the same when it is computed again.
  def seeded_block(self, number: int, seed: int, state: List[Tensor], fixed: List[Tensor], w: List[Tensor], dropout: float) -> List[Tensor]:
    if dropout > 0.:
      torch.manual_seed(seed + number)
    return self.block(number, state, fixed, w, dropout)

  def as_leaves(self, tensors: List[Tensor]) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for tensor in tensors:
      leaves.append(torch.requires_grad_(torch.detach(tensor), True))
    return leaves

  # Gradients with respect to `inputs`, given those with respect to `outputs`; none of what nothing is known of.
  def pulled_back(self, outputs: List[Tensor], known: List[Optional[Tensor]], inputs: List[Tensor]) -> List[Optional[Tensor]]:
    used = annotate(List[Tensor], [])
    slopes = annotate(List[Optional[Tensor]], [])
    for i in range(len(outputs)):
      slope = known[i]
      if torch.__isnot__(slope, None) and outputs[i].requires_grad:
        used.append(outputs[i])
        slopes.append(slope)
    return torch.grad(used, inputs, slopes, None, False, True)

  # Adds gradients of weights to what other blocks have added.
  def gather(self, sums: List[Optional[Tensor]], more: List[Optional[Tensor]]) -> List[Optional[Tensor]]:
    gathered = annotate(List[Optional[Tensor]], [])
    for i in range(len(more)):
      one, other = sums[i], more[i]
      if torch.__is__(one, None):
        gathered.append(other)
      elif torch.__is__(other, None):
        gathered.append(one)
      else:
        gathered.append(torch.add(unchecked_cast(Tensor, one), unchecked_cast(Tensor, other)))
    return gathered

  # Loss of a batch, then the gradient of each weight, flat, in the order of the flat tensor. With `again`, blocks keep
  # nothing but their input and are computed once more on the way back (Chen et al. 2016, arXiv 1604.06174).
  def slope(self, first: Tensor, second: Tensor, flat: Tensor, dropout: float, smoothing: float, again: bool) -> List[Tensor]:
    leaves = self.as_leaves(self.unflatten(self.compute_cast(flat)))
    seed = 0
    if dropout > 0.:
      seed = int(torch.randint(1 << 30, [1]))
    torch.set_grad_enabled(True)
    fixed = annotate(List[Tensor], [])
    entered = self.enter(first, second, leaves, dropout, fixed)
    state = entered
    states = annotate(List[List[Tensor]], [])
    torch.set_grad_enabled(not again)
    for number in range(self.blocks):
      states.append(state)
      state = self.seeded_block(number, seed, state, fixed, leaves, dropout)
    torch.set_grad_enabled(True)
    if again:
      state = self.as_leaves(state)
    found = self.leave(state, second, leaves, smoothing)
    known = annotate(List[Optional[Tensor]], [])
    for i in range(2, len(found), 2):
      known.append(found[i])
    outputs = torch.slice(found, 1, None, 2)
    gradients = annotate(List[Optional[Tensor]], [])
    if again:
      width = len(state)
      slopes = self.pulled_back(outputs, known, torch.add(state, leaves))
      gradients = torch.slice(slopes, width)
      for number in range(self.blocks - 1, -1, -1):
        inputs = self.as_leaves(states[number])
        outputs = self.seeded_block(number, seed, inputs, fixed, leaves, dropout)
        slopes = self.pulled_back(outputs, torch.slice(slopes, 0, width), torch.add(inputs, leaves))
        gradients = self.gather(gradients, torch.slice(slopes, width))
      gradients = self.gather(gradients, self.pulled_back(entered, torch.slice(slopes, 0, width), leaves))
    else:
      gradients = self.pulled_back(outputs, known, leaves)
    torch.set_grad_enabled(False)
    if dropout > 0.:
      torch.manual_seed(seed + self.blocks)  # what comes next does not depend on which block was the last
    return torch.add([torch.detach(found[0])], self.in_order(gradients, leaves))

  # Gradients, flat, in the order of the flat tensor; zeros of weights that the loss does not depend on.
  def in_order(self, gradients: List[Optional[Tensor]], weights: List[Tensor]) -> List[Tensor]:
    sorted = annotate(List[Tensor], [])
    for i in self.order:
      gradient = gradients[i]
      if torch.__is__(gradient, None):
        sorted.append(torch.zeros_like(torch.flatten(weights[i])))
      else:
        sorted.append(torch.flatten(unchecked_cast(Tensor, gradient)))
    return sorted

  # A step of AdamW on one batch. Returns its loss and the gradient's norm.
  def step(self, first: Tensor, second: Tensor, settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    found = self.slope(first, second, flat, float(settings[4]), float(settings[7]), float(settings[8]) > 0.)
    return torch.stack([found[0], self.move(torch.slice(found, 1), settings, flat, mean, square)])

  # Adds the gradient of a part of a step's batch to `sum`, by its share of the whole. Returns the part's loss.
  def accumulate(self, first: Tensor, second: Tensor, settings: Tensor, share: Tensor, flat: Tensor, sum: Tensor) -> Tensor:
    found = self.slope(first, second, flat, float(settings[4]), float(settings[7]), float(settings[8]) > 0.)
    place = 0
    for gradient in torch.slice(found, 1):
      after = place + torch.numel(gradient)
      torch.add_(torch.slice(sum, 0, place, after), gradient, alpha=float(share))
      place = after
    return found[0]

  def evaluate(self, first: Tensor, second: Tensor, flat: Tensor) -> Tensor:
    w = self.unflatten(self.compute_cast(flat))
    return self.leave(self.through(first, second, w), second, w, 0.)[0]

  # Loss, then its gradient with respect to the flat weights; for tests.
  def gradient(self, first: Tensor, second: Tensor, flat: Tensor) -> List[Tensor]:
    found = self.slope(first, second, flat, 0., 0., False)
    return [found[0], torch.to(torch.cat(torch.slice(found, 1)), 6)]
