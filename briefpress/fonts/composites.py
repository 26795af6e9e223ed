"""Glyphs made of glyphs, added to a TrueType program.

A cluster of several glyphs (a letter with its points, a vowel sign before its consonant) is embedded as one
composite glyph. So one character code shows all of it, and stands for its characters as they were written:
what reads a PDF gets letters, not dots. Offsets are those of the OpenType specification, chapters glyf, head,
hhea, hmtx, loca and maxp.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias


class Part(NamedTuple):
    """A glyph inside a composite one, moved by design units."""

    glyph: int
    x: int
    y: int


#: A composite glyph; without parts it is blank, and no advance has it.
Composite: TypeAlias = tuple[Part, ...]

_LONG_LOCA = 50  # head: indexToLocFormat
_METRICS = 34  # hhea: numberOfHMetrics
#: Arguments are words, and offsets; more parts follow.
_WORDS, _OFFSETS, _MORE = 0x0001, 0x0002, 0x0020
_SCALE, _XY_SCALE, _TWO_BY_TWO = 0x0008, 0x0040, 0x0080
_CHECKSUM_BASE = 0xB1B0AFBA


def add_composites(program: bytes, composites: Sequence[Composite]) -> tuple[bytes, int]:
    """Return a TrueType program with composite glyphs behind its own, and the id of the first of them.

    A composite advances as its parts do one after the other.

    Args:
        program: With the tables glyf, head, hhea, hmtx, loca and maxp.
        composites: What to add; their parts are in the program.
    """
    tables = _read(program)
    outlines = _Outlines(tables)
    count = outlines.count
    glyf, ends = bytearray(tables["glyf"]), list(outlines.ends)
    advances, bearings = outlines.metrics()
    most_points = most_contours = most_parts = 0
    depth = 1
    for composite in composites:
        drawn = [part for part in composite if outlines.box(part.glyph)]
        if drawn:
            outline, left = _composite(drawn, outlines)
            glyf += outline + b"\0" * (-len(outline) % 4)
            points, contours = (
                sum(sizes) for sizes in zip(*(outlines.size(p.glyph) for p in drawn), strict=True)
            )
            most_points, most_contours = max(most_points, points), max(most_contours, contours)
            most_parts = max(most_parts, len(drawn))
            depth = max(depth, 1 + max(outlines.depth(part.glyph) for part in drawn))
        ends.append(len(glyf))
        advances.append(sum(advances[part.glyph] for part in composite))
        bearings.append(left if drawn else 0)
    tables["glyf"] = bytes(glyf)
    tables["loca"] = struct.pack(f">{len(ends) + 1}L", 0, *ends)
    pairs = (value for pair in zip(advances, bearings, strict=True) for value in pair)
    tables["hmtx"] = struct.pack(">" + "Hh" * len(advances), *pairs)
    tables["head"] = _patched(tables["head"], _LONG_LOCA, ">h", 1)
    tables["hhea"] = _patched(tables["hhea"], _METRICS, ">H", len(advances))
    maxp = bytearray(tables["maxp"])
    struct.pack_into(">H", maxp, 4, len(ends))
    for offset, value in ((10, most_points), (12, most_contours), (28, most_parts), (30, depth)):
        (known,) = struct.unpack_from(">H", maxp, offset)
        struct.pack_into(">H", maxp, offset, max(known, value))
    tables["maxp"] = bytes(maxp)
    return _write(program[:4], tables), count


class _Outlines:
    """The glyphs of a program."""

    def __init__(self, tables: Mapping[str, bytes]) -> None:
        self._glyf, self._hmtx = tables["glyf"], tables["hmtx"]
        (self.count,) = struct.unpack_from(">H", tables["maxp"], 4)
        (self._metric_count,) = struct.unpack_from(">H", tables["hhea"], _METRICS)
        (is_long,) = struct.unpack_from(">h", tables["head"], _LONG_LOCA)
        loca = tables["loca"]
        places = (
            list(struct.unpack_from(f">{self.count + 1}L", loca))
            if is_long
            else [2 * place for place in struct.unpack_from(f">{self.count + 1}H", loca)]
        )
        self.starts, self.ends = places[:-1], places[1:]

    def box(self, glyph: int) -> tuple[int, int, int, int] | None:
        """Return the box around a glyph (left, bottom, right, top); None for a blank one."""
        start = self.starts[glyph]
        if start == self.ends[glyph]:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self._glyf, start + 2)
        return left, bottom, right, top

    def parts(self, glyph: int) -> list[int]:
        """Return the glyphs that a composite glyph is made of; none for a simple one."""
        start = self.starts[glyph]
        if start == self.ends[glyph] or struct.unpack_from(">h", self._glyf, start)[0] >= 0:
            return []
        found, place, flags = [], start + 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">2H", self._glyf, place)
            found.append(part)
            place += 8 if flags & _WORDS else 6
            place += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        return found

    def size(self, glyph: int) -> tuple[int, int]:
        """Return the numbers of points and of contours of a glyph, with those of its parts."""
        parts = self.parts(glyph)
        if parts:
            return self.sizes(parts)
        start = self.starts[glyph]
        if start == self.ends[glyph]:
            return 0, 0
        (contours,) = struct.unpack_from(">h", self._glyf, start)
        if not contours:
            return 0, 0
        (last,) = struct.unpack_from(">H", self._glyf, start + 10 + 2 * (contours - 1))
        return last + 1, contours

    def sizes(self, glyphs: Sequence[int]) -> tuple[int, int]:
        """Return the numbers of points and of contours of some glyphs together."""
        points, contours = zip(*map(self.size, glyphs), strict=True)
        return sum(points), sum(contours)

    def depth(self, glyph: int) -> int:
        """Return how many levels of composite glyphs a glyph has."""
        parts = self.parts(glyph)
        return 1 + max(map(self.depth, parts)) if parts else 0

    def metrics(self) -> tuple[list[int], list[int]]:
        """Return the advances and the left side bearings of all glyphs."""
        long = struct.unpack_from(">" + "Hh" * self._metric_count, self._hmtx)
        rest = self.count - self._metric_count
        short = struct.unpack_from(f">{rest}h", self._hmtx, 4 * self._metric_count)
        advances, bearings = list(long[::2]), list(long[1::2])
        return advances + advances[-1:] * rest, bearings + list(short)


def _composite(parts: Sequence[Part], outlines: _Outlines) -> tuple[bytes, int]:
    """Return a composite glyph and its left edge."""
    boxes = []
    described = b""
    for index, part in enumerate(parts):
        box = outlines.box(part.glyph)
        assert box is not None
        boxes.append((box[0] + part.x, box[1] + part.y, box[2] + part.x, box[3] + part.y))
        flags = _WORDS | _OFFSETS | (_MORE if index < len(parts) - 1 else 0)
        described += struct.pack(">2H2h", flags, part.glyph, part.x, part.y)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    edges = (min(lefts), min(bottoms), max(rights), max(tops))
    return struct.pack(">5h", -1, *edges) + described, edges[0]


def _patched(table: bytes, offset: int, form: str, value: int) -> bytes:
    changed = bytearray(table)
    struct.pack_into(form, changed, offset, value)
    return bytes(changed)


def _read(program: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", program, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3L", program, 12 + 16 * index)
        tables[tag.decode("ascii")] = program[offset : offset + length]
    return tables


def _write(version: bytes, tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = version + struct.pack(">4H", count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        own = _patched(table, 8, ">L", 0) if tag == "head" else table
        offset = 12 + 16 * count + len(body)
        directory += struct.pack(">4s3L", tag.encode("ascii"), _checksum(own), offset, len(own))
        body += own + b"\0" * (-len(own) % 4)
    program = header + directory + body
    head = next(
        struct.unpack_from(">L", directory, 16 * index + 8)[0]
        for index in range(count)
        if directory[16 * index : 16 * index + 4] == b"head"
    )
    return _patched(program, head + 8, ">L", (_CHECKSUM_BASE - _checksum(program)) & 0xFFFFFFFF)


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
