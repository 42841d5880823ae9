#!/usr/bin/env python3
"""Lets any negotiator of NegMAS (Mohammad, Nakadai & Greenwald 2020) for its stacked alternating offers sit at our table.

    higgle run used-car 'buyer=exec:python3 negmas_bridge.py negmas.sao.negotiators.AspirationNegotiator'
    higgle run used-car 'buyer=exec:python3 negmas_bridge.py AspirationNegotiator aspiration_type=4.0 presort=True'
    higgle run used-car 'buyer=exec:python3 negmas_bridge.py my_module.MyNegotiator'

The first argument is its class, in negmas.sao if it has no dot; KEY=VALUE go to its constructor. It sees what it would see
there: its utility function (ours: same numbers, own unit), the outcome space, a mechanism with n_steps = rounds, and at
its turn a state with step = round and relative_time = (round + 1) / (rounds + 1). Its answer means:

    ACCEPT_OFFER           accept                         REJECT_OFFER, an outcome   offer it
    END_NEGOTIATION        walk away                      REJECT_OFFER, None         walk away, as there
    NO_RESPONSE, WAIT      decline, without an offer

In a space of more than 262144 outcomes it refuses. Its reserved value is its limit, and moves with it. Its random numbers (random, numpy) are set before each move from its
own stream of the session, so that the same seed gives the same bytes. Needs NegMAS: pip install negmas."""
from __future__ import annotations

import importlib
import inspect
import random
import sys
from ast import literal_eval
from difflib import get_close_matches
from typing import Any, Callable, Dict, List, Optional, Tuple

from higgle_agent import Accept, Agent, Kind, Move, Offer, Outcome, Reject, Said, Session, Turn, Walk, run

try:
    from negmas.common import PreferencesChange, PreferencesChangeType
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import UtilityFunction
    from negmas.sao import SAOMechanism, SAONegotiator
except ImportError as missing:
    sys.exit(f"negmas_bridge.py: this python3 ({sys.executable}) has no NegMAS, pip install negmas: {missing}")


class Space:
    """Outcomes as tuples of values, and as tuples of indices."""

    def __init__(self, session: Session) -> None:
        self._values: List[List[Any]] = []
        for issue in session.brief.issues:
            self._values.append([issue.value(i) for i in range(issue.size)])
        self._indices = [{value: i for i, value in enumerate(values)} for values in self._values]
        names = [issue.name for issue in session.brief.issues]
        self.negmas = make_os([make_issue(values, name) for values, name in zip(self._values, names)])

    def values(self, outcome: Optional[Outcome]) -> Optional[Tuple[Any, ...]]:
        return None if outcome is None else tuple(v[i] for v, i in zip(self._values, outcome))

    def outcome(self, values: Any) -> Outcome:
        return tuple(index[value] for index, value in zip(self._indices, values))


class Ufun(UtilityFunction):
    """What outcomes are worth to us, with the simulator's sums."""

    def __init__(self, session: Session, space: Space) -> None:
        super().__init__(outcome_space=space.negmas, reserved_value=session.limit)
        self._session, self._space = session, space

    def eval(self, offer: Any) -> float:
        return self._session.worth(self._space.outcome(offer))

    # An outcome is worth the same throughout: else each question to its inverse lists and sorts all of them anew.

    def is_volatile(self) -> bool:
        return False

    def is_session_dependent(self) -> bool:
        return False

    def is_state_dependent(self) -> bool:
        return False

    def to_stationary(self) -> Ufun:
        return self

    def xml(self, issues: Any) -> str:
        raise NotImplementedError("this utility function is not written to files")


class Other(SAONegotiator):
    """Stands in the mechanism for another party. Nobody asks it: what it said comes by message."""

    def propose(self, state: Any, dest: Optional[str] = None) -> None:
        return None


class Bridge(Agent):
    make: Callable[[], Any]  # a negotiator

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._space = Space(session)
        self._ufun = Ufun(session, self._space)
        self._seed()
        self._negotiator = type(self).make()
        self._mechanism = SAOMechanism(outcome_space=self._space.negmas, n_steps=session.brief.rounds or None)
        self._ids: List[str] = []  # by seat
        for seat in range(session.brief.n_parties):
            self._join(self._negotiator if seat == session.brief.more["seat"] else Other())
        self._state = self._mechanism.state
        self._proposer: Optional[str] = None
        self._set(running=True, started=True, n_negotiators=session.brief.n_parties)
        tell(self._negotiator, ("_on_negotiation_start", "on_negotiation_start"), state=self._state)

    def _join(self, negotiator: Any) -> None:
        mine = {"preferences": self._ufun} if negotiator is self._negotiator else {}
        self._mechanism.add(negotiator, **mine)
        self._ids.append(negotiator.id)

    def _set(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self._state, name, value)

    def _seed(self) -> None:
        random.seed(self.session.random.next())
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(self.session.random.next() & 0xFFFFFFFF)

    def hear(self, said: Said) -> None:
        if said.offer is None:
            return
        self._proposer = self._ids[said.seat] if said.seat < len(self._ids) else None
        tell(self._negotiator, ("on_partner_proposal",), state=self._state, partner_id=self._proposer,
             offer=self._space.values(said.offer))

    def act(self, turn: Turn) -> Move:
        me = self.session
        if turn.revise and turn.mine is not None and me.worth(turn.mine) >= me.limit:
            return Reject()
        self._move_limit(me.limit)
        self._set(step=turn.round, relative_time=(turn.round + 1) / (turn.rounds + 1) if turn.rounds else 0.0,
                  current_offer=self._space.values(turn.standing),
                  current_proposer=None if turn.standing is None else self._proposer)
        self._seed()
        return self._move(turn, ask(self._negotiator, self._state))

    def _move_limit(self, limit: float) -> None:
        """It is told, as NegMAS would: what it has computed from its reserved value is computed anew."""
        if self._ufun.reserved_value == limit:
            return
        self._ufun.reserved_value = limit
        if hasattr(self._ufun, "clear_caches"):
            self._ufun.clear_caches()
        tell(self._negotiator, ("on_preferences_changed",),
             changes=[PreferencesChange(PreferencesChangeType.ReservedValue)])

    def _move(self, turn: Turn, answer: Any) -> Move:
        response = "NO_RESPONSE" if answer is None else answer.response.name
        outcome = getattr(answer, "outcome", None)
        outcome = getattr(outcome, "outcome", outcome)  # offers with data beside them
        if response == "ACCEPT_OFFER" and turn.allows(Kind.ACCEPT):
            return Accept()
        if response == "REJECT_OFFER" and outcome is not None and turn.allows(Kind.OFFER):
            return Offer(self._space.outcome(outcome))
        gives_up = response == "END_NEGOTIATION" or response == "REJECT_OFFER" and outcome is None
        return Walk() if gives_up and turn.allows(Kind.WALK) else Reject()

    def end(self, result: int, deal: Optional[Outcome], utility: float, payoff: float) -> None:
        self._set(running=False, agreement=self._space.values(deal), timedout=result == 3, broken=result in (1, 2))
        tell(self._negotiator, ("_on_negotiation_end", "on_negotiation_end"), state=self._state)


def tell(negotiator: Any, names: Tuple[str, ...], **what: Any) -> None:
    """Calls the first of these that it has."""
    for name in names:
        if hasattr(negotiator, name):
            getattr(negotiator, name)(**what)
            return


def ask(negotiator: Any, state: Any) -> Any:
    """Its response to what stands, with a counter-offer: some versions hand over the offer beside the state."""
    if "offer" in inspect.signature(type(negotiator).__call__).parameters:
        return negotiator(state, state.current_offer)
    return negotiator(state)


# ---- the command line ----


def class_of(path: str) -> Any:
    module, _, name = path.rpartition(".")
    try:
        found = importlib.import_module(module or "negmas.sao")
    except ImportError as why:
        sys.exit(f"negmas_bridge.py: there is no module {module}: {why}")
    if not hasattr(found, name):
        near = get_close_matches(name, dir(found), 1)
        sys.exit(f"negmas_bridge.py: {found.__name__} has no {name}" + (f'; did you mean "{near[0]}"?' if near else ""))
    return getattr(found, name)


def value_of(text: str) -> Any:
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError):
        return text  # a word


def keywords_of(arguments: List[str]) -> Dict[str, Any]:
    for text in arguments:
        if "=" not in text:
            sys.exit(f'negmas_bridge.py: what goes to the constructor is written KEY=VALUE, not "{text}"')
    return {key: value_of(value) for key, _, value in (text.partition("=") for text in arguments)}


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("negmas_bridge.py: which negotiator? negmas_bridge.py AspirationNegotiator [KEY=VALUE]...")
    kind, keywords = class_of(sys.argv[1]), keywords_of(sys.argv[2:])
    try:
        kind(**keywords)
    except TypeError as why:
        sys.exit(f"negmas_bridge.py: {sys.argv[1]} cannot be made so: {why}")
    Bridge.make = staticmethod(lambda: kind(**keywords))
    run(Bridge, sys.argv[1].rpartition(".")[2])


if __name__ == "__main__":
    main()
