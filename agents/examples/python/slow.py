#!/usr/bin/env python3
"""Thinks for a while before each move, as an agent that asks a service or a model would: 50 ms, or what is said.
The simulator waits as long as an answer comes every ten seconds, or every so many as stand behind `exec/`.

    higgle run used-car 'buyer=exec:python3 agents/examples/python/slow.py ms=200'
    higgle run used-car 'buyer=exec/60:python3 agents/examples/python/slow.py ms=20000'
"""
import time

from boulware import Boulware
from higgle_agent import Move, Turn, run, settings


class Slow(Boulware):
    ms = 50.0

    def act(self, turn: Turn) -> Move:
        time.sleep(self.ms / 1000)
        return super().act(turn)


if __name__ == "__main__":
    Slow.ms = settings(ms=Slow.ms).ms
    run(Slow, "slow.py")
