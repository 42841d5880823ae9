"""The conversation with the simulator: many sessions at once, over standard input and output."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any, Callable, Dict, List, Tuple

from . import plain
from .agent import Agent, Gone, Session
from .messages import (
    ABI, Accept, Brief, Event, Kind, Offer, Outcome, Refuse, Reject, Said, Turn, Walk, Withdraw, brief_of)
from .worth import Known

try:
    import msgpack
except ImportError:
    msgpack = None

Seat = Tuple[int, int]  # session, seat
CHUNK = 1 << 16
LARGEST = 64 << 20  # bytes: of a briefing

BARE = {Accept: Kind.ACCEPT, Reject: Kind.REJECT, Withdraw: Kind.WITHDRAW}  # moves that are all said by their kind


class Server:
    def __init__(self, make: Callable[[Session], Agent], name: str) -> None:
        self._make = make
        self._name = name
        self._known: Known = {}
        self._briefs: Dict[Seat, Brief] = {}
        self._agents: Dict[Seat, Agent] = {}
        self._seats: Dict[int, List[int]] = {}
        self._out: List[bytes] = []
        self._pack = msgpack.Packer().pack if msgpack else plain.pack
        self.over = False
        self._host = {
            Kind.HELLO: self._hello, Kind.BRIEF: self._brief, Kind.MEANS: self._means, Kind.TURN: self._turn,
            Kind.EVENT: self._event, Kind.END: self._end, Kind.BYE: self._bye}

    def hear(self, message: List[Any]) -> None:
        kind = message[0]
        if kind >= Kind.OFFER:
            self._said(message)
        else:
            self._host[kind](message)

    def take(self) -> bytes:
        out = b"".join(self._out)
        self._out.clear()
        return out

    def _say(self, *message: Any) -> None:
        self._out.append(self._pack(message))

    def _hello(self, _: List[Any]) -> None:
        self._say(Kind.HELLO, 0, 0, 0, 0, ABI, self._name)

    def _bye(self, _: List[Any]) -> None:
        self.over = True

    def _brief(self, m: List[Any]) -> None:
        self._briefs[m[1], m[4]] = brief_of(m[5])

    def _means(self, m: List[Any]) -> None:
        at = m[1], m[4]
        if at in self._agents:
            self._agents[at].session.update(m[5])
            return
        session = Session(self._briefs.pop(at), m[5], self._known)
        try:
            self._agents[at] = self._make(session)
        except Refuse:
            self._agents[at] = Gone(session)
            self._say(Kind.BYE, *m[1:5])
        self._seats.setdefault(m[1], []).append(m[4])

    def _said(self, m: List[Any]) -> None:
        offer, words = None, m[5] if len(m) > 5 else ()
        if m[0] == Kind.OFFER:
            offer, words = tuple(m[5]), m[6] if len(m) > 6 else ()
        elif m[0] == Kind.WALK:
            words = m[7] if len(m) > 7 else ()
        said = Said(m[0], m[4], m[3], offer, words)
        for seat in self._seats.get(m[1], ()):
            if seat != m[4]:
                self._agents[m[1], seat].hear(said)

    def _event(self, m: List[Any]) -> None:
        self._agents[m[1], m[4]].happen(Event(*m[5:9]))

    def _end(self, m: List[Any]) -> None:
        agent = self._agents.pop((m[1], m[4]), None)
        if agent is None:
            return
        self._seats[m[1]].remove(m[4])
        if not self._seats[m[1]]:
            del self._seats[m[1]]
        agent.end(m[5], None if m[7] is None else tuple(m[7]), m[8], m[9])

    def _turn(self, m: List[Any]) -> None:
        agent = self._agents[m[1], m[4]]
        rounds = agent.session.brief.rounds
        tau = m[3] / (rounds - 1) if rounds > 1 else float(rounds == 1)
        standing, mine, revise = m[6]
        turn = Turn(m[3], rounds, tau, m[5], None if standing is None else tuple(standing),
                    None if mine is None else tuple(mine), revise)
        try:
            self._move(m, agent.act(turn))
        except Refuse:
            self._say(Kind.BYE, *m[1:5])

    def _move(self, m: List[Any], move: Any) -> None:
        head = m[1], m[2], m[3], m[4]
        if isinstance(move, Offer):
            self._say(Kind.OFFER, *head, outcome_of(move, self._agents[m[1], m[4]].session.brief))
        elif isinstance(move, Walk):
            self._say(Kind.WALK, *head, move.how, move.door)
        elif type(move) in BARE:
            self._say(BARE[type(move)], *head)
        else:
            raise TypeError(f"act() returned {move!r}: return Offer, Accept, Reject, Withdraw or Walk")


def outcome_of(move: Offer, brief: Brief) -> Outcome:
    """What it offers, where that is an outcome in shape: the simulator could only say that it is no message."""
    good = isinstance(move.outcome, (tuple, list)) and len(move.outcome) == len(brief.issues)
    if not good or any(not isinstance(index, int) or index < 0 for index in move.outcome):
        names = ", ".join(issue.name for issue in brief.issues)
        raise TypeError(f"act() returned {move!r}: an outcome is a tuple of whole numbers, an index each of {names}")
    return move.outcome


def write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view):]


def explain(why: Exception) -> None:
    """Where it happened, as the last words of the program: the line of the agent, not of this package."""
    traceback.print_exc()
    here = os.path.dirname(os.path.abspath(__file__))
    theirs = [f for f in traceback.extract_tb(why.__traceback__) if os.path.dirname(os.path.abspath(f.filename)) != here]
    if theirs:
        sys.exit(f"{os.path.basename(theirs[-1].filename)}:{theirs[-1].lineno}: {type(why).__name__}: {why}")
    sys.exit(f"{type(why).__name__}: {why}")


def converse(server: Server, out: int) -> None:
    """What arrived at once is answered in one write."""
    unpacker = msgpack.Unpacker(raw=False, max_buffer_size=LARGEST) if msgpack else plain.Unpacker()
    while not server.over:
        data = os.read(0, CHUNK)
        if not data:
            return
        unpacker.feed(data)
        for message in unpacker:
            server.hear(message)
        write_all(out, server.take())


def run(make: Callable[[Session], Agent], name: str = "python") -> None:
    """Plays until the simulator says BYE.

    Standard output belongs to the conversation: whatever the agent prints goes to standard error."""
    if os.isatty(0):
        command = " ".join(["python3", *sys.argv])
        sys.exit(f"{name} waits for the simulator to ask it: higgle run used-car 'buyer=exec:{command}'")
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        converse(Server(make, name), out)
    except Exception as why:
        explain(why)
