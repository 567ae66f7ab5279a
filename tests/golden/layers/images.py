#!/usr/bin/env python3
"""Fixtures of the layers for images from PyTorch (run by hand: /usr/bin/python3 tests/golden/layers/images.py).

Lopsided parameters and shapes, several seeds. Computed in double precision from inputs that are exact in float.
"""
import json
import os

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))


def exact(*shape, scale=1.0):
    return (torch.randn(*shape, dtype=torch.float64) * scale * 128).round() / 128


def flat(t):
    return [float(f"{v:.12g}") for v in t.detach().reshape(-1).tolist()]


def values(t, shape=None):
    return {"shape": list(t.shape if shape is None else shape), "values": flat(t)}


def case(params, x, weights, function, mode="training"):
    """One case. x [rows, ...] as the layer gets it; function(x, weights) gives y as the layer returns it."""
    x = x.clone().requires_grad_()
    weights = {k: w.clone().requires_grad_() for k, w in weights.items()}
    y = function(x, weights)
    dy = exact(*y.shape)
    y.backward(dy)
    return {
        "params": params, "mode": mode, "rows": x.shape[0],
        "inputs": [values(x, x.shape[1:])],
        "weights": {k: values(w) for k, w in weights.items()},
        "output": values(y, y.shape[1:]),
        "d_output": flat(dy), "d_inputs": [flat(x.grad)],
        "d_weights": {k: flat(w.grad) for k, w in weights.items()},
    }


def write(name, cases):
    path = os.path.join(HERE, name + ".json")
    with open(path, "w") as out:
        out.write('{"torch": "%s", "cases": [\n' % torch.__version__)
        out.write(",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
    print(name, os.path.getsize(path))


ACTIVATIONS = {"relu": torch.relu, "linear": lambda v: v, "tanh": torch.tanh, "gelu": F.gelu}


def activated(params, z):
    if params["activation"] == "softmax":  # over the channels
        return torch.softmax(z, 1)
    return ACTIVATIONS[params["activation"]](z)


def conv_weights(params, shape, out):
    weights = {"weight": exact(*shape, scale=0.5)}
    if params.get("bias", True):
        weights["bias"] = exact(out, scale=0.5)
    return weights


def conv2d(rows, channels, height, width, **params):
    k, groups = params["kernel_size"], params.get("groups", 1)

    def function(x, w):
        return activated(params, F.conv2d(
            x, w["weight"], w.get("bias"), params.get("stride", 1),
            "same" if params.get("same") else params.get("padding", 0), params.get("dilation", 1), groups))
    out = params["out_channels"]
    return case(params, exact(rows, channels, height, width), conv_weights(params, (out, channels // groups, k, k), out),
                function)


def conv1d(rows, steps, features, **params):
    k, groups = params["kernel_size"], params.get("groups", 1)

    def function(x, w):
        z = F.conv1d(x.transpose(1, 2), w["weight"], w.get("bias"), params.get("stride", 1),
                     "same" if params.get("same") else params.get("padding", 0), params.get("dilation", 1), groups)
        return activated(params, z).transpose(1, 2)
    out = params["out_channels"]
    return case(params, exact(rows, steps, features), conv_weights(params, (out, features // groups, k), out), function)


def conv_transpose2d(rows, channels, height, width, **params):
    k, groups = params["kernel_size"], params.get("groups", 1)

    def function(x, w):
        return activated(params, F.conv_transpose2d(
            x, w["weight"], w.get("bias"), params.get("stride", 1), params.get("padding", 0),
            params.get("output_padding", 0), groups, params.get("dilation", 1)))
    out = params["out_channels"]
    return case(params, exact(rows, channels, height, width), conv_weights(params, (channels, out // groups, k, k), out),
                function)


def pooled(function, x, **params):
    return case(params, x, {}, lambda v, _: function(v, params))


def steps_last(function):
    return lambda x, p: function(x.transpose(1, 2), p).transpose(1, 2)


def stride(p):
    return p.get("stride", 0) or None


def max_pool(f):
    return lambda x, p: f(x, p["kernel_size"], stride(p), p.get("padding", 0), p.get("dilation", 1),
                          p.get("ceil_mode", False))


def avg_pool(f):
    return lambda x, p: f(x, p["kernel_size"], stride(p), p.get("padding", 0), p.get("ceil_mode", False),
                          p.get("count_include_pad", True))


def main():
    torch.manual_seed(20261)
    write("conv2d", [
        conv2d(2, 2, 5, 4, out_channels=3, kernel_size=3, activation="relu"),
        conv2d(1, 1, 6, 7, out_channels=2, kernel_size=5, padding=2, activation="tanh"),
        conv2d(1, 4, 5, 3, out_channels=6, kernel_size=2, same=True, activation="gelu", bias=False),
        conv2d(2, 4, 7, 5, out_channels=2, kernel_size=3, stride=2, padding=1, groups=2, activation="linear"),
        conv2d(1, 2, 9, 7, out_channels=3, kernel_size=3, stride=3, dilation=2, padding=4, activation="linear"),
        conv2d(1, 3, 4, 5, out_channels=3, kernel_size=3, same=True, groups=3, activation="relu"),
        conv2d(2, 3, 3, 2, out_channels=4, kernel_size=1, activation="softmax"),
        conv2d(1, 1, 3, 19, out_channels=17, kernel_size=2, activation="relu"),
    ])
    torch.manual_seed(20262)
    write("conv1d", [
        conv1d(2, 9, 3, out_channels=4, kernel_size=3, activation="relu"),
        conv1d(3, 7, 2, out_channels=5, kernel_size=4, same=True, activation="tanh"),
        conv1d(2, 12, 6, out_channels=4, kernel_size=2, stride=3, dilation=2, padding=1, groups=2, activation="linear"),
        conv1d(2, 8, 3, out_channels=4, kernel_size=3, padding=2, activation="softmax", bias=False),
    ])
    torch.manual_seed(20263)
    write("conv_transpose2d", [
        conv_transpose2d(2, 3, 3, 2, out_channels=2, kernel_size=2, stride=2, activation="relu"),
        conv_transpose2d(1, 4, 3, 2, out_channels=6, kernel_size=3, stride=2, padding=1, output_padding=1, groups=2,
                         activation="linear"),
        conv_transpose2d(1, 2, 5, 4, out_channels=3, kernel_size=3, stride=1, dilation=2, padding=3, output_padding=1,
                         activation="tanh", bias=False),
        conv_transpose2d(1, 2, 2, 3, out_channels=2, kernel_size=2, stride=4, output_padding=2, activation="gelu"),
    ])
    torch.manual_seed(20264)
    write("max_pool2d", [
        pooled(max_pool(F.max_pool2d), exact(2, 3, 8, 6), kernel_size=2),
        pooled(max_pool(F.max_pool2d), exact(2, 2, 7, 35), kernel_size=2),
        pooled(max_pool(F.max_pool2d), exact(2, 3, 9, 7), kernel_size=3, stride=2, padding=1),
        pooled(max_pool(F.max_pool2d), exact(1, 2, 10, 9), kernel_size=3, stride=1, dilation=2, padding=1),
        pooled(max_pool(F.max_pool2d), exact(2, 2, 8, 9), kernel_size=3, stride=2, ceil_mode=True),
    ])
    write("avg_pool2d", [
        pooled(avg_pool(F.avg_pool2d), exact(2, 3, 8, 6), kernel_size=2),
        pooled(avg_pool(F.avg_pool2d), exact(2, 2, 9, 7), kernel_size=3, stride=2, padding=1),
        pooled(avg_pool(F.avg_pool2d), exact(2, 2, 9, 8), kernel_size=4, stride=3, padding=2, ceil_mode=True),
        pooled(avg_pool(F.avg_pool2d), exact(2, 2, 9, 8), kernel_size=4, stride=3, padding=2, ceil_mode=True,
               count_include_pad=False),
    ])
    write("max_pool1d", [
        pooled(steps_last(max_pool(F.max_pool1d)), exact(2, 9, 4), kernel_size=2),
        pooled(steps_last(max_pool(F.max_pool1d)), exact(2, 11, 3), kernel_size=4, stride=2, padding=2, dilation=2),
        pooled(steps_last(max_pool(F.max_pool1d)), exact(2, 10, 3), kernel_size=3, ceil_mode=True),
    ])
    write("avg_pool1d", [
        pooled(steps_last(avg_pool(F.avg_pool1d)), exact(2, 9, 4), kernel_size=2),
        pooled(steps_last(avg_pool(F.avg_pool1d)), exact(2, 11, 3), kernel_size=4, stride=3, padding=2, ceil_mode=True),
        pooled(steps_last(avg_pool(F.avg_pool1d)), exact(2, 11, 3), kernel_size=4, stride=3, padding=2,
               count_include_pad=False),
    ])
    torch.manual_seed(20265)
    write("global_avg_pool2d", [pooled(lambda x, p: F.adaptive_avg_pool2d(x, 1).flatten(1), exact(3, 4, 5, 7))])
    adaptive = lambda x, p: F.adaptive_avg_pool2d(x, (p["output_height"], p["output_width"]))  # noqa: E731
    write("adaptive_avg_pool2d", [
        pooled(adaptive, exact(2, 3, 7, 9), output_height=3, output_width=2),
        pooled(adaptive, exact(2, 2, 4, 5), output_height=5, output_width=5),
    ])
    upsample = lambda x, p: F.interpolate(x, scale_factor=p["scale_factor"], mode=p["mode"])  # noqa: E731
    write("upsample", [
        pooled(upsample, exact(2, 3, 4, 3), scale_factor=2, mode="nearest"),
        pooled(upsample, exact(2, 2, 3, 5), scale_factor=2, mode="bilinear"),
        pooled(upsample, exact(1, 2, 4, 1), scale_factor=3, mode="bilinear"),
    ])


if __name__ == "__main__":
    main()
