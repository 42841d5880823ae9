from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class PreferencesChangeType(Enum):
    General = auto()
    ReservedValue = auto()


@dataclass
class PreferencesChange:
    type: PreferencesChangeType = PreferencesChangeType.General
    data: Any = None
