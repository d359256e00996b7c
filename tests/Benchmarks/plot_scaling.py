#!/usr/bin/python3
"""Draws how training time grows with rows and with parameters, from the JSON of 'mlpipeline benchmark'.

Usage: ./mlpipeline benchmark --only train-scaling --json | tests/Benchmarks/plot_scaling.py docs/scaling.png
Needs Debian's python3-matplotlib.
"""
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def draw(axes, points, horizontal, label, unit):
    x = [p[horizontal] for p in points]
    y = [p["epochSeconds"] for p in points]
    axes.loglog(x, y, "o-", color="#1f5fa8", label="measured")
    # Through the last point, where fixed costs no longer matter.
    axes.loglog(x, [y[-1] * v / x[-1] for v in x], "--", color="#999999", label="proportional")
    axes.set_xlabel(label)
    axes.set_ylabel("seconds an epoch")
    axes.set_title(unit)
    axes.grid(True, which="both", alpha=0.25)
    axes.legend(frameon=False)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    report = json.loads(sys.stdin.read().strip().splitlines()[-1])
    points = report["scaling"]
    if not points:
        sys.exit("There are no scaling figures in this report; run 'mlpipeline benchmark --only train-scaling --json'.")
    fixed_units = points[0]["units"]
    cut = next(i for i, p in enumerate(points) if i > 0 and p["rows"] < points[i - 1]["rows"])
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), dpi=110)
    draw(left, points[:cut], "rows", "training rows", f"784-{fixed_units}-{fixed_units}-10, batch 64")
    draw(right, points[cut:], "parameters", "parameters (32 to 2,048 units a layer)", f"{points[cut]['rows']:,} rows, batch 64")
    figure.suptitle(f"Time of an epoch: {report['machine']['cpu']}, {report['machine']['cores']} cores", fontsize=11)
    figure.tight_layout()
    figure.savefig(sys.argv[1])


main()
