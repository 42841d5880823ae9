from abc import ABC, abstractmethod


class BaseUtilityFunction(ABC):
    def __init__(self, outcome_space=None, reserved_value=float("-inf")):
        self.outcome_space, self.reserved_value = outcome_space, reserved_value

    @abstractmethod
    def eval(self, offer): ...

    @abstractmethod
    def xml(self, issues): ...

    def __call__(self, offer):
        return self.reserved_value if offer is None else self.eval(offer)
