# What every network shares: weights in one flat float32 tensor, and a training step in one call.
# The network above defines loss(first, second, weights, dropout) for a batch of two tensors.

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

  # AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) after clipping by the global norm (Pascanu et al. 2013,
  # arXiv 1211.5063). `settings`: learning rate, weight decay, clip norm, step from 1, dropout, beta1, beta2.
  # The first self.decayed weights are matrices, which decay; norms do not. Returns loss and gradient norm.
  def step(self, first: Tensor, second: Tensor, settings: Tensor, flat: Tensor, mean: Tensor, square: Tensor) -> Tensor:
    rate = float(settings[0])
    decay = float(settings[1])
    clip = float(settings[2])
    count = float(settings[3])
    dropout = float(settings[4])
    beta1 = float(settings[5])
    beta2 = float(settings[6])
    torch.set_grad_enabled(True)
    leaf = torch.requires_grad_(torch.detach(flat), True)
    loss = self.loss(first, second, self.unflatten(self.compute_cast(leaf)), dropout)
    found = torch.grad([loss], [leaf])
    torch.set_grad_enabled(False)
    gradient = unchecked_cast(Tensor, found[0])
    norm = torch.norm(gradient)
    gradient = torch.mul_(gradient, torch.clamp(torch.div(clip, torch.add(norm, 1e-6)), max=1.))
    torch.add_(torch.mul_(mean, beta1), gradient, alpha=1. - beta1)
    torch.addcmul_(torch.mul_(square, beta2), gradient, gradient, value=1. - beta2)
    torch.mul_(torch.slice(flat, 0, 0, self.decayed), 1. - rate * decay)
    scale = torch.add_(torch.div_(torch.sqrt(square), (1. - beta2 ** count) ** 0.5), 1e-8)
    torch.addcdiv_(flat, mean, scale, value=-(rate / (1. - beta1 ** count)))
    return torch.stack([torch.detach(loss), norm])

  def evaluate(self, first: Tensor, second: Tensor, flat: Tensor) -> Tensor:
    return self.loss(first, second, self.unflatten(self.compute_cast(flat)), 0.)

  # Loss, then its gradient with respect to the flat weights; for tests.
  def gradient(self, first: Tensor, second: Tensor, flat: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(True)
    leaf = torch.requires_grad_(torch.detach(flat), True)
    loss = self.loss(first, second, self.unflatten(self.compute_cast(leaf)), 0.)
    found = torch.grad([loss], [leaf])
    torch.set_grad_enabled(False)
    return [torch.detach(loss), unchecked_cast(Tensor, found[0])]
