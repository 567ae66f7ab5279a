#!/usr/bin/python3
"""Writes batch_norm.json, layer_norm.json and group_norm.json beside itself. Needs Debian 12's python3-torch (1.13.1).

usage: /usr/bin/python3 tests/golden/layers/normalisation.py
"""
import torch
from fixtures import case, exact, write
from torch.nn import functional as F


def features_first(x):
    """Steps come before features here, and behind them in PyTorch."""
    return x.transpose(1, 2) if x.dim() == 3 else x


def batch_norm(seed, shape, rows, mode, eps=1e-5, momentum=0.1, affine=True):
    torch.manual_seed(seed)
    channels = shape[1] if len(shape) == 2 else shape[0]
    weights = {"weight": exact(channels), "bias": exact(channels)} if affine else {}
    weights["running_mean"] = exact(channels)
    weights["running_var"] = exact(channels, low=0.25, high=3)

    def forward(inputs, w):
        y = F.batch_norm(features_first(inputs[0]), w["running_mean"], w["running_var"], w.get("weight"),
                         w.get("bias"), mode == "training", momentum, eps)
        return features_first(y)

    params = {"eps": eps, "momentum": momentum, "affine": affine}
    return case(params, [exact(rows, *shape)], weights, forward, mode, state=("running_mean", "running_var"))


def layer_norm(seed, shape, rows, eps=1e-5, affine=True):
    torch.manual_seed(seed)
    normal = shape if len(shape) == 3 else shape[-1:]
    weights = {"weight": exact(*normal), "bias": exact(*normal)} if affine else {}

    def forward(inputs, w):
        return F.layer_norm(inputs[0], normal, w.get("weight"), w.get("bias"), eps)

    return case({"eps": eps, "elementwise_affine": affine}, [exact(rows, *shape)], weights, forward)


def group_norm(seed, shape, rows, groups, eps=1e-5, affine=True):
    torch.manual_seed(seed)
    weights = {"weight": exact(shape[0]), "bias": exact(shape[0])} if affine else {}

    def forward(inputs, w):
        return F.group_norm(inputs[0], groups, w.get("weight"), w.get("bias"), eps)

    return case({"num_groups": groups, "eps": eps, "affine": affine}, [exact(rows, *shape)], weights, forward)


write("batch_norm", [
    batch_norm(1, (7,), 5, "training"),
    batch_norm(2, (19,), 6, "evaluation"),
    batch_norm(3, (5, 3), 4, "training", eps=0.01, momentum=0.37),
    batch_norm(4, (3, 18), 2, "evaluation", eps=0.002, affine=False),
    batch_norm(5, (3, 4, 5), 3, "training", momentum=0.8),
    batch_norm(6, (5, 2, 3), 2, "training", eps=0.03, affine=False),
    batch_norm(7, (2, 5, 7), 3, "evaluation", eps=0.001),
    batch_norm(8, (4, 1, 1), 3, "training"),
    batch_norm(9, (5, 3), 1, "training", momentum=0),
])
write("layer_norm", [
    layer_norm(1, (7,), 5),
    layer_norm(2, (33,), 3, eps=0.02),
    layer_norm(3, (5, 17), 3),
    layer_norm(4, (3, 4), 6, eps=0.001, affine=False),
    layer_norm(5, (3, 4, 5), 2, eps=0.01),
    layer_norm(6, (2, 5, 3), 3, affine=False),
])
write("group_norm", [
    group_norm(1, (6, 3, 5), 3, 2),
    group_norm(2, (6, 4, 3), 2, 6, eps=0.01),
    group_norm(3, (4, 5, 2), 3, 1, affine=False),
    group_norm(4, (15,), 4, 3, eps=0.002),
    group_norm(5, (12, 2, 9), 2, 4),
])
