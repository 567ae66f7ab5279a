#!/usr/bin/env python3
"""Fixtures of the layers that only move or switch off numbers (run by hand: /usr/bin/python3 tests/golden/layers/shapes.py).

Dropout is compared in evaluation, where PyTorch's random numbers do not matter.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from images import case, exact, write

torch.manual_seed(31)
write("flatten", [case({}, exact(rows, *shape), {}, lambda x, w: nn.Flatten()(x))
                  for rows, shape in ((3, (2, 5, 3)), (1, (4, 7)), (2, (6,)))])
write("reshape", [case({"shape": text}, exact(rows, *shape), {}, lambda x, w, to=to: x.reshape(x.shape[0], *to))
                  for rows, shape, text, to in ((3, (2, 6, 5), "5, 12", (5, 12)), (2, (30,), "3, 2, 5", (3, 2, 5)),
                                                (1, (4, 3), "12", (12,)))])
write("dropout", [case({"p": p}, exact(rows, *shape), {}, lambda x, w, p=p: F.dropout(x, p, False), "evaluation")
                  for p, rows, shape in ((0.3, 3, (5,)), (0.7, 2, (4, 3)))])
write("dropout2d", [case({"p": p}, exact(rows, *shape), {}, lambda x, w, p=p: F.dropout2d(x, p, False), "evaluation")
                    for p, rows, shape in ((0.2, 3, (2, 5, 3)), (0.8, 2, (4, 3, 2)))])
FUNCTIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "gelu": F.gelu, "silu": F.silu,
             "elu": F.elu, "softplus": F.softplus, "leaky_relu": F.leaky_relu, "linear": lambda x: x}
write("activation", [case({"function": name}, exact(2, 3, 5), {}, lambda x, w, f=f: f(x))
                     for name, f in FUNCTIONS.items()])
