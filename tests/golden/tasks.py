#!/usr/bin/python3
"""Writes the golden values of ways of training beyond labels: losses and gradients of whole steps, by PyTorch 1.13.1 in
double precision with autograd (the gradient penalty through a gradient of a gradient). What a step draws at random
comes from the engine's own generator (engine_random.py). Run by hand, the result is committed.

usage: /usr/bin/python3 tests/golden/tasks.py [--out tests/golden]
"""
import argparse
import itertools
import pathlib

import torch
from torch import nn

from engine_random import Rng
from generate import exact, numbers, write

F = nn.functional
BATCH_SEED = 5
LAYERS, TASK = 2, 3  # streams of the trainer's generators
ACTIVATIONS = {"linear": lambda x: x, "tanh": torch.tanh, "relu": torch.relu,
               "leaky_relu": lambda x: F.leaky_relu(x, 0.2), "sigmoid": torch.sigmoid}


class Net:
    """A chain of dense layers with lopsided weights that float32 holds exactly."""

    def __init__(self, inputs, layers, prefix="", scale=0.5):
        self.layers, self.weights = [], {}
        for n, (units, activation) in enumerate(layers):
            name = f"{prefix}{n + 1}"
            weight = torch.round(exact(units, inputs) * scale * 128) / 128
            bias = torch.round(exact(units) * scale / 2 * 128) / 128
            self.weights[f"{name}.weight"], self.weights[f"{name}.bias"] = weight, bias
            self.layers.append((name, units, activation))
            inputs = units
        for w in self.weights.values():
            w.requires_grad_()

    def __call__(self, x):
        for name, _, activation in self.layers:
            weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
            x = ACTIVATIONS[activation](F.linear(x, weight, bias))
        return x

    def described(self):
        return [{"name": name, "units": units, "activation": activation} for name, units, activation in self.layers]

    def values(self):
        return {name: numbers(w) for name, w in self.weights.items()}

    def gradients(self, loss):
        names = list(self.weights)
        return {name: numbers(g) for name, g in zip(names, torch.autograd.grad(loss, [self.weights[n] for n in names]))}

    def descend(self, gradients, rate):
        with torch.no_grad():
            for name, w in self.weights.items():
                w -= rate * torch.tensor(gradients[name]).reshape(w.shape)


def drawn(rows, columns, draw):
    return torch.tensor([[draw() for _ in range(columns)] for _ in range(rows)])


def vae_cases():
    """-ELBO: reconstruction summed over the numbers of a sample, and beta times the KL divergence; means over the batch."""
    for n, (loss, beta) in enumerate([("bce_with_logits", 1.0), ("bce_with_logits", 0.3), ("mse", 2.0)]):
        torch.manual_seed(700 + n)
        x = exact(7, 6, low=0, high=1)
        encoder = Net(6, [(5, "tanh"), (4, "linear")], "enc")
        decoder = Net(2, [(5, "relu"), (6, "linear")], "dec")
        rng = Rng(BATCH_SEED, LAYERS)
        eps = drawn(7, 2, rng.normal)
        mean, log_variance = encoder(x).chunk(2, 1)
        y = decoder(mean + torch.exp(log_variance / 2) * eps)
        each = F.binary_cross_entropy_with_logits(y, x, reduction="none") if loss != "mse" else (y - x) ** 2
        kl = (mean ** 2 + log_variance.exp() - 1 - log_variance).sum(1) / 2
        value = (each.sum(1) + beta * kl).mean()
        nets = Net(1, [])
        nets.weights = {**encoder.weights, **decoder.weights}
        yield {"kind": "vae", "loss": loss, "beta": beta, "rows": 7, "x": numbers(x), "encoder": encoder.described(),
               "decoder": decoder.described(), "weights": nets.values(), "value": numbers(value)[0],
               "gradients": nets.gradients(value)}


GAMES = {  # discriminator on real, on made; generator
    "non_saturating": (lambda s: F.softplus(-s), F.softplus, lambda s: F.softplus(-s)),
    "least_squares": (lambda s: (s - 1) ** 2 / 2, lambda s: s ** 2 / 2, lambda s: (s - 1) ** 2 / 2),
    "wasserstein": (lambda s: -s, lambda s: s, lambda s: -s),
    "wasserstein_penalty": (lambda s: -s, lambda s: s, lambda s: -s),
}


def gan_cases():
    """A whole step: the discriminator's loss and gradient, its update by SGD, the generator's loss and gradient."""
    rate, rows, latent = 0.25, 7, 3
    for n, (game, activation) in enumerate(itertools.product(GAMES, ["tanh", "leaky_relu"])):
        torch.manual_seed(800 + n)
        real = exact(rows, 2)
        maker = Net(latent, [(5, "tanh"), (2, "linear")], "make")
        judge = Net(2, [(6, activation), (5, activation), (1, "linear")], "judge")
        on_real, on_made, passing = GAMES[game]
        rng = Rng(BATCH_SEED, TASK)
        made = maker(drawn(rows, latent, lambda: rng.uniform(-1, 1))).detach()
        cost = on_made(judge(made)).mean() + on_real(judge(real)).mean()
        weight = 1.5
        if game == "wasserstein_penalty":
            t = drawn(rows, 1, lambda: rng.uniform(0, 1))
            between = (made + t * (real - made)).requires_grad_()
            slope, = torch.autograd.grad(judge(between).sum(), between, create_graph=True)
            cost = cost + weight * ((slope.norm(dim=1) - 1) ** 2).mean()
        case = {"kind": "gan", "game": game, "slope_penalty": weight, "clip": 0.3, "rate": rate, "rows": rows,
                "latent": latent, "x": numbers(real), "maker": maker.described(), "judge": judge.described(),
                "weights": {**maker.values(), **judge.values()}, "judge_loss": numbers(cost)[0],
                "judge_gradients": judge.gradients(cost)}
        judge.descend(case["judge_gradients"], rate)
        if game == "wasserstein":
            with torch.no_grad():
                for w in judge.weights.values():
                    w.clamp_(-0.3, 0.3)
        cost = passing(judge(maker(drawn(rows, latent, lambda: rng.uniform(-1, 1))))).mean()
        case.update({"maker_loss": numbers(cost)[0], "maker_gradients": maker.gradients(cost)})
        yield case


def dqn_cases():
    """Targets of DQN and double DQN, and the gradient of the loss by the weights."""
    rows, actions, gamma = 9, 3, 0.9
    for n, (double, loss) in enumerate(itertools.product([False, True], ["huber", "squared"])):
        torch.manual_seed(900 + n)
        online = Net(4, [(6, "tanh"), (actions, "linear")], "q", scale=1)
        target = Net(4, [(6, "tanh"), (actions, "linear")], "q", scale=1)
        before, after = exact(rows, 4), exact(rows, 4)
        reward = exact(rows)
        action = torch.randint(actions, (rows,))
        over = torch.randint(3, (rows,)) == 0
        with torch.no_grad():
            values = target(after)
            best = (online(after) if double else values).argmax(1)
            y = reward + gamma * values.gather(1, best[:, None])[:, 0] * (~over)
        taken = online(before).gather(1, action[:, None])[:, 0]
        value = F.huber_loss(taken, y) if loss == "huber" else F.mse_loss(taken, y) / 2
        yield {"kind": "dqn", "double": double, "loss": loss, "gamma": gamma, "rows": rows, "actions": actions,
               "net": online.described(), "weights": online.values(), "target_weights": target.values(),
               "before": numbers(before), "after": numbers(after), "reward": numbers(reward),
               "action": action.tolist(), "over": over.int().tolist(), "targets": numbers(y), "value": numbers(value)[0],
               "gradients": online.gradients(value)}


def policy_value(output, action, advantage, returns, value_weight, entropy_weight, learns_value):
    logits, values = output[:, :-1], output[:, -1]
    chosen = torch.distributions.Categorical(logits=logits)
    value = -(advantage * chosen.log_prob(action)).mean() - entropy_weight * chosen.entropy().mean()
    return value + value_weight * F.mse_loss(values, returns) if learns_value else value


def policy_cases():
    """REINFORCE with a baseline over one episode, and actor-critic with generalised advantages in several worlds."""
    actions, gamma, lambda_, value_weight, entropy_weight = 3, 0.9, 0.8, 0.7, 0.02
    for n, (kind, standardise, worlds, learns_value) in enumerate(
            [("reinforce", False, 1, True), ("reinforce", True, 1, True), ("reinforce", False, 1, False),
             ("actor_critic", False, 3, True), ("actor_critic", True, 2, True)]):
        torch.manual_seed(1000 + n)
        steps = 6
        rows = steps * worlds
        net = Net(4, [(6, "tanh"), (actions + 1, "linear")], "p", scale=1)
        seen, reward, action = exact(rows, 4), exact(rows), torch.randint(actions, (rows,))
        over = torch.randint(4, (rows,)) == 0
        output = net(seen)
        value = output[:, -1].detach()
        following = exact(rows) if kind == "actor_critic" else torch.zeros(rows)
        following[over] = 0
        returns, advantage = torch.zeros(rows), torch.zeros(rows)
        if kind == "reinforce":
            for t in range(rows):
                returns[t] = sum(gamma ** (k - t) * reward[k] for k in range(t, rows))
            advantage = returns - value if learns_value else returns.clone()
        else:
            for w in range(worlds):
                for t in range(steps):  # the sum as Schulman et al. 2016 write it, equation 16
                    total, weight = 0.0, 1.0
                    for k in range(t, steps):
                        i = k * worlds + w
                        total += weight * (reward[i] + gamma * following[i] - value[i])
                        if over[i]:
                            break
                        weight *= gamma * lambda_
                    advantage[t * worlds + w] = total
            returns = advantage + value
        used = (advantage - advantage.mean()) / (advantage.std(unbiased=False) + 1e-8) if standardise else advantage
        loss = policy_value(output, action, used, returns, value_weight, entropy_weight, learns_value)
        yield {"kind": kind, "standardise": standardise, "worlds": worlds, "learns_value": learns_value, "gamma": gamma,
               "lambda": lambda_, "value_weight": value_weight, "entropy_weight": entropy_weight, "rows": rows,
               "actions": actions, "net": net.described(), "weights": net.values(), "seen": numbers(seen),
               "reward": numbers(reward), "action": action.tolist(), "over": over.int().tolist(),
               "following": numbers(following), "returns": numbers(returns), "advantage": numbers(advantage),
               "value": numbers(loss)[0], "gradients": net.gradients(loss)}


def path_score(scores, tags, transitions, start, end):
    total = start[tags[0]] + end[tags[-1]]
    for t, tag in enumerate(tags):
        total = total + scores[t, tag]
    for a, b in zip(tags, tags[1:]):
        total = total + transitions[a, b]
    return total


def crf_cases():
    """-log p of the true paths over the number of steps that count, by all paths one by one."""
    for n, (steps, tags, lengths) in enumerate([(4, 3, [4, 2, 1, 3]), (5, 2, [5, 5, 1])]):
        torch.manual_seed(1100 + n)
        x = exact(len(lengths), steps, 3)
        net = Net(3, [(tags, "linear")], "score", scale=1)
        chain = {"transitions": exact(tags, tags), "start_transitions": exact(tags), "end_transitions": exact(tags)}
        for name, w in chain.items():
            net.weights[f"crf.{name}"] = w.requires_grad_()
        scores = net(x)
        classes = torch.full((len(lengths), steps), -1)
        total = 0
        for row, length in enumerate(lengths):
            truth = torch.randint(tags, (length,))
            classes[row, :length] = truth
            given = (chain["transitions"], chain["start_transitions"], chain["end_transitions"])
            paths = [path_score(scores[row], p, *given) for p in itertools.product(range(tags), repeat=length)]
            total = total + torch.logsumexp(torch.stack(paths), 0) - path_score(scores[row], truth.tolist(), *given)
        value = total / sum(lengths)
        yield {"kind": "crf", "rows": len(lengths), "steps": steps, "tags": tags, "x": numbers(x),
               "net": net.described(), "weights": net.values(), "classes": numbers(classes), "value": numbers(value)[0],
               "gradients": net.gradients(value)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    folder = parser.parse_args().out
    cases = [c for make in (vae_cases, gan_cases, dqn_cases, policy_cases, crf_cases) for c in make()]
    write(folder / "tasks.json", cases)


if __name__ == "__main__":
    main()
