"""Random inputs of the golden files: numbers short enough to read, and exact in float64 and in the file."""
import torch
from torch import Tensor

SEED = 1
"""The seed of the committed files. They share one stream, drawn in the order of FILES in generate.py."""


def start(seed: int) -> None:
    """Restarts PyTorch's global generator, from which every input is drawn."""
    torch.manual_seed(seed)


def normals(*shape: int) -> Tensor:
    """Standard normal numbers of the given shape, rounded to 4 decimals."""
    return (torch.randn(*shape) * 1e4).round() / 1e4


def classes(count: int, rows: int) -> list[int]:
    """One class, 0 to count - 1, for each row."""
    return torch.randint(0, count, (rows,)).tolist()
