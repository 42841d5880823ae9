"""What outcomes are worth to me: shift + the sum of the parts of an outcome's values, or a listed table. The sums are
formed in the simulator's order, so that they are equal to the last digit."""

from __future__ import annotations

from bisect import bisect_left
from math import prod
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from .messages import Issue, Outcome, Refuse

LISTED = 1 << 18  # outcomes; more are not sorted


class Table:
    """All outcomes in order of what they are worth."""

    def __init__(self, sizes: Sequence[int], worths: List[float]) -> None:
        order = sorted(range(len(worths)), key=worths.__getitem__)
        self.worths = [worths[i] for i in order]
        self.outcomes = [split(i, sizes) for i in order]
        self.best_at = bisect_left(self.worths, self.worths[-1])

    def above(self, target: float) -> Outcome:
        """The outcome of the least worth >= target, ties: lower index; the best, where none is."""
        at = bisect_left(self.worths, target)
        return self.outcomes[at if at < len(self.worths) else self.best_at]


def split(index: int, sizes: Sequence[int]) -> Outcome:
    values = []
    for size in reversed(sizes):
        values.append(index % size)
        index //= size
    return tuple(reversed(values))


class Worth:
    """Does not change: sessions with the same issues and the same means share one."""

    def __init__(self, issues: Sequence[Issue], means: Dict[str, Any]) -> None:
        self._sizes = [i.size for i in issues]
        self._shift: float = means["shift"]
        self._values: Optional[Sequence[float]] = means["values"]
        self._parts = [part_of(i, p) for i, p in zip(issues, means["parts"] or ())]
        self._table: Optional[Table] = None

    def of(self, outcome: Outcome) -> float:
        if self._values is not None:
            index = 0
            for size, value in zip(self._sizes, outcome):
                index = index * size + value
            return self._values[index] + self._shift
        total = 0.0
        for part, value in zip(self._parts, outcome):
            total += part(value)
        return total + self._shift

    @property
    def table(self) -> Table:
        if self._table is None:
            if prod(self._sizes) > LISTED:
                raise Refuse("this space has too many outcomes to sort: choose values issue by issue")
            self._table = Table(self._sizes, self._all())
        return self._table

    def _all(self) -> List[float]:
        if self._values is not None:
            return [v + self._shift for v in self._values]
        sums = [0.0]
        for part, size in zip(self._parts, self._sizes):
            worths = [part(i) for i in range(size)]
            sums = [s + w for s in sums for w in worths]
        return [s + self._shift for s in sums]


def part_of(issue: Issue, part: Any) -> Callable[[int], float]:
    if isinstance(part, (list, tuple)):
        return part.__getitem__
    if issue.size <= LISTED:
        return [part * issue.number(i) for i in range(issue.size)].__getitem__
    return lambda index: part * issue.number(index)


Known = Dict[Tuple[Any, ...], Worth]


def known_worth(issues: Sequence[Issue], means: Dict[str, Any], known: Known) -> Worth:
    key = (tuple(issues), means["shift"], repr(means["parts"]), repr(means["values"]))
    if key not in known:
        if len(known) >= 64:
            known.clear()
        known[key] = Worth(issues, means)
    return known[key]
