"""What host and agent say to each other, as typed values. The bytes are msgpack arrays
[kind, session, table, round, seat, ...]; `higgle help messages` shows the tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Dict, NamedTuple, Optional, Tuple, Union

ABI = 1

Outcome = Tuple[int, ...]  # one value index per issue


class Kind(IntEnum):
    HELLO = 0
    BRIEF = 1
    TURN = 2
    EVENT = 3
    END = 4
    BYE = 5
    MEANS = 6
    OFFER = 8
    ACCEPT = 9
    REJECT = 10
    WALK = 11
    WITHDRAW = 12
    REOPEN = 13
    SAY = 14


class Alternative(NamedTuple):
    """What I could have elsewhere. Times 0..1 on my own clock."""

    name: str
    worth: float
    arrives: float
    expires: float
    standing: bool


@dataclass(frozen=True)
class Issue:
    name: str
    unit: str
    size: int
    names: Optional[Tuple[str, ...]]  # of the values, if they are listed
    min: float
    step: float
    max: float
    scale: float

    def value(self, index: int) -> Union[float, str]:
        """The value of an index: a name, or a number with the same last digit as in the simulator."""
        return self.number(index) if self.names is None else self.names[index]

    def number(self, index: int) -> float:
        """The same as a number: of a name, its index."""
        if self.names is not None:
            return float(index)
        if 0 < index == self.size - 1:
            return self.max
        if self.scale > 0:
            return (round(self.min * self.scale) + index * round(self.step * self.scale)) / self.scale
        return self.min + index * self.step


@dataclass(frozen=True)
class Brief:
    """Who I am and what is negotiated. `more` has every field of the message by name."""

    session: int
    party: int
    n_parties: int
    role: str
    text: str
    issues: Tuple[Issue, ...]
    best: float
    worst: float
    limit: float
    rounds: int  # until my own deadline; 0: none, or none that I know of
    more: Dict[str, Any]


class Turn(NamedTuple):
    """My move: what stands, and which kinds of reply the protocol allows."""

    round: int
    rounds: int
    tau: float  # 0 at the start, 1 at my deadline
    may: int
    standing: Optional[Outcome]  # the other's offer that I may accept
    mine: Optional[Outcome]
    revise: bool  # not a move of its own: my limit moved while my offer stands

    def allows(self, kind: Kind) -> bool:
        return bool(self.may >> kind & 1)


class Said(NamedTuple):
    """What another seat said."""

    kind: Kind
    seat: int
    round: int
    offer: Optional[Outcome]
    words: Tuple[Tuple[int, int, Optional[float]], ...]


class Event(NamedTuple):
    """Something outside the talks changed: 0 arrived, 1 expired, 2 limit, 3 learned."""

    event: int
    party: Optional[int]
    alternative: Optional[int]
    value: Optional[float]


class Refuse(Exception):
    """Raised by an agent, in its constructor or at its turn: it cannot play this session, and gives it up. Others go on."""


class Offer(NamedTuple):
    outcome: Outcome


class Accept(NamedTuple):
    pass


class Reject(NamedTuple):
    """Declines without a counter-offer; asked to revise: leaves my offer as it stands."""


class Withdraw(NamedTuple):
    """Takes my standing offer back, where offers are revocable."""


class Walk(NamedTuple):
    """Leaves the table: 0 tactical, 1 reset, 2 final; door 0 closed, 1 open."""

    how: int = 2
    door: int = 0


Move = Union[Offer, Accept, Reject, Withdraw, Walk]


def issue_of(m: Dict[str, Any]) -> Issue:
    names = m["names"]
    return Issue(m["name"], m["unit"], m["size"], None if names is None else tuple(names), m["min"], m["step"],
                 m["max"], m["scale"])


def brief_of(m: Dict[str, Any]) -> Brief:
    return Brief(m["session"], m["party"], m["n_parties"], m["role"], m["text"],
                 tuple(issue_of(i) for i in m["issues"]), m["best"], m["worst"], m["limit"], m["rounds"], m)
