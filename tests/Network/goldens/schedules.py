"""schedules.json: learning rates of PyTorch's schedules from base 0.1."""
from typing import Any, Callable

import torch
from torch import optim
from torch.optim import lr_scheduler

ABOUT = "learning rate in force at epoch i (one_cycle: at step i), base 0.1"
BASE = 0.1
STEP = {"step_size": 3, "gamma": 0.5}
EXPONENTIAL = {"gamma": 0.9}
COSINE = {"t_max": 10, "eta_min": 0.001}
ONE_CYCLE = {
    "max_lr": BASE, "total_steps": 40, "pct_start": 0.3, "div_factor": 25, "final_div_factor": 1e4, "anneal": "cos"
}
PLATEAU = {"mode": "min", "factor": 0.5, "patience": 2, "threshold": 1e-4, "threshold_mode": "rel"}
METRIC = [1.0, 0.9, 0.8, 0.8, 0.81, 0.8, 0.79, 0.7901, 0.79, 0.79, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
EPOCHS = 12


def rates(create: Callable[[optim.Optimizer], Any], count: int, metric: list[float] | None = None) -> list[float]:
    """Gives the rates in force at the first `count` units; a metric is reported at the end of each unit."""
    rule = optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE)
    schedule = create(rule)
    values: list[float] = []
    for unit in range(count):
        values.append(rule.param_groups[0]["lr"])
        rule.step()
        if unit < count - 1:
            schedule.step(*([] if metric is None else [metric[unit]]))
    return values


def one_cycle(rule: optim.Optimizer) -> Any:
    """The schedule of one cycle, which leaves momentum alone."""
    options = {name: value for name, value in ONE_CYCLE.items() if name != "anneal"}
    return lr_scheduler.OneCycleLR(rule, **options, anneal_strategy=ONE_CYCLE["anneal"], cycle_momentum=False)


def cosine(rule: optim.Optimizer) -> Any:
    """The cosine schedule, which reaches its minimum at epoch t_max."""
    return lr_scheduler.CosineAnnealingLR(rule, T_max=COSINE["t_max"], eta_min=COSINE["eta_min"])


def draw() -> dict[str, Any]:
    """Draws nothing: the settings above are the only inputs."""
    return {}


def compute(_: dict[str, Any]) -> dict[str, Any]:
    """Computes the whole file. It leaves out the last step of one_cycle."""
    return {
        "about": ABOUT,
        "step": {**STEP, "values": rates(lambda rule: lr_scheduler.StepLR(rule, **STEP), EPOCHS)},
        "exponential": {
            **EXPONENTIAL, "values": rates(lambda rule: lr_scheduler.ExponentialLR(rule, **EXPONENTIAL), EPOCHS)
        },
        "cosine": {**COSINE, "values": rates(cosine, COSINE["t_max"] + 1)},
        "one_cycle": {**ONE_CYCLE, "values": rates(one_cycle, ONE_CYCLE["total_steps"] - 1)},
        "reduce_on_plateau": {
            **PLATEAU,
            "metric": METRIC,
            "values": rates(lambda rule: lr_scheduler.ReduceLROnPlateau(rule, **PLATEAU), len(METRIC), METRIC),
        },
    }
