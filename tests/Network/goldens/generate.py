#!/usr/bin/python3
"""Generates the golden files of this folder with PyTorch in float64, or checks them.

    generate.py             writes the committed files again
    generate.py --check     recomputes every number and exits with code 1 if one differs
    generate.py --new SEED  writes other files, whose inputs are drawn from SEED

Needs PyTorch: apt-get install -y python3-torch. Version 1.13 on a processor with AVX2 writes the committed files to the
byte; with other vector instructions the last digits of some outputs differ, and --check allows for that.
"""
import argparse
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

import conv
import dense
import drawing
import optimizers
import schedules
from comparing import compare

FILES: list[ModuleType] = [dense, optimizers, conv, schedules]
FOLDER = Path(__file__).resolve().parent


def path_of(module: ModuleType) -> Path:
    """Gives the golden file that a module computes: it has the module's name."""
    return FOLDER / f"{module.__name__}.json"


def draw_all(seed: int) -> dict[ModuleType, dict[str, Any]]:
    """Draws the inputs of every file from one stream of random numbers."""
    drawing.start(seed)
    return {module: module.draw() for module in FILES}


def write(seed: int) -> None:
    """Writes every file from freshly drawn inputs."""
    for module, inputs in draw_all(seed).items():
        path_of(module).write_text(json.dumps(module.compute(inputs)), encoding="utf-8")
        print(f"{path_of(module).name}: written")


def check() -> bool:
    """Recomputes the outputs from the inputs in each file, and draws those inputs again from the seed."""
    good = True
    for module, inputs in draw_all(drawing.SEED).items():
        committed = json.loads(path_of(module).read_text(encoding="utf-8"))
        looser = getattr(module, "LOOSER", {})
        outputs = compare(committed, module.compute(committed), looser)
        drawn = compare(committed, inputs, looser, part=True)
        print(f"{path_of(module).name}, recomputed from the inputs in the file: {outputs}")
        if inputs:
            print(f"{path_of(module).name}, inputs drawn from seed {drawing.SEED}: {drawn}")
        good = good and not outputs.problem and not drawn.problem
    return good


def main() -> int:
    """Reads the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Generates or checks the golden files of this folder.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare the files with numbers computed anew")
    mode.add_argument("--new", metavar="SEED", type=int, help="write files whose inputs are drawn from SEED")
    options = parser.parse_args()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    if options.check:
        return 0 if check() else 1
    write(drawing.SEED if options.new is None else options.new)
    if options.new is not None:
        print(f"To commit these files, set SEED = {options.new} in drawing.py, so that --check draws the same inputs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
