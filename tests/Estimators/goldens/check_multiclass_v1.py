#!/usr/bin/python3
"""Recomputes the scores in multiclass-v1.json from the weights in multiclass-v1.zip, in float64 with NumPy.

Exits with code 1 at the first score or prediction that differs. The scores were computed in float32: TOLERANCE allows
for its rounding. The script shares no code with the library. Needs: apt-get install -y python3-numpy
"""
import json
import struct
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np

TOLERANCE = 1e-6
FOLDER = Path(__file__).resolve().parent
CHAIN = "TransformerChain/"
NETWORK_OFFSET = 0x104  # behind ML.NET's header of 256 bytes and the size of a float
Layers = list[tuple[np.ndarray, np.ndarray]]


class Reader:
    """Reads the network's format version 1: sizes and names first, then the weights and biases of each layer."""

    def __init__(self, data: bytes, offset: int) -> None:
        self.data, self.offset = data, offset

    def integer(self) -> int:
        """Reads a 32-bit integer."""
        self.offset += 4
        return struct.unpack_from("<i", self.data, self.offset - 4)[0]

    def text(self) -> str:
        """Reads a text of fewer than 128 bytes, whose length comes first."""
        length = self.data[self.offset]
        self.offset += 1 + length
        return self.data[self.offset - length:self.offset].decode()

    def floats(self, *shape: int) -> np.ndarray:
        """Reads 32-bit floats."""
        count = int(np.prod(shape))
        self.offset += 4 * count
        return np.frombuffer(self.data, "<f4", count, self.offset - 4 * count).reshape(shape).astype(float)


def read_layers(data: bytes) -> Layers:
    """Reads weights [inputs, outputs] and biases of a network with tanh in every hidden layer."""
    reader = Reader(data, NETWORK_OFFSET)
    assert reader.integer() == 1, "the network's format version"
    sizes = [reader.integer()]
    for _ in range(reader.integer()):
        sizes.append(reader.integer())
        assert reader.text() == "Tanh"
    sizes.append(reader.integer())
    assert reader.text() == "SoftmaxCrossEntropy"
    return [(reader.floats(rows, columns), reader.floats(columns)) for rows, columns in zip(sizes, sizes[1:])]


def table(model: ZipFile, name: str) -> list[list[str]]:
    """Reads the lines of an entry that hold columns separated by tabs, the first of which is an index."""
    lines = model.read(CHAIN + name).decode().splitlines()
    return [line.split("\t") for line in lines if "\t" in line]


def scores(features: np.ndarray, scaling: np.ndarray, layers: Layers) -> np.ndarray:
    """Computes the probability of each class for rows of features; scaling is [features, (offset, scale)]."""
    hidden = (features - scaling[:, 0]) * scaling[:, 1]
    for weights, biases in layers[:-1]:
        hidden = np.tanh(hidden @ weights + biases)
    exponentials = np.exp(hidden @ layers[-1][0] + layers[-1][1])
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def first_difference(rows: list[dict[str, Any]], computed: np.ndarray, names: list[str]) -> str | None:
    """Describes the first score or prediction that differs from the computed one."""
    for index, (row, scored) in enumerate(zip(rows, computed)):
        if row["prediction"] != names[scored.argmax()]:
            return f"[{index}].prediction is {row['prediction']} in the file and {names[scored.argmax()]} here"
        for column, (want, have) in enumerate(zip(row["scores"], scored, strict=True)):
            if not abs(want - have) <= TOLERANCE:
                return f"[{index}].scores[{column}] is {want!r} in the file and {have!r} here"
    return None


def main() -> int:
    """Compares every row; returns the exit code."""
    rows = json.loads((FOLDER / "multiclass-v1.json").read_text(encoding="utf-8"))
    with ZipFile(FOLDER / "multiclass-v1.zip") as model:
        names = [name for _, name in table(model, "Transform_000/Vocabulary/Terms.txt")]
        normalizer = table(model, "Transform_001/Normalizer_000/AffineNormalizer.txt")
        layers = read_layers(model.read(f"{CHAIN}Transform_002/Scorer/Model/Model.key"))
    scaling = np.array([numbers for _, *numbers in normalizer], dtype=float)
    computed = scores(np.array([row["features"] for row in rows]), scaling, layers)
    difference = first_difference(rows, computed, names)
    largest = np.abs(computed - [row["scores"] for row in rows]).max()
    print(difference or f"{len(rows)} rows agree; the largest difference of a score is {largest:.1e}")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
