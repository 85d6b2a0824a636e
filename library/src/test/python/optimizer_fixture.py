"""Weights after steps of PyTorch's optimizers on a linear softmax classifier, to compare ours with.

    python optimizer_fixture.py > ../resources/org/prompt2model/model/optimizers.json
"""
import json

import torch

CLASSES, WIDTH, ROWS, STEPS = 3, 5, 7, 4
RATE, DECAY, CLIP = 0.05, 0.1, 0.5


def train(name, weight, bias, inputs, classes):
    weight = torch.nn.Parameter(weight.clone())
    bias = torch.nn.Parameter(bias.clone())
    groups = [{"params": [weight], "weight_decay": DECAY}, {"params": [bias], "weight_decay": 0.0}]
    optimizer = (
        torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), eps=1e-8)
        if name == "ADAMW"
        else torch.optim.Adafactor(groups, lr=RATE)
    )
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(inputs @ weight.T + bias, classes)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([weight, bias], CLIP)
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "weights": weight.flatten().tolist() + bias.tolist()}


def main():
    torch.manual_seed(5)
    weight, bias = torch.randn(CLASSES, WIDTH), torch.randn(CLASSES)
    inputs, classes = torch.randn(ROWS, WIDTH), torch.randint(CLASSES, (ROWS,))
    print(
        json.dumps(
            {
                "torch": torch.__version__,
                "rate": RATE,
                "decay": DECAY,
                "clip": CLIP,
                "start": weight.flatten().tolist() + bias.tolist(),
                "inputs": inputs.tolist(),
                "classes": classes.tolist(),
                "ADAMW": train("ADAMW", weight, bias, inputs, classes),
                "ADAFACTOR": train("ADAFACTOR", weight, bias, inputs, classes),
            }
        )
    )


if __name__ == "__main__":
    main()
