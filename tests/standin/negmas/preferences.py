from abc import ABC, abstractmethod


class BaseUtilityFunction(ABC):
    def __init__(self, outcome_space=None, reserved_value=float("-inf")):
        self.outcome_space, self.reserved_value = outcome_space, reserved_value

    @abstractmethod
    def eval(self, offer): ...

    @abstractmethod
    def is_not_worse(self, first, second): ...

    @abstractmethod
    def xml(self, issues): ...

    def is_volatile(self):
        return True

    def is_session_dependent(self):
        return True

    def is_state_dependent(self):
        return True

    def is_stationary(self):
        return not (self.is_volatile() or self.is_session_dependent() or self.is_state_dependent())

    def __call__(self, offer):
        return self.reserved_value if offer is None else self.eval(offer)


class UtilityFunction(BaseUtilityFunction):
    def is_not_worse(self, first, second):
        return self(first) >= self(second)
