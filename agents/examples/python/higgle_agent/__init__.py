"""Agents for higgle, written in Python: see README.md beside this package."""

from .agent import Agent, Session
from .messages import Accept, Alternative, Brief, Event, Issue, Kind, Move, Offer, Outcome, Reject, Said, Turn, Walk
from .serve import run

__all__ = ["Accept", "Agent", "Alternative", "Brief", "Event", "Issue", "Kind", "Move", "Offer", "Outcome", "Reject",
           "Said", "Session", "Turn", "Walk", "run"]
