"""optimizers.json: losses, weights and biases of 40 full-batch steps of every optimizer, without and with L2."""
from typing import Any, Callable

import torch
import torch.nn.functional as F
from torch import Tensor, optim

import drawing

ABOUT = (
    "tanh(x W0 + b0) W1 + b1, mean softmax cross-entropy, full batch; losses[t] is the loss before step t+1. "
    "sgd lr .1; momentum/nesterov lr .05 mu .9 (v = mu v + g; p -= lr v; nesterov: p -= lr (g + mu v)); "
    "rmsprop lr .01 rho .9 eps 1e-8 (eps outside the root); adam lr .01 .9/.999 1e-8; nadam lr .01 .9/.999 1e-8 with "
    "Dozat's momentum schedule mu_t = beta1 (1 - 0.5 * 0.96^(t * 0.004)); adamw decoupled decay .05; "
    "'+l2': coupled L2, g += 0.05 p, on weights AND biases"
)
SIZES = [6, 8, 3]
ROWS = 16
STEPS = 40
SNAPSHOTS = (1, 2, 5, 10, 20, 40)
DECAY = 0.05

Parameters = list[Tensor]
COUPLED: dict[str, Callable[[Parameters, float], optim.Optimizer]] = {
    "sgd": lambda p, decay: optim.SGD(p, lr=0.1, weight_decay=decay),
    "momentum": lambda p, decay: optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=decay),
    "nesterov": lambda p, decay: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=decay),
    "rmsprop": lambda p, decay: optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8, weight_decay=decay),
    "adam": lambda p, decay: optim.Adam(p, lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=decay),
    "nadam": lambda p, decay: optim.NAdam(
        p, lr=0.01, betas=(0.9, 0.999), eps=1e-8, momentum_decay=0.004, weight_decay=decay
    ),
}
"""Optimizers whose weight decay is L2: PyTorch adds decay * parameter to the gradient."""

RUNS = [*COUPLED, "adamw", *(f"{name}+l2" for name in COUPLED)]
LOOSER = {f"runs[{RUNS.index('rmsprop+l2')}].": 1e-10}
"""In this run a gradient nearly cancels the decay, and RMSProp turns its rounding into a full step. If the initial
weights change by 1e-16 of their size, the last ones change by up to 2e-12; in every other run, by less than 2e-15."""


def optimizer(name: str, parameters: Parameters) -> optim.Optimizer:
    """Creates the optimizer of a run by its name in the file, such as 'adam+l2'."""
    if name == "adamw":
        return optim.AdamW(parameters, lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=DECAY)
    kind, _, decay = name.partition("+")
    return COUPLED[kind](parameters, DECAY if decay == "l2" else 0)


def draw() -> dict[str, Any]:
    """Draws the initial parameters and the rows, in the order weights, biases, rows, labels."""
    weights = [(drawing.normals(*shape) * 0.5).tolist() for shape in zip(SIZES, SIZES[1:])]
    biases = [(drawing.normals(size) * 0.1).tolist() for size in SIZES[1:]]
    x = drawing.normals(ROWS, SIZES[0]).tolist()
    return {"x": x, "labels": drawing.classes(SIZES[-1], ROWS), "weights": weights, "biases": biases}


def compute(inputs: dict[str, Any]) -> dict[str, Any]:
    """Computes the whole file from the initial parameters and the rows."""
    return {
        "about": ABOUT,
        **{name: inputs[name] for name in ("x", "labels", "weights", "biases")},
        "runs": [compute_run(name, inputs) for name in RUNS],
    }


def compute_run(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Takes the steps of one optimizer."""
    x, labels = torch.tensor(inputs["x"]), torch.tensor(inputs["labels"])
    weights = [torch.tensor(w, requires_grad=True) for w in inputs["weights"]]
    biases = [torch.tensor(b, requires_grad=True) for b in inputs["biases"]]
    rule = optimizer(name, [*weights, *biases])
    losses: list[float] = []
    after: dict[str, Any] = {}
    for step in range(1, STEPS + 1):
        rule.zero_grad()
        logits = torch.tanh(x @ weights[0] + biases[0]) @ weights[1] + biases[1]
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        rule.step()
        losses.append(loss.item())
        if step in SNAPSHOTS:
            after[str(step)] = {"weights": [w.tolist() for w in weights], "biases": [b.tolist() for b in biases]}
    return {"optimizer": name, "losses": losses, "after": after}
