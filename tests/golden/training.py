#!/usr/bin/python3
"""Writes the golden values of what surrounds a training step: learning rate schedules over many steps, and losses of
sequences, pictures and vectors with class weights, label smoothing and padding. Like generate.py: PyTorch 1.13.1 in
double precision, run by hand, the result is committed.

usage: /usr/bin/python3 tests/golden/training.py [--out tests/golden]
"""
import argparse
import pathlib
import warnings

import torch
from torch import nn
from torch.optim import lr_scheduler

from generate import exact, numbers, write

warnings.filterwarnings("ignore")


def optimizer(rate):
    return torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=rate)


def warm_cosine(o, rise, start, length, low):
    first = lr_scheduler.LinearLR(o, start_factor=start, total_iters=rise)
    second = lr_scheduler.CosineAnnealingLR(o, T_max=length, eta_min=low)
    return lr_scheduler.SequentialLR(o, [first, second], milestones=[rise])


# (id, our parameters, learning rate, the scheduler of PyTorch, steps)
SCHEDULES = [
    ("constant", {}, 0.3, lambda o: lr_scheduler.ConstantLR(o, factor=1.0), 8),
    ("step", {"step_size": 3, "gamma": 0.37}, 0.3, lambda o: lr_scheduler.StepLR(o, 3, gamma=0.37), 20),
    ("step", {"count": "step"}, 0.05, lambda o: lr_scheduler.StepLR(o, 10, gamma=0.1), 35),
    ("exponential", {"gamma": 0.83}, 0.2, lambda o: lr_scheduler.ExponentialLR(o, 0.83), 25),
    ("exponential", {"gamma": 0.99, "count": "step"}, 0.2, lambda o: lr_scheduler.ExponentialLR(o, 0.99), 40),
    ("cosine", {"t_max": 13}, 0.4, lambda o: lr_scheduler.CosineAnnealingLR(o, 13), 30),
    ("cosine", {"t_max": 7, "eta_min": 0.013, "count": "step"}, 0.4,
     lambda o: lr_scheduler.CosineAnnealingLR(o, 7, eta_min=0.013), 24),
    ("warmup", {"total_iters": 5, "start_factor": 1 / 3}, 0.2,
     lambda o: lr_scheduler.LinearLR(o, start_factor=1 / 3, total_iters=5), 12),
    ("warmup", {"total_iters": 9, "start_factor": 0.07, "count": "step"}, 1.5,
     lambda o: lr_scheduler.LinearLR(o, start_factor=0.07, total_iters=9), 20),
    ("warmup", {"total_iters": 4, "start_factor": 0.1, "then": "cosine", "t_max": 11, "eta_min": 0.002}, 0.2,
     lambda o: warm_cosine(o, 4, 0.1, 11, 0.002), 15),
    ("one_cycle", {"total_steps": 40}, 0.2, lambda o: lr_scheduler.OneCycleLR(o, 0.2, 40, cycle_momentum=False), 39),
    ("one_cycle", {"total_steps": 33, "pct_start": 0.21, "div_factor": 7.0, "final_div_factor": 90.0,
                   "anneal_strategy": "linear"}, 0.7,
     lambda o: lr_scheduler.OneCycleLR(o, 0.7, 33, pct_start=0.21, div_factor=7.0, final_div_factor=90.0,
                                       anneal_strategy="linear", cycle_momentum=False), 32),
    ("reduce_on_plateau", {"patience": 2}, 0.3, lambda o: lr_scheduler.ReduceLROnPlateau(o, patience=2), 40),
    ("reduce_on_plateau", {"factor": 0.45, "patience": 1, "threshold": 0.05, "cooldown": 3, "min_lr": 0.004}, 0.3,
     lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.45, patience=1, threshold=0.05, cooldown=3, min_lr=0.004),
     60),
]


def schedule_cases():
    """The rate before each step, and after the last; the loss that was shown to the scheduler after each."""
    for n, (id, params, rate, make, steps) in enumerate(SCHEDULES):
        torch.manual_seed(500 + n)
        o = optimizer(rate)
        scheduler = make(o)
        rates, losses = [o.param_groups[0]["lr"]], []
        for k in range(steps):
            o.step()
            losses.append(float(1 / (1 + k // 4) + exact(1, low=0, high=0.25)))
            scheduler.step(losses[-1]) if id == "reduce_on_plateau" else scheduler.step()
            rates.append(o.param_groups[0]["lr"])
        yield {"schedule": id, "params": params, "learning_rate": rate, "losses": losses,
               "rates": [float(f"{r:.12g}") for r in rates]}


def case(loss, params, y, target, value, coded=None):
    """y [rows, ..] as the engine has it; its gradient is in the same order."""
    value.backward()
    coded = target if coded is None else coded
    return {"loss": loss, "params": params, "shape": list(y.shape[1:]), "rows": len(y), "y": numbers(y),
            "target_shape": list(coded.shape[1:]) or [1], "t": numbers(coded), "value": numbers(value)[0],
            "dy": numbers(y.grad)}


def cross_entropy(y, target, to_torch, weights, smoothing):
    weight = None if weights is None else torch.tensor(weights)
    loss = nn.CrossEntropyLoss(weight=weight, ignore_index=-1, label_smoothing=smoothing)
    params = {"label_smoothing": float(smoothing)}
    if weights is not None:
        params["class_weights"] = ", ".join(str(w) for w in weights)
    return case("cross_entropy", params, y, target, loss(to_torch(y), target))


def loss_cases():
    weights = [0.5, 2.25, 1.0, 0.0, 3.5]
    for n, (w, smoothing) in enumerate([(None, 0.0), (weights, 0.0), (None, 0.3), (weights, 0.15)]):
        torch.manual_seed(600 + n)
        y, t = exact(6, 5, low=-4, high=4).requires_grad_(), torch.randint(5, (6,))
        t[2] = -1
        yield cross_entropy(y, t, lambda y: y, w, smoothing)
        y, t = exact(3, 7, 5, low=-4, high=4).requires_grad_(), torch.randint(-1, 5, (3, 7))  # [rows, steps, classes]
        t[0, 5:] = -1
        yield cross_entropy(y, t, lambda y: y.transpose(1, 2), w, smoothing)
        y, t = exact(2, 5, 3, 4, low=-4, high=4).requires_grad_(), torch.randint(-1, 5, (2, 3, 4))
        yield cross_entropy(y, t, lambda y: y, w, smoothing)
    divergence = nn.KLDivLoss(reduction="batchmean")
    for n, (shape, dim) in enumerate([((4, 3), 1), ((3, 4, 5), 2), ((2, 3, 4, 2), 1)]):
        torch.manual_seed(620 + n)
        y = exact(*shape, low=-4, high=4).requires_grad_()
        t = torch.softmax(exact(*shape), dim)
        yield case("kl_divergence", {}, y, t, divergence(torch.log_softmax(y, dim), t))
        y = exact(*shape, low=-4, high=4).requires_grad_()
        t = nn.functional.one_hot(torch.randint(shape[dim], [s for k, s in enumerate(shape) if k != dim]), shape[dim])
        t = t.to(torch.float64).movedim(-1, dim)
        smooth = 0.8 * t + 0.2 / shape[dim]
        yield case("kl_divergence", {"label_smoothing": 0.2}, y, smooth, divergence(torch.log_softmax(y, dim), smooth),
                   coded=t)
    for n, shape in enumerate([(4, 3), (3, 4, 5)]):
        torch.manual_seed(640 + n)
        y, t = exact(*shape).requires_grad_(), exact(*shape)
        flat = (y.reshape(-1, shape[-1]), t.reshape(-1, shape[-1]))
        yield case("cosine", {}, y, t, nn.CosineEmbeddingLoss()(*flat, torch.ones(len(flat[0]))))
    for n, (id, params, loss) in enumerate([("mse", {}, nn.MSELoss()), ("mae", {}, nn.L1Loss()),
                                            ("huber", {"delta": 0.7}, nn.HuberLoss(delta=0.7))]):
        torch.manual_seed(660 + n)
        for shape in ((5, 3), (2, 4, 3)):
            y, t = exact(*shape).requires_grad_(), exact(*shape)
            yield case(id, params, y, t, loss(y, t))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    out = parser.parse_args().out
    write(out / "schedules.json", schedule_cases())
    write(out / "loss_shapes.json", loss_cases())
