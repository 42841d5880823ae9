"""My own random numbers: Philox4x64-10 (Salmon et al. 2011), the stream that an agent of the simulator would draw
from, equal to numpy.random.Philox(key=[seed, 1], counter=[0, replicate, who, 0])."""

from __future__ import annotations

from typing import List, Sequence

MASK = (1 << 64) - 1
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
AGENT = 1  # what the stream is for


class Philox:
    def __init__(self, stream: Sequence[int], purpose: int = AGENT) -> None:
        seed, replicate, who = stream
        self._key = (seed, purpose)
        self._counter = [0, replicate, who, 0]
        self._words: List[int] = []

    def next(self) -> int:
        """64 bits."""
        if not self._words:
            self._counter[0] = self._counter[0] + 1 & MASK
            self._words = self._block()[::-1]
        return self._words.pop()

    def uniform(self) -> float:
        """[0, 1), 53 bits."""
        return (self.next() >> 11) * 2.0**-53

    def _block(self) -> List[int]:
        c0, c1, c2, c3 = self._counter
        k0, k1 = self._key
        for _ in range(10):
            p0, p1 = MULTIPLIERS[0] * c0, MULTIPLIERS[1] * c2
            c0, c1, c2, c3 = (p1 >> 64) ^ c1 ^ k0, p1 & MASK, (p0 >> 64) ^ c3 ^ k1, p0 & MASK
            k0, k1 = k0 + WEYL[0] & MASK, k1 + WEYL[1] & MASK
        return [c0, c1, c2, c3]
