#!/usr/bin/env python3
"""Time-dependent (Faratin, Sierra & Jennings 1998): target = Umin + (Umax - Umin) (1 - tau^(1/beta)), beta = 0.2;
accepts what is worth at least its own next bid. As the simulator's `boulware:beta=BETA`.

    higgle run used-car 'buyer=exec:python3 agents/examples/python/boulware.py'
    higgle run used-car 'buyer=exec:python3 agents/examples/python/boulware.py beta=1' # linear
"""
from higgle_agent import Agent, Move, Turn, run, settings


class Boulware(Agent):
    beta = 0.2

    def target(self, turn: Turn) -> float:
        brief, limit = self.session.brief, self.session.limit
        floor = max(brief.worst, limit)
        return floor + (brief.best - floor) * (1 - turn.tau ** (1 / self.beta))

    def act(self, turn: Turn) -> Move:
        return self.answer(turn, self.session.above(self.target(turn)))


if __name__ == "__main__":
    Boulware.beta = settings(beta=Boulware.beta).beta
    run(Boulware, "boulware.py")
