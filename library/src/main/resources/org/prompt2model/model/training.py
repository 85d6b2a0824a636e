# What every network shares: weights in one flat float32 tensor, and a training step in one call.
# The network above defines loss(first, second, weights, dropout, smoothing) for a batch of two tensors; smoothing is the
# share of a label's probability that is spread evenly over all (Szegedy et al. 2016, arXiv 1512.00567).

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

  # Loss and gradient of a batch at the weights `flat`.
  def slope(self, first: Tensor, second: Tensor, flat: Tensor, dropout: float, smoothing: float) -> List[Tensor]:
    torch.set_grad_enabled(True)
    leaf = torch.requires_grad_(torch.detach(flat), True)
    loss = self.loss(first, second, self.unflatten(self.compute_cast(leaf)), dropout, smoothing)
    found = torch.grad([loss], [leaf])
    torch.set_grad_enabled(False)
    return [torch.detach(loss), unchecked_cast(Tensor, found[0])]

  # Clipping by the global norm (Pascanu et al. 2013, arXiv 1211.5063), in place; returns the norm before.
  def clip(self, gradient: Tensor, most: float) -> Tensor:
    norm = torch.norm(gradient)
    torch.mul_(gradient, torch.clamp(torch.div(most, torch.add(norm, 1e-6)), max=1.))
    return norm

  # AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101). `settings`: learning rate, weight decay, clip norm, step
  # from 1, dropout, beta1, beta2, label smoothing. The first self.decayed weights are matrices, which decay; norms and biases do not.
  # Returns the gradient's norm before clipping.
  def adamw(self, gradient: Tensor, settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    rate = float(settings[0])
    decay = float(settings[1])
    count = float(settings[3])
    beta1 = float(settings[5])
    beta2 = float(settings[6])
    norm = self.clip(gradient, float(settings[2]))
    torch.add_(torch.mul_(mean, beta1), gradient, alpha=1. - beta1)
    torch.addcmul_(torch.mul_(square, beta2), gradient, gradient, value=1. - beta2)
    torch.mul_(torch.slice(flat, 0, 0, self.decayed), 1. - rate * decay)
    scale = torch.add_(torch.div_(torch.sqrt(square), (1. - beta2 ** count) ** 0.5), 1e-8)
    torch.addcdiv_(flat, mean, scale, value=-(rate / (1. - beta1 ** count)))
    return norm

  # Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) as torch.optim.Adafactor computes it. `square` holds, for
  # one tensor of the checkpoint after another, the mean squares of a matrix's rows, then of its columns, or those of a
  # vector.
  def adafactor(self, gradient: Tensor, settings: Tensor, flat: Tensor, square: Tensor) -> Tensor:
    rate = float(settings[0])
    decay = float(settings[1])
    count = float(settings[3])
    norm = self.clip(gradient, float(settings[2]))
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
    loss, gradient, = self.slope(first, second, flat, float(settings[4]), float(settings[7]))
    return torch.stack([loss, self.adamw(gradient, settings, flat, mean, square)])

  # Adds the gradient of a part of a step's batch to `sum`, by its share of the whole. Returns the part's loss.
  def accumulate(self, first: Tensor, second: Tensor, settings: Tensor, share: Tensor, flat: Tensor, sum: Tensor) -> Tensor:
    loss, gradient, = self.slope(first, second, flat, float(settings[4]), float(settings[7]))
    torch.add_(sum, torch.mul_(gradient, float(share)))
    return loss

  def evaluate(self, first: Tensor, second: Tensor, flat: Tensor) -> Tensor:
    return self.loss(first, second, self.unflatten(self.compute_cast(flat)), 0., 0.)

  # Loss, then its gradient with respect to the flat weights; for tests.
  def gradient(self, first: Tensor, second: Tensor, flat: Tensor) -> List[Tensor]:
    return self.slope(first, second, flat, 0., 0.)
