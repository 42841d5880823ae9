#!/usr/bin/env python3
"""Thinks for a while before each move, as an agent that asks a service would: 50 ms, or what the first argument says.
The simulator waits as long as an answer comes every ten seconds, or every so many as stand behind `exec/`.

    higgle run used-car 'buyer=exec:python3 agents/examples/python/slow.py 0.2'
    higgle run used-car 'buyer=exec/60:python3 agents/examples/python/slow.py 20'
"""
import sys
import time

from boulware import Boulware
from higgle_agent import Move, Turn, run

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.05


class Slow(Boulware):
    def act(self, turn: Turn) -> Move:
        time.sleep(SECONDS)
        return super().act(turn)


if __name__ == "__main__":
    run(Slow, "slow.py")
