"""What an author writes, Agent, and what it can ask, Session."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from .messages import Alternative, Brief, Event, Move, Outcome, Said, Turn
from .philox import Philox
from .worth import Known, Worth


class Session:
    """One seat in one session: what I know, and what outcomes are worth to me."""

    def __init__(self, brief: Brief, means: Dict[str, Any], known: Known) -> None:
        self.brief = brief
        self.random = Philox(means["stream"])
        self._worth = Worth(brief.issues, means, known)
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

    def __init__(self, session: Session) -> None:
        self.session = session

    def hear(self, said: Said) -> None:
        """What another seat said. The offer that I may accept comes again with my turn."""

    def happen(self, event: Event) -> None:
        """Something outside the talks changed; session.limit and .alternatives are up to date."""

    def act(self, turn: Turn) -> Move:
        raise NotImplementedError

    def end(self, result: int, deal: Optional[Outcome], utility: float, payoff: float) -> None:
        """0 deal, 1 no deal, 2 walk, 3 deadline, 4 an agent's fault."""
