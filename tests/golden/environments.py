#!/usr/bin/env python3
"""Trajectories of CartPole-v1 and MountainCar-v0, computed with the published equations in double precision.

Cart and pole: Barto, Sutton and Anderson 1983 with the constants of Gym's CartPole-v1 (Euler steps of 0.02 s).
Mountain car: Moore 1990 with the constants of Gym's MountainCar-v0. Only Python's own library is used.
Each trajectory goes on until its episode ends. Writes environments.json beside this file."""
import json
import math
import os
import random


def cart_pole(state, action):
    gravity, masscart, masspole, length, force_mag, tau = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
    total_mass, polemass_length = masspole + masscart, masspole * length
    x, x_dot, theta, theta_dot = state
    force = force_mag if action == 1 else -force_mag
    costheta, sintheta = math.cos(theta), math.sin(theta)
    temp = (force + polemass_length * theta_dot ** 2 * sintheta) / total_mass
    thetaacc = (gravity * sintheta - costheta * temp) / (
        length * (4.0 / 3.0 - masspole * costheta ** 2 / total_mass))
    xacc = temp - polemass_length * thetaacc * costheta / total_mass
    x, x_dot = x + tau * x_dot, x_dot + tau * xacc
    theta, theta_dot = theta + tau * theta_dot, theta_dot + tau * thetaacc
    limit = 12 * 2 * math.pi / 360
    return [x, x_dot, theta, theta_dot], 1.0, x < -2.4 or x > 2.4 or theta < -limit or theta > limit


def mountain_car(state, action):
    position, velocity = state
    velocity += (action - 1) * 0.001 + math.cos(3 * position) * (-0.0025)
    velocity = min(max(velocity, -0.07), 0.07)
    position = min(max(position + velocity, -1.2), 0.6)
    if position == -1.2 and velocity < 0:
        velocity = 0
    return [position, velocity], -1.0, position >= 0.5 and velocity >= 0


def trajectory(world, step, state, policy, limit):
    out = {"world": world, "start": list(state), "steps": []}
    for _ in range(limit):
        action = policy(state)
        state, reward, terminated = step(state, action)
        out["steps"].append({"action": action, "state": list(state), "reward": reward, "terminated": bool(terminated)})
        if terminated:
            break
    return out


def main():
    random.seed(7)
    lean = lambda s: int(s[2] + 0.5 * s[3] + 0.05 * s[0] + 0.1 * s[1] > 0)  # keeps the pole up
    swing = lambda s: 2 if s[1] >= 0 else 0  # with the motion: reaches the goal
    runs = [trajectory("cart_pole", cart_pole, [random.uniform(-0.05, 0.05) for _ in range(4)],
                       lambda s: random.randrange(2), 500) for _ in range(3)]
    runs.append(trajectory("cart_pole", cart_pole, [0.01, -0.02, 0.03, 0.04], lean, 200))
    runs.append(trajectory("cart_pole", cart_pole, [0.0, 0.0, 0.0, 0.0], lambda s: 1, 500))
    runs.append(trajectory("cart_pole", cart_pole, [2.3, 1.5, 0.0, 0.0], lean, 500))  # leaves to the right
    runs.append(trajectory("mountain_car", mountain_car, [-0.5, 0.0], swing, 200))
    runs.append(trajectory("mountain_car", mountain_car, [-0.45, 0.0], lambda s: random.randrange(3), 100))
    runs.append(trajectory("mountain_car", mountain_car, [-1.1, -0.06], lambda s: 0, 30))  # against the wall
    runs.append(trajectory("mountain_car", mountain_car, [0.2, 0.069], lambda s: 2, 50))  # as fast as it goes
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "environments.json")
    with open(path, "w") as file:
        json.dump(runs, file, separators=(",", ":"))
        file.write("\n")
    for run in runs:
        print(run["world"], len(run["steps"]), run["steps"][-1])


if __name__ == "__main__":
    main()
