"""msgpack in Python alone, for where the package `msgpack` is not installed: the part of it that is spoken here, slower."""

from __future__ import annotations

import struct
from typing import Any, Callable, Dict, Iterator, List, Tuple

NUMBERS = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i",
           0xD3: ">q"}
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
LENGTHS = {0xC4: (">B", "bytes"), 0xC5: (">H", "bytes"), 0xC6: (">I", "bytes"), 0xD9: (">B", "text"),
           0xDA: (">H", "text"), 0xDB: (">I", "text"), 0xDC: (">H", "list"), 0xDD: (">I", "list"), 0xDE: (">H", "map"),
           0xDF: (">I", "map")}
SHORT = ((0x80, 0x90, "map"), (0x90, 0xA0, "list"), (0xA0, 0xC0, "text"))


class Truncated(Exception):
    """The rest of this value has not come yet."""


class Unpacker:
    def __init__(self) -> None:
        self._data = b""

    def feed(self, data: bytes) -> None:
        self._data += data

    def __iter__(self) -> Iterator[Any]:
        at = 0
        try:
            while True:
                value, at = self._value(at)
                yield value
        except Truncated:
            self._data = self._data[at:]

    def _take(self, at: int, size: int) -> Tuple[bytes, int]:
        if at + size > len(self._data):
            raise Truncated
        return self._data[at:at + size], at + size

    def _number(self, form: str, at: int) -> Tuple[Any, int]:
        data, at = self._take(at, struct.calcsize(form))
        return struct.unpack(form, data)[0], at

    def _value(self, at: int) -> Tuple[Any, int]:
        head, at = self._number(">B", at)
        if head < 0x80:
            return head, at
        if head >= 0xE0:
            return head - 0x100, at
        for least, above, kind in SHORT:
            if least <= head < above:
                return self._many(kind, head - least, at)
        if head in CONSTANTS:
            return CONSTANTS[head], at
        if head in NUMBERS:
            return self._number(NUMBERS[head], at)
        if head not in LENGTHS:
            raise ValueError(f"0x{head:02x} begins nothing that is said here")
        form, kind = LENGTHS[head]
        size, at = self._number(form, at)
        return self._many(kind, size, at)

    def _many(self, kind: str, size: int, at: int) -> Tuple[Any, int]:
        if kind in ("bytes", "text"):
            data, at = self._take(at, size)
            return (data.decode() if kind == "text" else data), at
        values: List[Any] = []
        for _ in range(size if kind == "list" else 2 * size):
            value, at = self._value(at)
            values.append(value)
        return (values if kind == "list" else dict(zip(values[::2], values[1::2]))), at


def sized(size: int, forms: Tuple[Tuple[int, int, str], ...]) -> bytes:
    """A head and how much follows, in the first of the forms that is wide enough."""
    for above, head, form in forms:
        if size < above:
            return struct.pack(form, head, size) if form else bytes([head | size])
    raise OverflowError(f"{size} is too much for a message")


NEGATIVE = ((-1 << 7, 0xD0, ">Bb"), (-1 << 15, 0xD1, ">Bh"), (-1 << 31, 0xD2, ">Bi"), (-1 << 63, 0xD3, ">Bq"))


def pack_int(value: int) -> bytes:
    if -0x20 <= value < 0:
        return struct.pack(">b", value)
    for least, head, form in NEGATIVE if value < 0 else ():
        if value >= least:
            return struct.pack(form, head, value)
    return sized(value, ((0x80, 0, ""), (1 << 8, 0xCC, ">BB"), (1 << 16, 0xCD, ">BH"), (1 << 32, 0xCE, ">BI"),
                         (1 << 64, 0xCF, ">BQ")))


def pack_text(value: str) -> bytes:
    data = value.encode()
    return sized(len(data), ((0x20, 0xA0, ""), (1 << 8, 0xD9, ">BB"), (1 << 16, 0xDA, ">BH"))) + data


def pack_list(value: Any) -> bytes:
    return sized(len(value), ((0x10, 0x90, ""), (1 << 16, 0xDC, ">BH"))) + b"".join(map(pack, value))


PACKERS: Dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"\xc0", bool: lambda v: b"\xc3" if v else b"\xc2", int: pack_int, str: pack_text,
    float: lambda v: struct.pack(">Bd", 0xCB, v), list: pack_list, tuple: pack_list}


def pack(value: Any) -> bytes:
    for kind in type(value).__mro__:  # an IntEnum is an int
        if kind in PACKERS:
            return PACKERS[kind](value)
    raise TypeError(f"{value!r} cannot stand in a message")
