"""KEY=VALUE on the command line of an agent, as in `exec:python3 agent.py beta=0.3`."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from types import SimpleNamespace
from typing import Any, Dict, List, Optional


class Wrong(Exception):
    """What is wrong with a setting, in a sentence."""


def read(arguments: List[str], defaults: Dict[str, Any]) -> Dict[str, Any]:
    values = dict(defaults)
    for text in arguments:
        key, equals, value = text.partition("=")
        if not equals:
            raise Wrong(f'a setting is written KEY=VALUE, not "{text}"')
        if key not in defaults:
            near = get_close_matches(key, defaults, 1)
            known = ", ".join(defaults) or "none"
            raise Wrong(f'there is no parameter "{key}"; ' + (f'did you mean "{near[0]}"?' if near else f"known: {known}"))
        kind = type(defaults[key])
        try:
            values[key] = kind(value)
        except ValueError:
            raise Wrong(f'{key} is a number, as in {key}={defaults[key]}, not "{value}"') from None
    return values


def settings(arguments: Optional[List[str]] = None, **defaults: Any) -> SimpleNamespace:
    """What the command line says, else the defaults; a value is of its default's type: float, int or str. A wrong one
    ends the program with a sentence that the simulator tells."""
    try:
        return SimpleNamespace(**read(sys.argv[1:] if arguments is None else arguments, defaults))
    except Wrong as wrong:
        sys.exit(f"{sys.argv[0]}: {wrong}")
