# Cross-entropy of a token out of a large vocabulary, and its gradient. The logits are the largest tensors of a step, and
# autograd would keep several copies of them: here gradients overwrite logits, a few rows of which are float32 at a time.
# Letters: N tokens that count, D width, V vocabulary, n rows of a portion.

  # The loss of x (N, D) by the labels (N), the embedding (V, D) being that of the output. In training then: x and its
  # gradient, and the embedding and its gradient where it is trained.
  def token_loss(self, x: Tensor, embedding: Tensor, labels: Tensor, smoothing: float) -> List[Tensor]:
    training = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    logits = torch.linear(x, embedding, None)  # (N, V)
    count, vocabulary, = torch.size(logits, 0), torch.size(logits, 1)
    share, spread = 1. / float(max(1, count)), smoothing / float(vocabulary)
    targets = torch.unsqueeze(labels, 1)  # (N, 1)
    rows = max(1, self.portion // vocabulary)
    loss = torch.zeros([], dtype=6, device=x.device)
    for first in range(0, count, rows):
      portion = torch.slice(logits, 0, first, first + rows)  # (n, V)
      target = torch.slice(targets, 0, first, first + rows)  # (n, 1)
      found = torch.log_softmax(portion, -1, dtype=6)  # (n, V)
      loss = torch.sub(loss, torch.sum(torch.gather(found, 1, target)), alpha=1. - smoothing)
      if smoothing > 0.:
        loss = torch.sub(loss, torch.sum(found), alpha=spread)
      if training:
        slope = torch.full_like(found, -spread)  # of the loss by the log-probabilities
        slope = torch.scatter(slope, 1, target, smoothing - 1. - spread)
        slope = torch._log_softmax_backward_data(slope, found, -1, 6)
        portion = torch.copy_(portion, torch.mul_(slope, share))
    results = annotate(List[Tensor], [torch.div(loss, float(count))])
    if training:
      results = torch.add(results, [x, torch.matmul(logits, embedding)])
      if embedding.requires_grad:
        results = torch.add(results, [embedding, torch.matmul(torch.t(logits), x)])
    torch.set_grad_enabled(training)
    return results
