# What every network shares: weights in one flat float32 tensor, and a training step in one call.
# The network above defines loss(first, second, weights, dropout, smoothing) for a batch of two tensors; smoothing is the
# share of a label's probability that is spread evenly over all (Szegedy et al. 2016, arXiv 1512.00567). It returns the
# loss and then, in pairs, tensors and the loss's gradients with respect to them, from which autograd goes on.
# self.portion is how many numbers are worked on at a time, so few that they stay in a CPU's cache between operations.

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

  def compute_cast(self, flat: Tensor) -> Tensor:
    return torch.to(flat, self.compute_type)

  # A loss that autograd goes through as a whole.
  def whole(self, loss: Tensor) -> List[Tensor]:
    return [loss, loss, torch.ones_like(loss)]

  # Loss of a batch, then the gradient of each weight, flat, in the order of the flat tensor.
  def slope(self, first: Tensor, second: Tensor, flat: Tensor, dropout: float, smoothing: float) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for weight in self.unflatten(self.compute_cast(flat)):
      leaves.append(torch.requires_grad_(torch.detach(weight), True))
    torch.set_grad_enabled(True)
    found = self.loss(first, second, leaves, dropout, smoothing)
    slopes = annotate(List[Optional[Tensor]], [])
    for i in range(2, len(found), 2):
      slopes.append(found[i])
    gradients = torch.grad(torch.slice(found, 1, None, 2), leaves, slopes, None, False, True)
    torch.set_grad_enabled(False)
    sorted = annotate(List[Tensor], [torch.detach(found[0])])
    for part in range(len(self.parts)):
      i = self.order[part]
      gradient = gradients[i]
      if torch.__is__(gradient, None):
        sorted.append(torch.zeros_like(torch.flatten(leaves[i])))
      else:
        sorted.append(torch.flatten(unchecked_cast(Tensor, gradient)))
    return sorted

  # Consecutive flat tensors cut and joined to portions, so that neither many small nor few large ones are slow.
  def portions(self, tensors: List[Tensor]) -> List[Tensor]:
    small = annotate(List[Tensor], [])
    waiting = 0
    portions = annotate(List[Tensor], [])
    for tensor in tensors:
      size = torch.numel(tensor)
      if waiting + size > self.portion and waiting > 0:
        portions.append(torch.cat(small))
        small = annotate(List[Tensor], [])
        waiting = 0
      if size > self.portion:
        for portion in torch.split(tensor, self.portion):
          portions.append(portion)
      else:
        small.append(tensor)
        waiting = waiting + size
    if waiting > 0:
      portions.append(torch.cat(small))
    return portions

  # Global norm of a gradient, and the factor by which it is to be clipped (Pascanu et al. 2013, arXiv 1211.5063).
  def clip(self, portions: List[Tensor], most: float) -> Tuple[Tensor, Tensor]:
    squares = annotate(List[Tensor], [])
    for portion in portions:
      values = torch.to(portion, 6)
      squares.append(torch.dot(values, values))
    norm = torch.sqrt(torch.sum(torch.stack(squares)))
    return (norm, torch.clamp(torch.div(most, torch.add(norm, 1e-6)), max=1.))

  # AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101). `settings`: learning rate, weight decay, clip norm, step
  # from 1, dropout, beta1, beta2, label smoothing. The first self.decayed weights are matrices, which decay; norms and biases do not.
  # Returns the gradient's norm before clipping.
  def move(self, gradients: List[Tensor], settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    rate = float(settings[0])
    decay = float(settings[1])
    count = float(settings[3])
    beta1 = float(settings[5])
    beta2 = float(settings[6])
    portions = self.portions(gradients)
    norm, shrink, = self.clip(portions, float(settings[2]))
    place = 0
    for portion in portions:
      after = place + torch.numel(portion)
      weight, m, v = torch.slice(flat, 0, place, after), torch.slice(mean, 0, place, after), torch.slice(square, 0, place, after)
      gradient = torch.mul(torch.to(portion, 6), shrink)
      torch.add_(torch.mul_(m, beta1), gradient, alpha=1. - beta1)
      torch.addcmul_(torch.mul_(v, beta2), gradient, gradient, value=1. - beta2)
      if place < self.decayed:
        torch.mul_(torch.slice(weight, 0, 0, self.decayed - place), 1. - rate * decay)
      # sqrt() is slow here, and more so for denormal numbers; beside 1e-8 the root of 1e-36 is nothing.
      scale = torch.reciprocal_(torch.rsqrt_(torch.clamp(v, min=1e-36)))
      scale = torch.add_(torch.div_(scale, (1. - beta2 ** count) ** 0.5), 1e-8)
      torch.addcdiv_(weight, m, scale, value=-(rate / (1. - beta1 ** count)))
      place = after
    return norm

  def adamw(self, gradient: Tensor, settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    return self.move([gradient], settings, flat, mean, square)

  # Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) as torch.optim.Adafactor computes it. `square` holds, for
  # one tensor of the checkpoint after another, the mean squares of a matrix's rows, then of its columns, or those of a
  # vector.
  def adafactor(self, gradient: Tensor, settings: Tensor, flat: Tensor, square: Tensor) -> Tensor:
    rate = float(settings[0])
    decay = float(settings[1])
    count = float(settings[3])
    norm, shrink, = self.clip(self.portions([gradient]), float(settings[2]))
    torch.mul_(gradient, shrink)
    fresh = count ** -0.8
    step = min(rate, count ** -0.5)
    least = 1.1920928955078125e-07
    place = 0
    at = 0
    for i in range(len(self.tensor_rows)):
      rows = self.tensor_rows[i]
      columns = max(1, self.tensor_columns[i])
      after = place + rows * columns
      weight = torch.view(torch.slice(flat, 0, place, after), [rows, columns])
      slope = torch.view(torch.slice(gradient, 0, place, after), [rows, columns])
      place = after
      root = float(rows * columns) ** 0.5
      alpha = torch.mul(torch.clamp(torch.div(torch.norm(weight), root), min=1e-3), step)
      squares = torch.mul(slope, slope)
      row = torch.view(torch.slice(square, 0, at, at + rows), [rows, 1])
      at = at + rows
      if self.tensor_columns[i] > 0:
        torch.mul_(weight, 1. - rate * decay)
        column = torch.view(torch.slice(square, 0, at, at + columns), [1, columns])
        at = at + columns
        torch.lerp_(row, torch.mean(squares, [1], True), fresh)
        torch.lerp_(column, torch.mean(squares, [0], True), fresh)
        variance = torch.div(torch.matmul(row, column), torch.clamp(torch.mean(row), min=least))
      else:
        torch.lerp_(row, squares, fresh)
        variance = torch.clone(row)
      update = torch.mul_(torch.rsqrt_(torch.clamp_(variance, min=least * least)), slope)
      large = torch.div(torch.norm(update), root)
      torch.sub_(weight, torch.mul_(update, torch.div(alpha, torch.clamp(large, min=1.))))
    return norm

  # A step of AdamW on one batch. Returns its loss and the gradient's norm.
  def step(self, first: Tensor, second: Tensor, settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    found = self.slope(first, second, flat, float(settings[4]), float(settings[7]))
    return torch.stack([found[0], self.move(torch.slice(found, 1), settings, flat, mean, square)])

  # Adds the gradient of a part of a step's batch to `sum`, by its share of the whole. Returns the part's loss.
  def accumulate(self, first: Tensor, second: Tensor, settings: Tensor, share: Tensor, flat: Tensor, sum: Tensor) -> Tensor:
    found = self.slope(first, second, flat, float(settings[4]), float(settings[7]))
    place = 0
    for gradient in torch.slice(found, 1):
      after = place + torch.numel(gradient)
      torch.add_(torch.slice(sum, 0, place, after), gradient, alpha=float(share))
      place = after
    return found[0]

  def evaluate(self, first: Tensor, second: Tensor, flat: Tensor) -> Tensor:
    return self.loss(first, second, self.unflatten(self.compute_cast(flat)), 0., 0.)[0]

  # Loss, then its gradient with respect to the flat weights; for tests.
  def gradient(self, first: Tensor, second: Tensor, flat: Tensor) -> List[Tensor]:
    found = self.slope(first, second, flat, 0., 0.)
    return [found[0], torch.to(torch.cat(torch.slice(found, 1)), 6)]
