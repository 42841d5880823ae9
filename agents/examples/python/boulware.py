#!/usr/bin/env python3
"""Time-dependent (Faratin, Sierra & Jennings 1998): target = Umin + (Umax - Umin) (1 - tau^(1/beta)), beta = 0.2;
accepts what is worth at least its own next bid. As the simulator's `boulware:beta=BETA`.

    higgle run used-car 'buyer=exec:python3 agents/examples/python/boulware.py'
    higgle run used-car 'buyer=exec:python3 agents/examples/python/boulware.py 1'      # beta = 1: linear
"""
import sys

from higgle_agent import Accept, Agent, Kind, Move, Offer, Reject, Session, Turn, run

BETA = float(sys.argv[1]) if len(sys.argv) > 1 else 0.2


class Boulware(Agent):
    def target(self, turn: Turn) -> float:
        brief, limit = self.session.brief, self.session.limit
        floor = max(brief.worst, limit)
        return floor + (brief.best - floor) * (1 - turn.tau ** (1 / BETA))

    def act(self, turn: Turn) -> Move:
        me = self.session
        if turn.revise and turn.mine and me.worth(turn.mine) >= me.limit:
            return Reject()
        bid = me.above(self.target(turn))
        if turn.standing and turn.allows(Kind.ACCEPT) and me.worth(turn.standing) >= max(me.worth(bid), me.limit):
            return Accept()
        if turn.allows(Kind.OFFER) and me.worth(bid) >= me.limit:
            return Offer(bid)
        return Reject()


if __name__ == "__main__":
    run(Boulware, "boulware.py")
