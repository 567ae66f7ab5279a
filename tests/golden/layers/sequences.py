#!/usr/bin/python3
"""Writes the golden values of the sequence layers: rnn, lstm, gru, embedding, positional_encoding. PyTorch in double
precision, on numbers that float32 holds exactly. Needs Debian 12's python3-torch (1.13.1); run by hand, the result is
committed.

usage: /usr/bin/python3 tests/golden/layers/sequences.py [--out tests/golden/layers]
"""
import argparse
import json
import pathlib

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def exact(*shape, low=-1.0, high=1.0):
    """Random multiples of 1/128: the same number in float32, in double and in short decimal text."""
    return torch.randint(int(low * 128), int(high * 128) + 1, shape).to(torch.float64) / 128


def numbers(tensor):
    """Flat, row-major, to 12 digits."""
    return [float(f"{x:.12g}") for x in tensor.detach().flatten().tolist()]


def block(tensor, shape=None):
    return {"shape": list(tensor.shape if shape is None else shape), "values": numbers(tensor)}


def case(params, x, weights, output, gradients=True, lengths=None):
    """One entry of a file. `weights`: name and leaf of each; d_output is drawn here and sent back."""
    d_output = exact(*output.shape)
    output.backward(d_output)
    given = block(x, x.shape[1:])
    if lengths is not None:
        given["lengths"] = lengths
    return {"params": params, "mode": "training", "rows": x.shape[0], "inputs": [given],
            "weights": {name: block(w) for name, w in weights.items()},
            "output": block(output, output.shape[1:]), "d_output": numbers(d_output),
            "d_inputs": [numbers(x.grad) if gradients else None],
            "d_weights": {name: numbers(w.grad) for name, w in weights.items()}}


# (our parameters, rows, steps, features, lengths or None): one, two or more vectors of units, all directions and depths.
SHAPES = [
    ({"units": 3}, 4, 5, 2, None),
    ({"units": 17, "bias": False}, 2, 3, 1, [1, 3]),
    ({"units": 2, "return": "sequence", "bidirectional": True, "num_layers": 2}, 3, 4, 3, [2, 4, 1]),
    ({"units": 2, "bidirectional": True}, 5, 4, 4, [4, 1, 2, 3, 3]),
    ({"units": 4, "return": "sequence"}, 1, 5, 3, None),
]


def recurrent_cases(seed, kinds):
    """kinds: (module class, more parameters of ours, the same for PyTorch)."""
    for make, ours, theirs in kinds:
        for n, (params, rows, steps, features, lengths) in enumerate(SHAPES):
            torch.manual_seed(seed + n)
            both = params.get("bidirectional", False)
            module = make(features, params["units"], num_layers=params.get("num_layers", 1), batch_first=True,
                          bidirectional=both, bias=params.get("bias", True), **theirs)
            weights = dict(module.named_parameters())
            with torch.no_grad():
                for w in weights.values():
                    w.copy_(exact(*w.shape))
            x = exact(rows, steps, features, low=-2, high=2).requires_grad_()  # also where no step counts
            packed = x if lengths is None else pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            sequence, state = module(packed)
            if lengths is not None:
                sequence, _ = pad_packed_sequence(sequence, batch_first=True, total_length=steps)
            if params.get("return") == "sequence":
                output = sequence
            else:
                h = state[0] if isinstance(state, tuple) else state
                output = torch.cat([h[-2], h[-1]], 1) if both else h[-1]
            yield case({**params, **ours}, x, weights, output, lengths=lengths)


def embedding_cases():
    for n, (words, columns, padding, rows, steps) in enumerate([(7, 3, None, 4, 5), (5, 2, 3, 3, 6), (2, 18, 0, 2, 1)]):
        torch.manual_seed(40 + n)
        module = nn.Embedding(words, columns, padding_idx=padding)
        with torch.no_grad():
            module.weight.copy_(exact(words, columns))
            if padding is not None:
                module.weight[padding] = 0  # as it is from the start, and stays
        x = torch.randint(words, (rows, steps))
        params = {"num_embeddings": words, "embedding_dim": columns}
        if padding is not None:
            params["padding_idx"] = padding
        yield case(params, x, {"weight": module.weight}, module(x), gradients=False)


def positional_cases():
    """Vaswani et al. 2017, section 3.5, written out."""
    for n, (kind, rows, steps, features) in enumerate([("sinusoidal", 2, 7, 5), ("sinusoidal", 1, 3, 8),
                                                       ("learned", 3, 4, 3)]):
        torch.manual_seed(50 + n)
        x = exact(rows, steps, features).requires_grad_()
        if kind == "learned":
            weights = {"weight": exact(steps, features).requires_grad_()}
            yield case({"kind": kind}, x, weights, x + weights["weight"])
            continue
        t = torch.arange(steps).unsqueeze(1)
        even = torch.arange(0, features, 2)
        angle = t / 10000.0 ** (even / features)
        table = torch.stack([angle.sin(), angle.cos()], 2).flatten(1)[:, :features]
        yield case({"kind": kind}, x, {}, x + table)


def write(path, cases):
    cases = list(cases)
    body = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
    path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{body}\n]}}\n')
    print(f"{path}: {len(cases)} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    out = parser.parse_args().out
    write(out / "rnn.json", recurrent_cases(10, [(nn.RNN, {"nonlinearity": "tanh"}, {"nonlinearity": "tanh"}),
                                                 (nn.RNN, {"nonlinearity": "relu"}, {"nonlinearity": "relu"})]))
    write(out / "lstm.json", recurrent_cases(20, [(nn.LSTM, {}, {})]))
    write(out / "gru.json", recurrent_cases(30, [(nn.GRU, {}, {})]))
    write(out / "embedding.json", embedding_cases())
    write(out / "positional_encoding.json", positional_cases())
