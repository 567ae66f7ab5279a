"""Writes spectrogram.json: a sound and its mel spectrogram as NumPy computes it (numpy.fft.rfft). Needs NumPy."""
import json
import pathlib

import numpy as np

RATE, WINDOW, LENGTH, BANDS, FRAMES = 8000, 256, 512, 20, 6
LOWEST, HIGHEST, FLOOR, TOP = 80.0, 4000.0, -70.0, -10.0


def mel(hertz):
    return 2595 * np.log10(1 + hertz / 700)


def spectrogram(samples):
    edges = 700 * (10 ** (np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2) / 2595) - 1)
    frequency = np.arange(LENGTH // 2 + 1) * RATE / LENGTH
    weights = [np.interp(frequency, edges[b:b + 3], [0, 1, 0]) for b in range(BANDS)]
    window = np.hanning(WINDOW + 1)[:-1]
    starts = [frame * (len(samples) - WINDOW) // (FRAMES - 1) for frame in range(FRAMES)]
    power = np.array([np.abs(np.fft.rfft(samples[s:s + WINDOW] * window, LENGTH)) ** 2 for s in starts])
    db = 10 * np.log10(4 / (LENGTH * np.sum(window ** 2)) * (np.array(weights) @ power.T) + 1e-12)
    return np.clip((db - FLOOR) / (TOP - FLOOR), 0, 1)[::-1]


n = np.arange(1100)
sound = 0.4 * np.sin(2 * np.pi * 440 * n / RATE) * (n > 300) + 0.1 * np.sin(2 * np.pi * (0.1 * n + 1.2e-4 * n * n))
sound = np.round(sound + 0.01 * np.random.default_rng(1).standard_normal(len(n)), 5)
complexes = np.round(np.random.default_rng(2).standard_normal((16, 2)), 5)
transformed = np.fft.fft(complexes[:, 0] + 1j * complexes[:, 1])
result = {
    "sound": sound.tolist(),
    "bands": BANDS,
    "frames": FRAMES,
    "spectrogram": np.round(spectrogram(sound), 9).ravel().tolist(),
    "values": complexes.tolist(),
    "transformed": np.round(np.stack([transformed.real, transformed.imag], 1), 9).tolist(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
