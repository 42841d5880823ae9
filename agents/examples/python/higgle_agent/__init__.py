"""Agents for higgle, written in Python: see README.md beside this package."""

from .agent import Agent, Session
from .messages import (Accept, Alternative, Brief, Event, Issue, Kind, Move, Offer, Outcome, Refuse, Reject, Said, Turn,
                       Walk, Withdraw)
from .serve import run
from .settings import settings

__all__ = ["Accept", "Agent", "Alternative", "Brief", "Event", "Issue", "Kind", "Move", "Offer", "Outcome", "Refuse",
           "Reject", "Said", "Session", "Turn", "Walk", "Withdraw", "run", "settings"]
