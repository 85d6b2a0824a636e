# How gradients move the weights, in place: AdamW and Adafactor. `settings`: learning rate, weight decay, clip norm, step
# from 1, dropout, beta1, beta2, label smoothing, 1 to compute blocks again. The first self.decayed weights are matrices,
# which decay; norms and biases do not.
# self.portion is how many numbers are worked on at a time, so few that they stay in a CPU's cache between operations.

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

  # AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101), given the gradient as flat tensors in the order of the weights.
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
