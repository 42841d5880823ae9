"""What an author writes, Agent, and what it can ask, Session."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from .messages import (Accept, Alternative, Brief, Event, Kind, Move, Offer, Outcome, Refuse, Reject, Said, Turn,
                       Withdraw)
from .philox import Philox
from .worth import Known, known_worth


class Session:
    """One seat in one session: what I know, and what outcomes are worth to me."""

    def __init__(self, brief: Brief, means: Dict[str, Any], known: Known) -> None:
        self.brief = brief
        self.random = Philox(means["stream"])
        self._worth = known_worth(brief.issues, means, known)
        self.update(means)

    def update(self, means: Dict[str, Any]) -> None:
        self.limit: float = means["limit"]  # accept nothing below it; it can move
        self.alternatives: Tuple[Alternative, ...] = tuple(Alternative(*a) for a in means["alternatives"])

    def worth(self, outcome: Outcome) -> float:
        """In my own unit."""
        return self._worth.of(outcome)

    def above(self, target: float) -> Outcome:
        """The outcome worth the least that is at least `target`; the best one, where none is."""
        return self._worth.table.above(target)

    def best(self, rank: int = 0) -> Optional[Outcome]:
        """By what it is worth to me; ranks of equals are in reverse."""
        table = self._worth.table
        return table.outcomes[-1 - rank] if rank < len(table.outcomes) else None


class Agent:
    """Derive from it; one object plays one seat of one session."""

    lists = True  # do I ask for above() or best()? Then I refuse at once where there are too many outcomes to sort

    def __init__(self, session: Session) -> None:
        self.session = session
        if self.lists:
            session.best()

    def hear(self, said: Said) -> None:
        """What another seat said. The offer that I may accept comes again with my turn."""

    def happen(self, event: Event) -> None:
        """Something outside the talks changed; session.limit and .alternatives are up to date."""

    def act(self, turn: Turn) -> Move:
        raise NotImplementedError

    def answer(self, turn: Turn, bid: Outcome) -> Move:
        """From my next bid to a move: accepts what is worth as much, else offers it; nothing below my limit."""
        me, worth = self.session, self.session.worth(bid)
        if turn.revise and turn.mine is not None and me.worth(turn.mine) >= me.limit:
            return Reject()  # my offer may stay as it stands
        if turn.standing is not None and turn.allows(Kind.ACCEPT) and me.worth(turn.standing) >= max(worth, me.limit):
            return Accept()
        if worth < me.limit:
            return Withdraw() if turn.allows(Kind.WITHDRAW) else Reject()
        return Offer(bid) if turn.allows(Kind.OFFER) else Reject()

    def end(self, result: int, deal: Optional[Outcome], utility: float, payoff: float) -> None:
        """0 deal, 1 no deal, 2 walk, 3 deadline, 4 an agent's fault."""


class Gone(Agent):
    """Sits where an agent refused, until the simulator has heard of it."""

    lists = False

    def act(self, turn: Turn) -> Move:
        raise Refuse
