"""Cases of one layer for tests/engine/golden/layer_suite.h: numbers that float32 holds exactly go in, PyTorch's results in
double precision come out. Not a program: the scripts beside it use it."""
import json
import pathlib

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def exact(*shape, low=-2.0, high=2.0):
    """Random multiples of 1/128."""
    return torch.randint(int(low * 128), int(high * 128) + 1, shape).to(torch.float64) / 128


def numbers(tensor):
    """Flat, row-major, to 12 digits."""
    return [float(f"{x:.12g}") for x in tensor.detach().flatten().tolist()]


def case(params, inputs, weights, forward, mode="training", lengths=None, state=()):
    """`inputs`: tensors [rows, ...]; `weights` by name, those in `state` untrained; forward(inputs, weights) -> output.
    `lengths`: for each input a list or None. Weights of `state` may be written by forward."""
    inputs = [x.clone().requires_grad_() for x in inputs]
    given = {name: w.clone() for name, w in weights.items()}
    used = {name: w.clone() if name in state else w.clone().requires_grad_() for name, w in weights.items()}
    output = forward(inputs, used)
    d_output = exact(*output.shape)
    output.backward(d_output)
    zeros = torch.zeros_like
    result = {"params": params, "mode": mode, "rows": inputs[0].shape[0], "inputs": [], "weights": {},
              "output": {"shape": list(output.shape[1:]), "values": numbers(output)}, "d_output": numbers(d_output),
              "d_inputs": [numbers(x.grad if x.grad is not None else zeros(x)) for x in inputs],
              "d_weights": {n: numbers(w.grad if w.grad is not None else zeros(w)) for n, w in used.items() if n not in state}}
    for i, x in enumerate(inputs):
        result["inputs"].append({"shape": list(x.shape[1:]), "values": numbers(x)})
        if lengths and lengths[i] is not None:
            result["inputs"][-1]["lengths"] = lengths[i]
    for name, w in given.items():
        result["weights"][name] = {"shape": list(w.shape), "values": numbers(w)}
    if state:
        result["state_after"] = {name: numbers(used[name]) for name in state}
    return result


def write(layer, cases):
    path = pathlib.Path(__file__).parent / f"{layer}.json"
    lines = ",\n".join(json.dumps(c) for c in cases)
    path.write_text('{"torch": %s, "cases": [\n%s\n]}\n' % (json.dumps(torch.__version__), lines))
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size // 1024} KB")
