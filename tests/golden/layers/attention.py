#!/usr/bin/python3
"""Writes the cases of the attention layers and of those that join, cut and pool, beside itself. Needs Debian 12's
python3-torch (1.13.1).

usage: /usr/bin/python3 tests/golden/layers/attention.py
"""
import math

import torch
from fixtures import case, exact, write
from torch.nn import functional as F


def padding(lengths, keys):
    return None if lengths is None else torch.arange(keys)[None, :] >= torch.tensor(lengths)[:, None]


def multi_head(query, memory, w, heads, causal=False, lengths=None):
    """nn.MultiheadAttention with batch_first."""
    packed = "in_proj_weight" in w
    mask = torch.triu(torch.ones(query.shape[1], memory.shape[1], dtype=torch.bool), 1) if causal else None
    q, m = query.transpose(0, 1), memory.transpose(0, 1)
    y, _ = F.multi_head_attention_forward(
        q, m, m, q.shape[2], heads, w.get("in_proj_weight"), w.get("in_proj_bias"), None, None, False, 0.0,
        w["out_proj.weight"], w.get("out_proj.bias"), key_padding_mask=padding(lengths, memory.shape[1]),
        need_weights=False, attn_mask=mask, use_separate_proj_weight=not packed, q_proj_weight=w.get("q_proj_weight"),
        k_proj_weight=w.get("k_proj_weight"), v_proj_weight=w.get("v_proj_weight"))
    return y.transpose(0, 1)


def projections(width, memory_width, bias):
    small = lambda *shape: exact(*shape, low=-0.75, high=0.75)
    if width == memory_width:
        weights = {"in_proj_weight": small(3 * width, width)}
    else:
        weights = {"q_proj_weight": small(width, width), "k_proj_weight": small(width, memory_width),
                   "v_proj_weight": small(width, memory_width)}
    if bias:
        weights["in_proj_bias"] = exact(3 * width)
    weights["out_proj.weight"] = small(width, width)
    if bias:
        weights["out_proj.bias"] = exact(width)
    return weights


def self_attention(seed, rows, steps, width, heads, causal=False, bias=True, lengths=None):
    torch.manual_seed(seed)
    return case({"heads": heads, "causal": causal, "bias": bias}, [exact(rows, steps, width)],
                projections(width, width, bias),
                lambda x, w: multi_head(x[0], x[0], w, heads, causal, lengths), lengths=[lengths])


def cross_attention(seed, rows, query, memory, heads, bias=True, lengths=None):
    torch.manual_seed(seed)
    return case({"heads": heads, "bias": bias}, [exact(rows, *query), exact(rows, *memory)],
                projections(query[1], memory[1], bias),
                lambda x, w: multi_head(x[0], x[1], w, heads, False, lengths), lengths=[None, lengths])


def scaled_dot_product(seed, rows, queries, keys, width, value_width, heads=1, causal=False, lengths=None):
    torch.manual_seed(seed)

    def split(x):
        return x.view(rows, x.shape[1], heads, -1).transpose(1, 2)

    def forward(x, _):
        q, k, v = map(split, x)
        scores = q @ k.transpose(2, 3) / math.sqrt(width // heads)
        if causal:
            scores = scores.masked_fill(torch.triu(torch.ones(queries, keys, dtype=torch.bool), 1), -math.inf)
        if lengths is not None:
            scores = scores.masked_fill(padding(lengths, keys)[:, None, None, :], -math.inf)
        return (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(rows, queries, value_width)

    return case({"heads": heads, "causal": causal},
                [exact(rows, queries, width), exact(rows, keys, width), exact(rows, keys, value_width)], {}, forward,
                lengths=[None, lengths, None])


def plain(seed, params, shapes, rows, forward, lengths=None):
    """A layer without weights."""
    torch.manual_seed(seed)
    return case(params, [exact(rows, *shape) for shape in shapes], {}, lambda x, _: forward(x), lengths=lengths)


def counted(x, lengths):
    """1 for steps that count, 0 for padding."""
    return (torch.arange(x.shape[1])[None, :] < torch.tensor(lengths)[:, None]).to(x.dtype)[:, :, None]


write("self_attention", [
    self_attention(1, 2, 5, 6, 2),
    self_attention(2, 3, 4, 12, 3, causal=True),
    self_attention(3, 3, 6, 4, 1, bias=False, lengths=[6, 2, 4]),
    self_attention(4, 2, 7, 6, 3, causal=True, lengths=[3, 7]),
    self_attention(5, 1, 19, 3, 1),
])
write("cross_attention", [
    cross_attention(1, 2, (5, 6), (4, 6), 2),
    cross_attention(2, 3, (3, 8), (7, 5), 4, lengths=[7, 1, 4]),
    cross_attention(3, 2, (6, 4), (3, 9), 1, bias=False),
    cross_attention(4, 3, (1, 6), (5, 6), 3, bias=False, lengths=[2, 5, 3]),
])
write("scaled_dot_product", [
    scaled_dot_product(1, 2, 5, 7, 3, 4),
    scaled_dot_product(2, 3, 4, 4, 6, 8, heads=2, causal=True),
    scaled_dot_product(3, 3, 6, 5, 4, 2, heads=2, lengths=[5, 1, 3]),
    scaled_dot_product(4, 2, 3, 18, 17, 3),
])
write("add", [plain(1, {}, [(3, 4)] * 2, 3, lambda x: x[0] + x[1]),
              plain(2, {"inputs": 4}, [(7,)] * 4, 2, lambda x: x[0] + x[1] + x[2] + x[3])])
write("multiply", [plain(1, {}, [(3, 4)] * 2, 3, lambda x: x[0] * x[1]),
                   plain(2, {"inputs": 4}, [(2, 3, 2)] * 4, 2, lambda x: x[0] * x[1] * x[2] * x[3])])
write("concatenate", [
    plain(1, {"axis": "features"}, [(3,), (5,)], 4, lambda x: torch.cat(x, 1)),
    plain(2, {"axis": "features", "inputs": 3}, [(3, 2), (3, 4), (3, 1)], 2, lambda x: torch.cat(x, 2)),
    plain(3, {"axis": "steps"}, [(3, 2), (4, 2)], 2, lambda x: torch.cat(x, 1)),
    plain(4, {"axis": "features"}, [(3, 2, 4), (1, 2, 4)], 2, lambda x: torch.cat(x, 1)),
    plain(5, {"axis": "height"}, [(2, 1, 3), (2, 4, 3)], 2, lambda x: torch.cat(x, 2)),
    plain(6, {"axis": "width"}, [(2, 2, 3), (2, 2, 5)], 2, lambda x: torch.cat(x, 3)),
])
write("slice", [
    plain(1, {"axis": "features", "start": 2, "length": 3}, [(7,)], 3, lambda x: x[0].narrow(1, 2, 3)),
    plain(2, {"axis": "steps", "start": 1, "length": 2}, [(4, 3)], 2, lambda x: x[0].narrow(1, 1, 2)),
    plain(3, {"axis": "features", "start": 3, "length": 2}, [(2, 5)], 2, lambda x: x[0].narrow(2, 3, 2)),
    plain(4, {"axis": "width", "start": 1, "length": 3}, [(2, 3, 4)], 2, lambda x: x[0].narrow(3, 1, 3)),
])
write("split", [
    plain(1, {"axis": "features", "parts": 3, "part": 2}, [(7,)], 3, lambda x: x[0].chunk(3, 1)[2]),
    plain(2, {"axis": "steps", "parts": 2, "part": 0}, [(5, 2)], 2, lambda x: x[0].chunk(2, 1)[0]),
    plain(3, {"axis": "features", "parts": 2, "part": 1}, [(4, 2, 3)], 2, lambda x: x[0].chunk(2, 1)[1]),
    plain(4, {"axis": "height", "parts": 4, "part": 2}, [(2, 5, 3)], 2, lambda x: x[0].chunk(4, 2)[2]),
])
write("transpose", [
    plain(1, {"first": 0, "second": 1}, [(3, 5)], 2, lambda x: x[0].transpose(1, 2)),
    plain(2, {"first": 2, "second": 0}, [(2, 3, 4)], 2, lambda x: x[0].transpose(1, 3)),
    plain(3, {"first": 1, "second": 2}, [(2, 3, 4)], 2, lambda x: x[0].transpose(2, 3)),
])
write("mean_over_time", [
    plain(1, {}, [(5, 3)], 4, lambda x: x[0].mean(1)),
    plain(2, {}, [(6, 2)], 3, lambda x: (x[0] * counted(x[0], [6, 1, 4])).sum(1) / torch.tensor([[6.0], [1], [4]]),
          lengths=[[6, 1, 4]]),
])
write("max_over_time", [
    plain(1, {}, [(5, 3)], 4, lambda x: x[0].max(1).values),
    plain(2, {}, [(6, 2)], 3, lambda x: x[0].masked_fill(counted(x[0], [6, 1, 4]) == 0, -math.inf).max(1).values,
          lengths=[[6, 1, 4]]),
])
write("global_max_pool2d", [
    plain(1, {}, [(3, 4, 5)], 2, lambda x: F.adaptive_max_pool2d(x[0], 1).flatten(1)),
    plain(2, {}, [(2, 7, 1)], 3, lambda x: F.adaptive_max_pool2d(x[0], 1).flatten(1)),
])
