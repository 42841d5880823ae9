#!/usr/bin/env python3
"""my-agent: asks for its best outcome first and gives way along a curve until the deadline, but never asks for less
than it was offered already. Accepts what is worth its own next offer.

    target = limit + (best - limit) (1 - tau^(1/beta))

What there is to see, to ask and to do stands in higgle_agent/agent.py and higgle_agent/messages.py. Change what you
like, then: ./test.sh"""
from higgle_agent import Accept, Agent, Kind, Move, Offer, Reject, Said, Session, Turn, Withdraw, run, settings


class MyAgent(Agent):
    """One object plays one seat of one session; many play at once: no globals."""

    beta = 0.5

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.offered = session.brief.worst  # the best that I was offered so far

    def hear(self, said: Said) -> None:
        if said.offer is not None:
            self.offered = max(self.offered, self.session.worth(said.offer))

    def target(self, tau: float) -> float:
        """What I ask for now, in my own utility. My limit may have moved since the last turn. tau: 0 first, 1 last round."""
        brief = self.session.brief
        floor = max(self.session.limit, brief.worst)
        return max(self.offered, floor + (brief.best - floor) * (1 - tau ** (1 / self.beta)))

    def act(self, turn: Turn) -> Move:
        me = self.session
        if turn.revise and turn.mine and me.worth(turn.mine) >= me.limit:
            return Reject()  # my offer may stay as it stands
        bid = me.above(self.target(turn.tau))
        if turn.standing and turn.allows(Kind.ACCEPT) and me.worth(turn.standing) >= max(me.limit, me.worth(bid)):
            return Accept()
        if me.worth(bid) < me.limit:
            return Withdraw() if turn.allows(Kind.WITHDRAW) else Reject()
        return Offer(bid) if turn.allows(Kind.OFFER) else Reject()


if __name__ == "__main__":
    MyAgent.beta = settings(beta=MyAgent.beta).beta  # agent.py beta=2
    run(MyAgent, "my-agent")
