"""conv.json: outputs and gradients of convolution, batch normalization and pooling, each layer by itself."""
from typing import Any

import torch
from torch import Tensor, nn

import drawing

ABOUT = (
    "NCHW; weight [out,in,kh,kw] (cross-correlation); batch norm: biased variance in the forward, running_var from "
    "the unbiased one, momentum 0.1, eps 1e-5"
)
CONVOLUTIONS = [  # in_channels, out_channels, kernel, stride, padding, side of the square input
    (1, 3, 5, 1, 2, 8),
    (3, 4, 3, 1, 1, 6),
    (2, 3, 3, 2, 1, 7),
    (3, 2, 1, 1, 0, 5),
    (2, 2, 5, 1, 0, 9),
]
HYPERPARAMETERS = ("in_channels", "out_channels", "kernel", "stride", "padding")
TRAIN_SHAPES = {"batch_norm_2d": (4, 3, 5, 5), "batch_norm_1d": (7, 5)}
EVAL_ROWS = {"batch_norm_2d": 2, "batch_norm_1d": 3}
POOLS: dict[str, nn.Module] = {"average_pool_2": nn.AvgPool2d(2), "max_pool_2": nn.MaxPool2d(2)}
POOL_SHAPE = (2, 3, 7, 7)


def draw() -> dict[str, Any]:
    """Draws the inputs of every layer."""
    convolutions = [draw_convolution(*case) for case in CONVOLUTIONS]
    return {"convolution": convolutions, **draw_batch_norms(), **{name: draw_pool(POOLS[name]) for name in POOLS}}


def draw_convolution(inputs: int, outputs: int, kernel: int, stride: int, padding: int, side: int) -> dict[str, Any]:
    """Draws one convolution. PyTorch draws initial weights of its own first; they are replaced."""
    case: dict[str, Any] = dict(zip(HYPERPARAMETERS, (inputs, outputs, kernel, stride, padding)))
    layer = convolution(case)
    weight, bias = drawing.normals(*layer.weight.shape), drawing.normals(outputs)
    x = drawing.normals(2, inputs, side, side)
    gradient = drawing.normals(*layer(x).shape)
    tensors = {"x": x, "output_gradient": gradient, "weight": weight, "bias": bias}
    return {**case, **{name: tensor.tolist() for name, tensor in tensors.items()}}


def draw_batch_norms() -> dict[str, Any]:
    """Draws first the parameters of both layers, then their rows for training, then their rows for evaluation."""
    cases: dict[str, Any] = {name: {"train": {}, "eval": {}} for name in TRAIN_SHAPES}
    for name, shape in TRAIN_SHAPES.items():
        for field in ("weight", "bias"):
            cases[name]["train"][field] = drawing.normals(shape[1]).tolist()
    for name, shape in TRAIN_SHAPES.items():
        for field in ("x", "output_gradient"):
            cases[name]["train"][field] = drawing.normals(*shape).tolist()
    for name, shape in TRAIN_SHAPES.items():
        cases[name]["eval"]["x"] = drawing.normals(EVAL_ROWS[name], *shape[1:]).tolist()
    return cases


def draw_pool(layer: nn.Module) -> dict[str, Any]:
    """Draws the input of a pooling layer and the gradient of its output."""
    x = drawing.normals(*POOL_SHAPE)
    return {"x": x.tolist(), "output_gradient": drawing.normals(*layer(x).shape).tolist()}


def compute(inputs: dict[str, Any]) -> dict[str, Any]:
    """Computes the whole file from the inputs of its layers."""
    return {
        "about": ABOUT,
        "convolution": [compute_convolution(case) for case in inputs["convolution"]],
        **{name: compute_batch_norm(name, inputs[name]) for name in TRAIN_SHAPES},
        **{name: backpropagate(layer, inputs[name]) for name, layer in POOLS.items()},
    }


def convolution(case: dict[str, Any]) -> nn.Conv2d:
    """Creates the layer of a case."""
    return nn.Conv2d(*(case[name] for name in HYPERPARAMETERS))


def compute_convolution(case: dict[str, Any]) -> dict[str, Any]:
    """Computes one convolution, forward and backward."""
    layer = convolution(case)
    set_parameters(layer, case)
    return {**{name: case[name] for name in HYPERPARAMETERS}, **backpropagate(layer, case)}


def compute_batch_norm(name: str, case: dict[str, Any]) -> dict[str, Any]:
    """Computes one step of training from running mean 0 and variance 1, then the evaluation with what it left."""
    train, scoring = case["train"], case["eval"]
    kind = nn.BatchNorm1d if name == "batch_norm_1d" else nn.BatchNorm2d
    layer = kind(len(train["weight"]), eps=1e-5, momentum=0.1)
    set_parameters(layer, train)
    trained = {
        **backpropagate(layer, train),
        "running_mean_after": layer.running_mean.tolist(),
        "running_var_after": layer.running_var.tolist(),
        "num_batches_tracked_after": layer.num_batches_tracked.item(),
    }
    layer.eval()
    with torch.no_grad():
        output = layer(torch.tensor(scoring["x"]))
    return {"train": trained, "eval": {"x": scoring["x"], "output": output.tolist()}}


def set_parameters(layer: nn.Module, case: dict[str, Any]) -> None:
    """Replaces a layer's weight and bias by those of a case."""
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(case["weight"]))
        layer.bias.copy_(torch.tensor(case["bias"]))


def backpropagate(layer: nn.Module, case: dict[str, Any]) -> dict[str, Any]:
    """Runs a layer forward on x and backward on output_gradient; gives inputs and outputs in the file's order."""
    x = torch.tensor(case["x"], requires_grad=True)
    output: Tensor = layer(x)
    output.backward(torch.tensor(case["output_gradient"]))
    result: dict[str, Any] = {
        "x": case["x"],
        "output": output.tolist(),
        "output_gradient": case["output_gradient"],
        "input_gradient": x.grad.tolist(),
    }
    for name, parameter in layer.named_parameters():
        result[name] = case[name]
        result[f"{name}_gradient"] = parameter.grad.tolist()
    return result
