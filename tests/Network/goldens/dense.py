"""dense.json: probabilities, loss and gradients of a network of three dense layers, by activation and loss."""
from typing import Any, Callable

import torch
import torch.nn.functional as F
from torch import Tensor

import drawing

ABOUT = (
    "h = activation(x W + b), W is [in,out]; softmax output; cross_entropy = mean over the batch of -log p[label]; "
    "squared_error = mean over the batch of the sum over classes of (p - onehot)^2; leaky_relu slope 0.01"
)
SIZES = [7, 6, 5, 4]
ROWS = 9
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.01),
}


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Softmax cross-entropy, averaged over the batch."""
    return F.cross_entropy(logits, labels)


def squared_error(logits: Tensor, labels: Tensor) -> Tensor:
    """Squared error of the softmax, summed over the classes and averaged over the batch."""
    errors = logits.softmax(1) - F.one_hot(labels, logits.shape[1])
    return errors.square().sum(1).mean()


LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "cross_entropy": cross_entropy,
    "squared_error": squared_error,
}


def draw() -> dict[str, Any]:
    """Draws the inputs of every case."""
    return {"cases": [draw_case(activation, loss) for activation in ACTIVATIONS for loss in LOSSES]}


def draw_case(activation: str, loss: str) -> dict[str, Any]:
    """Draws one case, in the order weights, biases, rows, labels."""
    weights = [drawing.normals(*shape).tolist() for shape in zip(SIZES, SIZES[1:])]
    biases = [drawing.normals(size).tolist() for size in SIZES[1:]]
    x = drawing.normals(ROWS, SIZES[0]).tolist()
    labels = drawing.classes(SIZES[-1], ROWS)
    return {"activation": activation, "loss": loss, "x": x, "labels": labels, "weights": weights, "biases": biases}


def compute(inputs: dict[str, Any]) -> dict[str, Any]:
    """Computes the whole file from the inputs of its cases."""
    return {"about": ABOUT, "cases": [compute_case(case) for case in inputs["cases"]]}


def compute_case(case: dict[str, Any]) -> dict[str, Any]:
    """Computes the outputs of one case, and gives them after its inputs."""
    weights = [torch.tensor(w, requires_grad=True) for w in case["weights"]]
    biases = [torch.tensor(b, requires_grad=True) for b in case["biases"]]
    hidden = torch.tensor(case["x"])
    for weight, bias in zip(weights[:-1], biases[:-1]):
        hidden = ACTIVATIONS[case["activation"]](hidden @ weight + bias)
    logits = hidden @ weights[-1] + biases[-1]
    loss = LOSSES[case["loss"]](logits, torch.tensor(case["labels"]))
    loss.backward()
    return {
        **{name: case[name] for name in ("activation", "loss", "x", "labels", "weights", "biases")},
        "probabilities": logits.softmax(1).tolist(),
        "loss_value": loss.item(),
        "weight_gradients": [weight.grad.tolist() for weight in weights],
        "bias_gradients": [bias.grad.tolist() for bias in biases],
    }
