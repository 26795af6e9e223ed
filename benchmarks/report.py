"""What was measured of engines, and the table of it."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import psutil


class Cold(NamedTuple):
    """A process that makes one sheet."""

    seconds: float
    cpu: float
    peak_mib: float


class Warm(NamedTuple):
    """What a sheet takes in a warm process, and the most memory of that."""

    cpu_ms: float
    ms: float
    peak_mib: float


@dataclass
class Engine:
    """An engine, or one way to use it, and what was measured of it.

    Attributes:
        module: In `sheets`.
        variant: The way to use it.
        label: For people.
        promises: The standards that its files have to keep.
        slower: It makes so many times fewer sheets.
        is_whole: Whether a cold start and a batch are measured; the ways to use Briefpress share those.
        cold: Of each round.
        warm: Of each round.
        batch: Sheets a second of each round.
        others: Cores that other processes took while it was measured.
        sizes: Of its files, in bytes.
        checked: How many of its files were looked into.
        problems: What was wrong with them.
    """

    module: str
    variant: str
    label: str
    promises: tuple[str, ...] = ()
    slower: int = 1
    is_whole: bool = True
    cold: list[Cold] = field(default_factory=list)
    warm: list[Warm] = field(default_factory=list)
    batch: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    checked: int = 0
    problems: list[str] = field(default_factory=list)


class Column(NamedTuple):
    """A figure of an engine, round by round.

    Attributes:
        heading: What it is.
        values: Its values; none where it is not measured.
        places: Decimals.
        rival: The module whose figure a ratio is of; empty where it has no column of ratios.
    """

    heading: str
    values: Callable[[Engine], Sequence[float]]
    places: int
    rival: str = ""


COLUMNS = (
    Column("cold, s", lambda e: [c.seconds for c in e.cold], 2),
    Column("cold, CPU s", lambda e: [c.cpu for c in e.cold], 2, "reportlab_raw"),
    Column("MiB", lambda e: [c.peak_mib for c in e.cold], 0),
    Column("warm, CPU ms", lambda e: [w.cpu_ms for w in e.warm], 1, "typst_tagged"),
    Column("MiB", lambda e: [w.peak_mib for w in e.warm], 0),
    Column("batch, sheets/s", lambda e: e.batch, 0, "typst_tagged"),
    Column("kB", lambda e: [size / 1000 for size in e.sizes], 0, "typst_tagged"),
)
_NAMES = {"reportlab_raw": "ReportLab", "typst_tagged": "Typst"}


class Aim(NamedTuple):
    """A ratio that Briefpress is to reach.

    Attributes:
        about: What is compared.
        variant: The way to use Briefpress.
        heading: Of the column.
        limit: The ratio.
        is_least: Whether it is to be at least that, else at most.
    """

    about: str
    variant: str
    heading: str
    limit: float
    is_least: bool = False


AIMS = (
    Aim("warm, prose shared", "series", "warm, CPU ms", 0.2),
    Aim("warm, caches emptied", "uncached", "warm, CPU ms", 0.4),
    Aim("batch", "series", "batch, sheets/s", 4.0, is_least=True),
    Aim("cold", "series", "cold, CPU s", 1.0),
    Aim("size of the file", "series", "kB", 1.0),
)


def report(engines: Sequence[Engine], rounds: int, warm: int, batch: int) -> str:
    """Return the table, the ratios that are aimed at, and what its reader must know."""
    headings = ["engine"]
    for column in COLUMNS:
        headings += [column.heading, *([f"of {_NAMES[column.rival]}"] if column.rival else [])]
    rows = [headings, ["---"] * len(headings)]
    for engine in engines:
        cells = [engine.label]
        for column in COLUMNS:
            cells.append(_spread(column.values(engine), column.places))
            if column.rival:
                ratio = _ratio(engine, column, engines)
                cells.append(f"{ratio:.2f}" if ratio is not None else "")
        rows.append([*cells, _verdict(engine)])
    rows[0].append("output")
    rows[1].append("---")
    lines = [f"| {' | '.join(row)} |" for row in rows]
    others = [load for engine in engines for load in engine.others]
    lines += [
        "",
        *_aims(engines),
        "",
        f"Median (least..most) of {rounds} rounds in random order; {warm} sheets in a warm process, "
        f"{batch} in a batch of two, a fifth of both for WeasyPrint and fpdf2. Cold ratios are of CPU "
        "seconds.",
        f"Python {platform.python_version()}, {psutil.cpu_count()} cores; meanwhile other processes took "
        f"{statistics.median(others):.2f} cores, at most {max(others):.2f}.",
        *(f"PROBLEM {e.label}: {problem}" for e in engines for problem in e.problems[:5]),
    ]
    return "\n".join(lines)


def _aims(engines: Sequence[Engine]) -> list[str]:
    """Return a table of the ratios that are aimed at; those whose rival was not measured are left out."""
    lines = ["| aim | ratio | to reach | |", "| --- | --- | --- | --- |"]
    columns = {column.heading: column for column in COLUMNS if column.rival}
    for aim in AIMS:
        column = columns[aim.heading]
        engine = next((e for e in engines if (e.module, e.variant) == ("ours", aim.variant)), None)
        ratio = _ratio(engine, column, engines) if engine is not None else None
        if ratio is None:
            continue
        is_met = ratio >= aim.limit if aim.is_least else ratio <= aim.limit
        way = "at least" if aim.is_least else "at most"
        lines.append(
            f"| {aim.about}, of {_NAMES[column.rival]}'s | {ratio:.2f} | {way} {aim.limit:g} "
            f"| {'met' if is_met else 'missed'} |"
        )
    return lines


def _ratio(engine: Engine, column: Column, engines: Sequence[Engine]) -> float | None:
    rival = next((e for e in engines if e.module == column.rival), None)
    own = column.values(engine)
    other = column.values(rival) if rival is not None else ()
    return statistics.median(own) / statistics.median(other) if own and other else None


def _verdict(engine: Engine) -> str:
    if engine.problems:
        return f"{len(engine.problems)} problems"
    kept = f"valid as {' and '.join(engine.promises)}" if engine.promises else "untagged"
    return f"{engine.checked} complete, {kept}"


def _spread(values: Sequence[float], places: int) -> str:
    if not values:
        return ""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{places}f} ({low:.{places}f}..{high:.{places}f})"
