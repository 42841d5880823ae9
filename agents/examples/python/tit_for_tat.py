#!/usr/bin/env python3
"""Gives as much as it was given: lowers its demand by what the other's last two offers differ by, in its own utility
(absolute tit-for-tat of Faratin, Sierra & Jennings 1998, without its noise), and never below its limit.

    higgle run used-car 'buyer=exec:python3 agents/examples/python/tit_for_tat.py'
"""
from typing import List

from higgle_agent import Agent, Move, Said, Session, Turn, run


class TitForTat(Agent):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.demand = session.brief.best
        self.received: List[float] = []

    def hear(self, said: Said) -> None:
        if said.offer is not None:
            self.received.append(self.session.worth(said.offer))

    def act(self, turn: Turn) -> Move:
        me = self.session
        if len(self.received) > 1:
            given = max(0.0, self.received[-1] - self.received[-2])
            self.demand = max(me.limit, self.demand - given)
        return self.answer(turn, me.above(self.demand))


if __name__ == "__main__":
    run(TitForTat, "tit_for_tat.py")
