#!/usr/bin/python3
"""Writes curves.json: the losses of 1,000 training steps of whole networks in PyTorch, from weights and batches that the
test makes again by the same formula, so that only their recipe is in the file. In double precision and, for the engine
in float, in float32: where a maximum changes hands the two part by more than rounding. Needs Debian 12's python3-torch
(1.13.1); run by hand, the result is committed.

usage: /usr/bin/python3 tests/golden/curves.py [--out tests/golden]
"""
import argparse
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

STEPS, EVERY = 1000, 50
MASK = (1 << 64) - 1


def noise(stream, count):
    """Numbers in [-1, 1) that look random: splitmix64 of the place, 24 bits of it, which float32 holds exactly."""
    out = []
    for i in range(count):
        z = (stream * 0xD1342543DE82EF95 + (i + 1) * 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        out.append((z >> 40) / 8388608.0 - 1.0)
    return torch.tensor(out)


class Network:
    """A description for the test, and the same in PyTorch: nodes of our catalog, their parameters, their function."""

    def __init__(self, name, shape, classes, rows, batches, tokens=0):
        self.name, self.shape, self.classes, self.rows, self.batches = name, list(shape), classes, rows, batches
        self.tokens = tokens
        self.nodes, self.edges, self.weights, self.functions = [], [], [], []

    def node(self, id, type, params, function, weights=(), inputs=None):
        """weights: (our name, tensor of PyTorch, bound, start); they become start + bound * noise."""
        before = self.nodes[-1]["id"] if self.nodes else "in"
        for port, source in enumerate(inputs or [before]):
            self.edges.append([source, id, port])
        self.nodes.append({"id": id, "type": type, "params": params})
        for name, tensor, bound, start in weights:
            self.weights.append({"node": id, "name": name, "count": tensor.numel(), "bound": bound, "start": start})
            with torch.no_grad():
                values = start + bound * noise(1000 + len(self.weights), tensor.numel())
                tensor.copy_(values.to(torch.float32).reshape(tensor.shape))
        self.functions.append((id, inputs or [before], function, [w[1] for w in weights]))
        return self

    def parameters(self):
        return [w for _, _, _, tensors in self.functions for w in tensors]

    def forward(self, x):
        values = {"in": x}
        for id, inputs, function, _ in self.functions:
            values[id] = function(*(values[i] for i in inputs))
        return values[id]

    def data(self):
        """Inputs, and classes that depend on them but for one in ten."""
        count, columns = self.rows * self.batches, math.prod(self.shape)
        x = noise(1, count * columns).reshape(count, columns)
        if self.tokens:
            x = ((x + 1) * (self.tokens / 2)).floor()
        templates = noise(2, self.classes * columns).reshape(self.classes, columns)
        choice = (x @ templates.T).argmax(1) if not self.tokens else x[:, 0].long() % self.classes
        wrong, other = noise(3, count), noise(4, count)
        choice = torch.where(wrong < -0.8, ((other + 1) * (self.classes / 2)).floor().long(), choice)
        return x.reshape(count, *self.shape), choice

    def described(self):
        return {"nodes": self.nodes, "edges": self.edges, "weights": self.weights, "shape": self.shape,
                "classes": self.classes, "rows": self.rows, "batches": self.batches, "tokens": self.tokens}


def fan(tensor):
    return 1 / math.sqrt(tensor.numel() / tensor.shape[0])


def dense(net, id, inputs, units, activation):
    layer = nn.Linear(inputs, units)
    function = {"relu": F.relu, "tanh": torch.tanh, "gelu": F.gelu, "linear": lambda z: z}[activation]
    return net.node(id, "dense", {"units": units, "activation": activation}, lambda x: function(layer(x)),
                    [("weight", layer.weight, fan(layer.weight), 0), ("bias", layer.bias, 0.1, 0)])


def mlp():
    net = Network("mlp", [12], 4, 16, 32)
    dense(net, "a", 12, 24, "relu")
    dense(net, "b", 24, 16, "tanh")
    return dense(net, "c", 16, 4, "linear")


def conv(net, id, inputs, channels, padding, activation):
    layer = nn.Conv2d(inputs, channels, 3, padding=padding)
    function = {"relu": F.relu, "tanh": torch.tanh}[activation]
    params = {"out_channels": channels, "kernel_size": 3, "padding": padding, "activation": activation}
    return net.node(id, "conv2d", params, lambda x: function(layer(x)),
                    [("weight", layer.weight, fan(layer.weight), 0), ("bias", layer.bias, 0.1, 0)])


def cnn():
    net = Network("cnn", [2, 9, 8], 3, 16, 24)
    conv(net, "a", 2, 4, 1, "relu")
    net.node("b", "max_pool2d", {"kernel_size": 2}, lambda x: F.max_pool2d(x, 2))
    conv(net, "c", 4, 6, 0, "tanh")
    net.node("d", "flatten", {}, lambda x: x.flatten(1))
    return dense(net, "e", 24, 3, "linear")


def lstm():
    net = Network("lstm", [10, 5], 3, 16, 24)
    layer = nn.LSTM(5, 12, batch_first=True)
    weights = [(name, w, 1 / math.sqrt(12), 0) for name, w in layer.named_parameters()]
    net.node("a", "lstm", {"units": 12}, lambda x: layer(x)[0][:, -1], weights)
    return dense(net, "b", 12, 3, "linear")


def gru():
    net = Network("gru", [7, 4], 3, 16, 24)
    layer = nn.GRU(4, 6, num_layers=2, bidirectional=True, batch_first=True)
    weights = [(name, w, 1 / math.sqrt(6), 0) for name, w in layer.named_parameters()]

    def last(x):
        state = layer(x)[1]
        return torch.cat([state[-2], state[-1]], 1)
    net.node("a", "gru", {"units": 6, "num_layers": 2, "bidirectional": True}, last, weights)
    return dense(net, "b", 12, 3, "linear")


def layer_norm(net, id, width, source):
    layer = nn.LayerNorm(width)
    return net.node(id, "layer_norm", {}, layer, [("weight", layer.weight, 0.2, 1), ("bias", layer.bias, 0.1, 0)], [source])


def transformer():
    """Token ids, a learned position, one pre-norm encoder block, the mean of all steps."""
    words, steps, width = 20, 9, 12
    net = Network("transformer", [steps], 4, 16, 24, tokens=words)
    table, place = nn.Embedding(words, width), nn.Parameter(torch.zeros(steps, width))
    net.node("embed", "embedding", {"num_embeddings": words, "embedding_dim": width}, lambda x: table(x.long()),
             [("weight", table.weight, 1, 0)])
    net.node("place", "positional_encoding", {"kind": "learned"}, lambda x: x + place, [("weight", place, 0.2, 0)])
    layer_norm(net, "norm1", width, "place")
    attention = nn.MultiheadAttention(width, 3, batch_first=True)
    net.node("attend", "self_attention", {"heads": 3}, lambda x: attention(x, x, x, need_weights=False)[0],
             [(name, w, 0.1 if name.endswith("bias") else fan(w), 0) for name, w in attention.named_parameters()])
    net.node("middle", "add", {}, lambda a, b: a + b, inputs=["place", "attend"])
    layer_norm(net, "norm2", width, "middle")
    dense(net, "up", width, 4 * width, "gelu")
    dense(net, "down", 4 * width, width, "linear")
    net.node("end", "add", {}, lambda a, b: a + b, inputs=["middle", "down"])
    net.node("mean", "mean_over_time", {}, lambda x: x.mean(1))
    return dense(net, "answer", width, 4, "linear")


OPTIMIZERS = {
    "sgd": ({"learning_rate": 0.05}, lambda p: torch.optim.SGD(p, lr=0.05)),
    "momentum": ({"learning_rate": 0.01, "momentum": 0.9}, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9)),
    "adam": ({"learning_rate": 0.001}, lambda p: torch.optim.Adam(p, lr=0.001)),
    "adamw": ({"learning_rate": 0.001, "weight_decay": 0.05},
              lambda p: torch.optim.AdamW(p, lr=0.001, weight_decay=0.05)),
}

NETWORKS = [mlp, cnn, lstm, gru, transformer]


def losses(make, optimizer, dtype):
    net = make()
    x, t = net.data()
    x = x.to(dtype)
    for w in net.parameters():
        w.data = w.data.to(dtype)
    steps = OPTIMIZERS[optimizer][1](net.parameters())
    found = []
    for k in range(STEPS + 1):
        first = k % net.batches * net.rows
        steps.zero_grad()
        loss = F.cross_entropy(net.forward(x[first:first + net.rows]), t[first:first + net.rows])
        if k % EVERY == 0:
            found.append(float(f"{loss.item():.12g}"))
        loss.backward()
        steps.step()
    return found


def curve(make, optimizer):
    return {"network": make().name, "optimizer": optimizer, "params": OPTIMIZERS[optimizer][0],
            "losses": losses(make, optimizer, torch.float64),
            "float32_losses": losses(make, optimizer, torch.float32)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    path = parser.parse_args().out / "curves.json"
    networks = {make().name: make().described() for make in NETWORKS}
    curves = [curve(make, optimizer) for make in NETWORKS for optimizer in OPTIMIZERS]
    for one in curves:
        print(one["network"], one["optimizer"], one["losses"][0], one["losses"][-1], min(one["losses"]))
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in curves)
    head = ",\n".join(f"{json.dumps(name)}:{json.dumps(net, separators=(',', ':'))}" for name, net in networks.items())
    path.write_text(f'{{"torch": "{torch.__version__}", "every": {EVERY}, "networks": {{\n{head}\n}},\n"cases": [\n{lines}\n]}}\n')
    print(f"{path}: {path.stat().st_size} bytes")
