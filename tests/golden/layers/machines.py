#!/usr/bin/env python3
"""Fixtures of layers that model their input (run by hand: /usr/bin/python3 tests/golden/layers/machines.py). What they give
and how that is differentiated; their own way of learning is compared with brute force (tests/engine/train)."""
import torch
import torch.nn.functional as F

from fixtures import case, exact, write

torch.manual_seed(53)
write("rbm", [case({"units": units, "visible": visible}, [exact(rows, inputs)],
                   {"weight": exact(units, inputs), "bias": exact(units), "visible_bias": exact(inputs)},
                   lambda x, w: torch.sigmoid(F.linear(x[0], w["weight"], w["bias"])))
              for units, inputs, rows, visible in ((5, 3, 4, "binary"), (2, 9, 3, "gaussian"), (1, 1, 1, "binary"))])
