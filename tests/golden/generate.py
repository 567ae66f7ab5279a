#!/usr/bin/python3
"""Writes the golden values that the engine is compared with: PyTorch's own layers, losses and optimizers, in double
precision, on numbers that float32 holds exactly. Needs Debian 12's python3-torch (1.13.1); run by hand, the result is
committed.

usage: /usr/bin/python3 tests/golden/generate.py [--out tests/golden]
"""
import argparse
import json
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def step(z):
    """Rosenblatt's unit; its gradient passes straight through."""
    sign = torch.where(z >= 0, torch.ones_like(z), -torch.ones_like(z))
    return z + (sign - z).detach()


ACTIVATIONS = {  # id: (parameter, lopsided values, module from the value)
    "linear": (None, [0], lambda a: nn.Identity()),
    "step": (None, [0], lambda a: step),
    "sigmoid": (None, [0], lambda a: nn.Sigmoid()),
    "tanh": (None, [0], lambda a: nn.Tanh()),
    "relu": (None, [0], lambda a: nn.ReLU()),
    "leaky_relu": ("negative_slope", [0.01, 0.21, 0.7], lambda a: nn.LeakyReLU(a)),
    "elu": ("alpha", [1.0, 0.3, 2.7], lambda a: nn.ELU(a)),
    "gelu": (None, [0], lambda a: nn.GELU()),
    "silu": (None, [0], lambda a: nn.SiLU()),
    "softplus": (None, [0], lambda a: nn.Softplus()),
    "softmax": (None, [0], lambda a: nn.Softmax(dim=-1)),
}

# Losses as functions of (output, target); those that PyTorch lacks are written out and differentiated by autograd.
LOSSES = {
    "mse": [({}, nn.MSELoss())],
    "mae": [({}, nn.L1Loss())],
    "huber": [({"delta": d}, nn.HuberLoss(delta=d)) for d in (1.0, 0.3, 2.5)],
    "bce": [({}, nn.BCELoss())],
    "bce_with_logits": [({}, nn.BCEWithLogitsLoss())],
    "cross_entropy": [({}, nn.CrossEntropyLoss())],
    "hinge": [({}, lambda y, t: torch.relu(1 - t * y).mean())],
    "perceptron": [({}, lambda y, t: torch.relu(-t * y).mean())],
    "kl_divergence": [({}, lambda y, t: nn.KLDivLoss(reduction="batchmean")(nn.functional.log_softmax(y, dim=1), t))],
    "cosine": [({}, lambda y, t: nn.CosineEmbeddingLoss()(y, t, torch.ones(len(y))))],
}

# (id, our parameters, the optimizer of PyTorch). One with the defaults, then lopsided ones.
OPTIMIZERS = [
    ("gradient_descent", {"learning_rate": 0.13}, lambda p: torch.optim.SGD(p, lr=0.13)),
    ("sgd", {}, lambda p: torch.optim.SGD(p, lr=0.01)),
    ("sgd", {"learning_rate": 0.07, "weight_decay": 0.3}, lambda p: torch.optim.SGD(p, lr=0.07, weight_decay=0.3)),
    ("momentum", {}, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9)),
    ("momentum", {"learning_rate": 0.03, "momentum": 0.37, "weight_decay": 0.2},
     lambda p: torch.optim.SGD(p, lr=0.03, momentum=0.37, weight_decay=0.2)),
    ("nesterov", {}, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True)),
    ("nesterov", {"learning_rate": 0.03, "momentum": 0.37, "weight_decay": 0.2},
     lambda p: torch.optim.SGD(p, lr=0.03, momentum=0.37, weight_decay=0.2, nesterov=True)),
    ("adagrad", {}, lambda p: torch.optim.Adagrad(p)),
    ("adagrad", {"learning_rate": 0.3, "weight_decay": 0.2, "eps": 0.01},
     lambda p: torch.optim.Adagrad(p, lr=0.3, weight_decay=0.2, eps=0.01)),
    ("rmsprop", {}, lambda p: torch.optim.RMSprop(p)),
    ("rmsprop", {"learning_rate": 0.02, "alpha": 0.7, "eps": 0.01, "momentum": 0.6, "weight_decay": 0.2},
     lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.7, eps=0.01, momentum=0.6, weight_decay=0.2)),
    ("adam", {}, lambda p: torch.optim.Adam(p)),
    ("adam", {"learning_rate": 0.05, "beta1": 0.7, "beta2": 0.93, "eps": 0.01, "weight_decay": 0.2},
     lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.7, 0.93), eps=0.01, weight_decay=0.2)),
    ("adamw", {}, lambda p: torch.optim.AdamW(p)),
    ("adamw", {"learning_rate": 0.05, "beta1": 0.7, "beta2": 0.93, "eps": 0.01, "weight_decay": 0.4},
     lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.7, 0.93), eps=0.01, weight_decay=0.4)),
]


def exact(*shape, low=-2.0, high=2.0):
    """Random multiples of 1/128: the same number in float32, in double and in short decimal text."""
    return torch.randint(int(low * 128), int(high * 128) + 1, shape).to(torch.float64) / 128


def numbers(tensor):
    """Flat, row-major, to 12 digits."""
    return [float(f"{x:.12g}") for x in tensor.detach().flatten().tolist()]


def leaf(tensor, dtype):
    return tensor.clone().to(dtype).requires_grad_()


def run_dense(module, weight, bias, x, dy, dtype):
    """What a dense layer computes in that precision."""
    weight, x = leaf(weight, dtype), leaf(x, dtype)
    bias = None if bias is None else leaf(bias, dtype)
    y = module(nn.functional.linear(x, weight, bias))
    y.backward(dy.to(dtype))
    out = {"y": y, "dx": x.grad, "d_weight": weight.grad}
    if bias is not None:
        out["d_bias"] = bias.grad
    return {name: tensor.detach() for name, tensor in out.items()}


def relative_error(got, want):
    """The measure of the test: against the number itself or the root mean square of its tensor."""
    scale = torch.maximum(want.abs(), want.square().mean().sqrt()).clamp(min=1e-30)
    return float(((got.to(torch.float64) - want).abs() / scale).max())


def dense_cases():
    shapes = [((5, 3), 7), ((1, 6), 1), ((2, 5, 4), 3), ((13, 1), 4)]  # (rows, [steps,] inputs), units
    for id, (key, values, module) in ACTIVATIONS.items():
        for n, ((shape, units), has_bias) in enumerate(zip(shapes, (True, True, True, False))):
            torch.manual_seed(100 + n)
            value = values[n % len(values)]
            weight, x, dy = exact(units, shape[-1]), exact(*shape), exact(*shape[:-1], units)
            bias = exact(units) if has_bias else None
            results = run_dense(module(value), weight, bias, x, dy, torch.float64)
            single = run_dense(module(value), weight, bias, x, dy, torch.float32)
            case = {"activation": id, "shape": shape[1:], "rows": shape[0], "units": units, "bias": has_bias,
                    "x": numbers(x), "weight": numbers(weight), "dy": numbers(dy)}
            if key:
                case["params"] = {key: value}
            if has_bias:
                case["bias_values"] = numbers(bias)
            case.update({name: numbers(tensor) for name, tensor in results.items()})
            # How far PyTorch's own float32 is from its double: what cancels (1 - tanh^2) costs everyone digits.
            errors = {name: relative_error(single[name], results[name]) for name in results}
            case["float32_error"] = {name: float(f"{error:.2g}") for name, error in errors.items()}
            yield case


def loss_cases():
    for id, variants in LOSSES.items():
        for params, loss in variants:
            for n, (rows, columns) in enumerate([(1, 1), (7, 1), (3, 5), (16, 2)]):
                torch.manual_seed(200 + n)
                if id in ("cross_entropy", "kl_divergence", "cosine"):
                    columns += 1
                if id == "cross_entropy":
                    target = torch.randint(columns, (rows,))
                elif id == "kl_divergence":
                    target = torch.softmax(exact(rows, columns), dim=1)
                elif id in ("bce", "bce_with_logits"):
                    target = torch.randint(2, (rows, columns)).to(torch.float64)
                elif id in ("hinge", "perceptron"):
                    target = torch.randint(2, (rows, columns)).to(torch.float64) * 2 - 1
                else:
                    target = exact(rows, columns)
                y = exact(rows, columns, low=-4, high=4)
                if id == "bce":
                    y = (exact(rows, columns, low=0, high=1) * 126 + 1) / 128  # strictly inside
                    y = y.to(torch.float32).to(torch.float64)
                if id == "perceptron":
                    y = torch.where(y == 0, 0.5, y)
                y.requires_grad_()
                value = loss(y, target)
                value.backward()
                yield {"loss": id, "params": params, "rows": rows, "columns": columns, "y": numbers(y),
                       "t": numbers(target), "value": numbers(value)[0], "dy": numbers(y.grad)}
    # The guard of binary cross-entropy: logarithms no less than -100.
    y = torch.tensor([[0.0], [1.0], [1.0], [0.0]], requires_grad=True)
    target = torch.tensor([[0.0], [1.0], [0.0], [1.0]])
    value = nn.BCELoss()(y, target)
    value.backward()
    yield {"loss": "bce", "params": {}, "rows": 4, "columns": 1, "y": numbers(y), "t": numbers(target),
           "value": numbers(value)[0], "dy": numbers(y.grad)}


def optimizer_cases():
    for n, (id, params, make) in enumerate(OPTIMIZERS):
        torch.manual_seed(300 + n)
        w = nn.Parameter(exact(11))
        start, gradients, after = numbers(w), [], []
        optimizer = make([w])
        for k in range(10):
            w.grad = exact(11) * (0 if k == 4 else 1)  # a step without a gradient shows what memory does
            gradients.append(numbers(w.grad))
            optimizer.step()
            after.append(numbers(w))
        yield {"optimizer": id, "params": params, "start": start, "gradients": gradients, "after": after}


def training_cases():
    """Ten steps of a network of two dense layers: every activation, every loss and every optimizer takes part."""
    for n, (id, (key, values, module)) in enumerate(ACTIVATIONS.items()):
        for seed in (1, 2):
            torch.manual_seed(400 + 10 * n + seed)
            k = 2 * n + seed
            loss_id = [name for name in LOSSES if name != "perceptron"][k % 7]
            loss_params, loss = LOSSES[loss_id][-1]
            optimizer_id, optimizer_params, make = OPTIMIZERS[k % len(OPTIMIZERS)]
            rows, inputs, hidden = 3 + k % 5, 2 + k % 3, 3 + (k * 5) % 4
            outputs = 4 if loss_id == "cross_entropy" else 1 + k % 2
            layers = [nn.Linear(inputs, hidden), nn.Linear(hidden, outputs)]
            with torch.no_grad():
                for layer in layers:
                    layer.weight.copy_(exact(*layer.weight.shape, low=-1, high=1))
                    layer.bias.copy_(exact(*layer.bias.shape, low=-1, high=1))
            value = values[seed % len(values)]
            last = nn.Sigmoid() if loss_id == "bce" else nn.Identity()
            x = exact(rows, inputs)
            if loss_id == "cross_entropy":
                target = torch.randint(outputs, (rows,))
            elif loss_id in ("bce", "bce_with_logits"):
                target = torch.randint(2, (rows, outputs)).to(torch.float64)
            elif loss_id == "hinge":
                target = torch.randint(2, (rows, outputs)).to(torch.float64) * 2 - 1
            else:
                target = exact(rows, outputs)
            parameters = [p for layer in layers for p in (layer.weight, layer.bias)]
            case = {"activation": id, "params": {key: value} if key else {}, "loss": loss_id,
                    "loss_params": loss_params, "optimizer": optimizer_id, "optimizer_params": optimizer_params,
                    "rows": rows, "inputs": inputs, "hidden": hidden, "outputs": outputs,
                    "last": "sigmoid" if loss_id == "bce" else "linear", "x": numbers(x), "t": numbers(target),
                    "start": [numbers(p) for p in parameters], "losses": []}
            optimizer = make(parameters)
            for _ in range(10):
                optimizer.zero_grad()
                value_of_loss = loss(last(layers[1](module(value)(layers[0](x)))), target)
                value_of_loss.backward()
                case["losses"].append(numbers(value_of_loss)[0])
                optimizer.step()
            case["end"] = [numbers(p) for p in parameters]
            yield case


def write(path, cases):
    cases = list(cases)
    head = f'{{"torch": "{torch.__version__}", "cases": [\n'
    body = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    path.write_text(head + body + "\n]}\n")
    print(f"{path}: {len(cases)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    out = parser.parse_args().out
    write(out / "dense.json", dense_cases())
    write(out / "losses.json", loss_cases())
    write(out / "optimizers.json", optimizer_cases())
    write(out / "training.json", training_cases())
