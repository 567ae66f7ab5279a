"""The engine's random numbers (engine/core/rng, engine/core/ziggurat), so that a fixture can be made of the same draws.
Not a program: the scripts beside it use it."""
import math

MASK = (1 << 64) - 1


def _rotate_left(x, k):
    return (x << k | x >> (64 - k)) & MASK


class Rng:
    """xoshiro256** seeded by splitmix64."""

    def __init__(self, seed, stream=0):
        self.x = seed
        self.x = self._splitmix() ^ (stream * 0xD1342543DE82EF95 & MASK)
        self.state = [self._splitmix() for _ in range(4)]

    def _splitmix(self):
        self.x = (self.x + 0x9E3779B97F4A7C15) & MASK
        z = self.x
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def bits(self):
        s = self.state
        result = _rotate_left(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = _rotate_left(s[3], 45)
        return result

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * ((self.bits() >> 11) * 2.0 ** -53)

    def normal(self):
        """The ziggurat of 128 layers."""
        while True:
            bits = self.bits()
            u = (bits >> 11) * 2.0 ** -52 - 1
            i = bits % LAYERS
            if abs(u) < RATIO[i]:
                return u * X[i]
            if i == 0:
                return self._beyond_tail(u < 0)
            x = u * X[i]
            low = math.exp(-0.5 * (X[i] * X[i] - x * x))
            high = math.exp(-0.5 * (X[i + 1] * X[i + 1] - x * x))
            if high + self.uniform() * (low - high) < 1:
                return x

    def _beyond_tail(self, negative):
        while True:
            x = math.log(1 - self.uniform()) / TAIL
            y = math.log(1 - self.uniform())
            if -2 * y >= x * x:
                return x - TAIL if negative else TAIL - x


LAYERS, TAIL, AREA = 128, 3.442619855899, 9.91256303526217e-3


def _layers():
    density = math.exp(-0.5 * TAIL * TAIL)
    x = [AREA / density, TAIL]
    for i in range(2, LAYERS):
        x.append(math.sqrt(-2 * math.log(AREA / x[i - 1] + density)))
        density = math.exp(-0.5 * x[i] * x[i])
    return x + [0.0]


X = _layers()
RATIO = [X[i + 1] / X[i] for i in range(LAYERS)]
