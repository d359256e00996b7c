#!/usr/bin/python3
"""One benchmark case of another library, measured the way `mlpipeline benchmark` measures ours.

    peers.py check                     exit code 2 and a sentence if something that is needed is missing
    peers.py run PEER CASE [options]   one JSON line: {"peer", "case", "value"}

`mlpipeline benchmark --peers` calls this in a fresh process for every setting of threads, because a BLAS reads
OPENBLAS_NUM_THREADS only when it is loaded. THREADS is torch's own number of threads.
The value is the median over the rounds of images (or, for sgemm, 1e9 floating-point operations) per second.
"""
import argparse
import json
import os
import statistics
import sys
import time

INSTALL = "apt-get update && apt-get install -y python3-torch python3-sklearn libopenblas0-pthread"
WIDTH, CLASSES = 784, 10
DEEP = [128, 128, 128, 128]


class Clock:
    """Warms up, then times rounds; a round repeats the work until it has lasted long enough for the clock."""

    def __init__(self, rounds, warm_up, round_seconds):
        self.rounds, self.warm_up, self.round_seconds = rounds, warm_up, round_seconds

    def rate(self, work, units):
        begin = time.perf_counter()
        while True:
            last = time.perf_counter()
            work()
            now = time.perf_counter()
            if now - begin >= self.warm_up:
                break
        repeats = max(1, -int(-self.round_seconds // (now - last)))
        rates = []
        for _ in range(self.rounds):
            begin = time.perf_counter()
            for _ in range(repeats):
                work()
            rates.append(units * repeats / (time.perf_counter() - begin))
        return statistics.median(rates)


def random_data(rows):
    import numpy as np
    generator = np.random.default_rng(1)
    return generator.random((rows, WIDTH), dtype=np.float32), generator.integers(0, CLASSES, rows)


class Torch:
    def __init__(self, clock, rows):
        import torch
        torch.manual_seed(1)
        torch.set_num_threads(int(os.environ.get("THREADS", "1")))
        self.torch, self.clock, self.rows = torch, clock, rows

    def network(self, hidden, activation):
        nn, layers, inputs = self.torch.nn, [], WIDTH
        for units in hidden:
            layers += [nn.Linear(inputs, units), activation()]
            inputs = units
        return nn.Sequential(*layers, nn.Linear(inputs, CLASSES))

    def convolutional(self):
        nn = self.torch.nn

        def block(inputs, outputs):
            return [nn.Conv2d(inputs, outputs, 5, padding="same"), nn.BatchNorm2d(outputs), nn.ReLU(), nn.AvgPool2d(2, 2)]

        return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), *block(1, 32), *block(32, 32), *block(32, 64), nn.Flatten(), nn.Linear(576, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, CLASSES))

    def train(self, network, batch, rows=None):
        torch, rows = self.torch, min(self.rows, rows or self.rows)
        features, labels = map(torch.from_numpy, random_data(rows))
        batches = list(zip(features.split(batch), labels.split(batch)))
        optimizer, loss = torch.optim.Adam(network.parameters()), torch.nn.CrossEntropyLoss()

        def epoch():
            for x, y in batches:
                optimizer.zero_grad()
                loss(network(x), y).backward()
                optimizer.step()

        return self.clock.rate(epoch, rows)

    def score(self, network, batch, rows=None):
        torch, network, rows = self.torch, network.eval(), min(self.rows, rows or self.rows)
        batches = torch.from_numpy(random_data(rows)[0]).split(batch)

        def everything():
            with torch.no_grad():
                for x in batches:
                    network(x).softmax(1)

        return self.clock.rate(everything, rows)

    def sgemm(self, size, threads):
        torch = self.torch
        torch.set_num_threads(threads)
        a, b = torch.rand(size, size), torch.rand(size, size)
        out = torch.empty(size, size)
        return self.clock.rate(lambda: torch.mm(a, b, out=out), 2 * size ** 3 / 1e9)


class ScikitLearn:
    def __init__(self, clock, rows):
        self.clock, self.rows = clock, rows

    def train(self, hidden, activation, batch):
        from sklearn.neural_network import MLPClassifier
        model = MLPClassifier(hidden, activation=activation, solver="adam", alpha=0, batch_size=batch, random_state=1)
        features, labels = random_data(self.rows)
        classes = list(range(CLASSES))
        return self.clock.rate(lambda: model.partial_fit(features, labels, classes), self.rows)


def cases(clock, rows):
    """What each library does, by (library, case)."""
    def torch(measure):
        return lambda: measure(Torch(clock, rows))

    return {
        ("torch", "train-mlp-4x128-b64"): torch(lambda t: t.train(t.network(DEEP, t.torch.nn.Tanh), 64)),
        ("torch", "train-mlp-3x64-b16"): torch(lambda t: t.train(t.network([64] * 3, t.torch.nn.ReLU), 16)),
        ("torch", "train-mlp-2x800-b128"): torch(lambda t: t.train(t.network([800] * 2, t.torch.nn.ReLU), 128)),
        ("torch", "train-cnn-b64"): torch(lambda t: t.train(t.convolutional(), 64, 1024)),
        ("torch", "score-cnn-b64"): torch(lambda t: t.score(t.convolutional(), 64, 1024)),
        ("torch", "score-mlp-4x128-b1"): torch(lambda t: t.score(t.network(DEEP, t.torch.nn.Tanh), 1, 1024)),
        ("torch", "score-mlp-4x128-b256"): torch(lambda t: t.score(t.network(DEEP, t.torch.nn.Tanh), 256)),
        ("torch", "sgemm-1024-1thread-gflops"): torch(lambda t: t.sgemm(1024, 1)),
        ("torch", "sgemm-1024-2threads-gflops"): torch(lambda t: t.sgemm(1024, 2)),
        ("scikit-learn", "train-mlp-4x128-b64"): lambda: ScikitLearn(clock, rows).train(DEEP, "tanh", 64),
    }


def check():
    """Without an optimized BLAS the peers are many times slower than they are in practice: no fair comparison."""
    try:
        import numpy
        import sklearn  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        sys.exit(fail(f"--peers needs the Python package '{error.name}'"))
    numpy.ones((4, 4)) @ numpy.ones((4, 4))
    maps = "/proc/self/maps"
    if os.path.exists(maps):
        with open(maps, encoding="utf-8") as file:
            libraries = file.read()
        if not any(name in libraries for name in ("openblas", "mkl_", "blis", "atlas")):
            sys.exit(fail("--peers needs an optimized BLAS"))


def fail(what):
    print(f"{what}; install it with '{INSTALL}'.", file=sys.stderr)
    return 2


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check")
    run = commands.add_parser("run")
    run.add_argument("peer")
    run.add_argument("case")
    run.add_argument("--rounds", type=int, default=5)
    run.add_argument("--warm-up", type=float, default=1.0)
    run.add_argument("--round-seconds", type=float, default=0.1)
    run.add_argument("--rows", type=int, default=8192)
    options = parser.parse_args()
    if options.command == "check":
        check()
        return
    measures = cases(Clock(options.rounds, options.warm_up, options.round_seconds), options.rows)
    if (options.peer, options.case) not in measures:
        parser.error(f"there is no case '{options.case}' of '{options.peer}'")
    print(json.dumps({"peer": options.peer, "case": options.case, "value": measures[options.peer, options.case]()}))


if __name__ == "__main__":
    main()
