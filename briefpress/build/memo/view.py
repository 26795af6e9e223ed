"""All that a memo says in one language, before anybody writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from msgspec import Struct

from briefpress.build.memo.compare import EditionChange, Passage
from briefpress.build.memo.figures import Figure
from briefpress.build.memo.phrases import Phrases
from briefpress.build.memo.pictures import EXTRA, Pair, View
from briefpress.merge import FactPrinter


class Shot(Struct, frozen=True):
    """A picture of a changed region.

    Attributes:
        file: Its name in the memo's folder.
        caption: What stands below it.
        alt: What it shows.
        width: In points, as on the page.
        png: Its bytes.
    """

    file: str
    caption: str
    alt: str
    width: float
    png: bytes


class EditionView(Struct, frozen=True):
    """An edition in a memo.

    Attributes:
        change: What differs in it.
        name: As its file is called.
        language: The language, in the memo's language.
        pages: Which pages were touched, in words.
        is_shown: Whether this memo has its passages: those of other languages are in other memos.
        shots: Pictures before and after; one of the two may be missing.
        left_out: How many regions have no picture for want of room.
    """

    change: EditionChange
    name: str
    language: str
    pages: str
    is_shown: bool
    shots: tuple[tuple[Shot | None, Shot | None], ...]
    left_out: int

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.change.of.said.title

    @property
    def is_known(self) -> bool:
        """Whether something says what it said before."""
        return self.change.of.old is not None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What reads otherwise."""
        return self.change.passages


class Memo(Struct, frozen=True):
    """A memo in one language.

    Attributes:
        lang: The language.
        day: The day of the build.
        number: Which memo of that day it is.
        date: The day in words.
        summary: What happened, in a sentence or two.
        figures: The figures that changed.
        editions: What was published again.
        notice: Why there are no pictures; empty where there are.
        phrases: What the memo says of itself.
    """

    lang: str
    day: dt.date
    number: int
    date: str
    summary: str
    figures: tuple[Figure, ...]
    editions: tuple[EditionView, ...]
    notice: str
    phrases: Phrases

    @property
    def has_others(self) -> bool:
        """Whether editions are left to the memo of another language."""
        return any(not edition.is_shown for edition in self.editions)


def reason_in_words(figure: Figure, phrases: Phrases) -> str:
    """Return why a figure changed, and who says so."""
    if figure.follows:
        return phrases("follows", names=", ".join(figure.follows))
    if figure.is_computed and not figure.reason.text:
        return phrases("computed")
    kind, text = figure.reason.kind, figure.reason.text
    if not text:
        return phrases("no_reason")
    return phrases(kind, text=text) if kind in ("note", "refresh", "commit") else text


def difference_in_words(figure: Figure, phrases: Phrases) -> str:
    """Return by how much a figure differs, with the percentage where there is one."""
    if figure.difference is None:
        return phrases("no_difference")
    percent = figure.difference.percent
    return f"{figure.difference.amount} ({percent})" if percent else figure.difference.amount


def memo_of(
    printer: FactPrinter,
    languages: Sequence[str],
    day: dt.date,
    number: int,
    figures: Sequence[Figure],
    changes: Sequence[EditionChange],
    pairs: Mapping[str, tuple[Sequence[Pair], int]],
    reason: str,
    *,
    draws: bool,
) -> Memo:
    """Return a memo in one language.

    Args:
        printer: Of the language.
        languages: All that memos are written in.
        day: Of the build.
        number: Which memo of the day it is.
        figures: What changed.
        changes: What was published again.
        pairs: By the path of a PDF, its pictures, and how many more there would be.
        reason: What was said with the build.
        draws: Whether pictures could be made.
    """
    phrases, writer = Phrases(printer.lang), _Writer(printer)
    editions = [
        _edition(change, writer, languages, *pairs.get(change.of.edition.output, ((), 0)))
        for change in changes
    ]
    told = [
        writer.counted("figures_changed", len(figures)) if figures else phrases("no_figure"),
        writer.counted("editions_again", len(changes)),
    ]
    summary = ". ".join(told) + "."
    if reason:
        summary += " " + phrases("reason_given", text=reason.rstrip(".") + ".")
    date = "".join(text for text, _ in printer.locale.date(day))
    notice = "" if draws else phrases("no_pictures", command=EXTRA)
    return Memo(printer.lang, day, number, date, summary, tuple(figures), tuple(editions), notice, phrases)


class _Writer:
    def __init__(self, printer: FactPrinter) -> None:
        self.lang = printer.lang
        self.phrases = Phrases(printer.lang)
        self._locale = printer.locale

    def counted(self, key: str, count: int, **values: object) -> str:
        is_one = self._locale.plural(Decimal(count)) == "one"
        return self.phrases.counted(key, count, is_one, **values)

    def pages(self, change: EditionChange) -> str:
        if change.of.old is None:
            return self.phrases("unknown_short")
        told = []
        if change.pages:
            numbers = self._locale.listed([str(number) for number in change.pages])
            form = len(change.pages) == 1
            total = len(change.of.said.pages)
            told.append(self.phrases.counted("pages", total, form, numbers=numbers))
        if change.gone:
            told.append(self.counted("pages_gone", change.gone))
        return "; ".join(told) or self.phrases("no_page")

    def language(self, change: EditionChange) -> str:
        edition = change.of.edition
        key = f"lang_{edition.lang}"
        name = self.phrases(key) if self.phrases.has(key) else edition.lang
        kind = f"profile_{edition.profile}"
        return f"{name}, {self.phrases(kind)}" if self.phrases.has(kind) else name


def _edition(
    change: EditionChange, writer: _Writer, languages: Sequence[str], pairs: Sequence[Pair], left_out: int
) -> EditionView:
    edition = change.of.edition
    # What is in a language that no memo is written in, or in several, is shown in all memos.
    is_shown = edition.lang == writer.lang or edition.lang not in languages
    shots = []
    for number, pair in enumerate(pairs if is_shown else (), 1):
        stem = f"{edition.name}-{number}"
        sides = ((pair.before, "before"), (pair.after, "now"))
        shots.append(tuple(_shot(view, f"{stem}-{side}", side, writer) for view, side in sides))
    return EditionView(
        change,
        PurePosixPath(edition.output).name,
        writer.language(change),
        writer.pages(change),
        is_shown,
        tuple(shots),  # type: ignore[arg-type]
        left_out if is_shown else 0,
    )


def _shot(view: View | None, stem: str, side: str, writer: _Writer) -> Shot | None:
    if view is None:
        return None
    phrases = writer.phrases
    return Shot(
        f"{stem}.png",
        phrases(f"picture_{side}", page=view.page),
        phrases(f"alt_{side}", page=view.page, text=view.text),
        view.box.right - view.box.left,
        view.png,
    )
