import random
from bisect import bisect_left
from enum import Enum
from types import SimpleNamespace


class ResponseType(Enum):
    ACCEPT_OFFER = 0
    REJECT_OFFER = 1
    END_NEGOTIATION = 2
    NO_RESPONSE = 3
    WAIT = 4


class SAOResponse(SimpleNamespace):
    def __init__(self, response, outcome=None):
        super().__init__(response=response, outcome=outcome)


class SAOMechanism:
    def __init__(self, outcome_space=None, n_steps=None):
        self.outcome_space, self.n_steps = outcome_space, n_steps
        self.state = SimpleNamespace(step=0, relative_time=0.0, running=False, started=False, current_offer=None,
                                     current_proposer=None, n_negotiators=0, agreement=None)
        self.negotiators = []

    def add(self, negotiator, *, preferences=None):
        negotiator.id = f"{type(negotiator).__name__}-{len(self.negotiators)}"
        negotiator.nmi, negotiator.ufun = self, preferences
        assert preferences is None or preferences.is_stationary()
        self.negotiators.append(negotiator)
        return True


class SAONegotiator:
    def on_negotiation_start(self, state):
        assert state.started and state.n_negotiators == len(self.nmi.negotiators)

    def on_negotiation_end(self, state):
        assert not state.running

    def on_partner_proposal(self, state, partner_id, offer):
        assert partner_id in [n.id for n in self.nmi.negotiators if n is not self]

    def respond(self, state, source=None):
        return ResponseType.REJECT_OFFER

    def __call__(self, state, dest=None):
        if state.current_offer is not None:
            assert state.current_proposer is not None
            response = self.respond(state, state.current_proposer)
            if response is not ResponseType.REJECT_OFFER:
                return SAOResponse(response, state.current_offer)
        return SAOResponse(ResponseType.REJECT_OFFER, self.propose(state))


class AspirationNegotiator(SAONegotiator):
    """Polynomial aspiration; among outcomes, presorted, it takes the nearest from above, or from below within 1e-6."""

    def __init__(self, aspiration_type=4.0):
        self.exponent = float(aspiration_type)

    def on_preferences_changed(self, changes):
        self.floor = max(self.utils[0], self.ufun.reserved_value)

    def on_negotiation_start(self, state):
        super().on_negotiation_start(state)
        self.outcomes = sorted(self.nmi.outcome_space.enumerate(), key=self.ufun)
        self.utils = [self.ufun(o) for o in self.outcomes]
        self.on_preferences_changed([])

    def level(self, state):
        mx, mn = self.utils[-1], self.floor
        return max(mn, min(mx, (mx - mn) * (1 - state.relative_time**self.exponent) + mn - 0.001))

    def respond(self, state, source=None):
        fine = self.ufun(state.current_offer) >= self.level(state)
        return ResponseType.ACCEPT_OFFER if fine else ResponseType.REJECT_OFFER

    def propose(self, state):
        level = self.level(state)
        if level > self.utils[-1]:
            return self.outcomes[-1]
        above = bisect_left(self.utils, level)
        below = bisect_left(self.utils, self.utils[above - 1]) if above else 0
        nearer = above > 0 and level - self.utils[below] < self.utils[above] - level
        return self.outcomes[below if nearer and self.utils[below] >= level - 1e-6 else above]


class OldNegotiator(AspirationNegotiator):
    """As versions were that handed over the offer beside the state."""

    def __call__(self, state, offer):
        assert offer == state.current_offer
        return super().__call__(state)


class RandomNegotiator(SAONegotiator):
    def propose(self, state):
        return tuple(random.choice(issue.values) for issue in self.nmi.outcome_space.issues)


class Answers(SAONegotiator):
    """Gives one answer, whatever stands."""

    def __init__(self, answer="END_NEGOTIATION", after=3):
        self.answer, self.after = ResponseType[answer], after

    def __call__(self, state, dest=None):
        if state.step < self.after:
            best = max(self.nmi.outcome_space.enumerate(), key=self.ufun)
            return SAOResponse(ResponseType.REJECT_OFFER, best)
        return SAOResponse(self.answer, state.current_offer if self.answer is ResponseType.ACCEPT_OFFER else None)


class Strange(SAONegotiator):
    """Offers what is no outcome."""

    def propose(self, state):
        return ("nothing",) * len(self.nmi.outcome_space.issues)
