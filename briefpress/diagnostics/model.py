"""The values every check returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct, field

from briefpress.diagnostics.codes import CODES


class Severity(Enum):
    """How bad a finding is: an error stops the edition it concerns, a warning does not.

    A note says what could not be found out; it is no mistake of anybody.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(Struct, frozen=True, order=True):
    """A place in a file.

    Attributes:
        path: Path relative to the project, or ``builtin:...``.
        line: From 1.
        column: From 1, counted in characters.
        length: Characters to underline on that line, at least 1.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True):
    """One finding.

    Attributes:
        code: A key of `CODES`, stable for ever.
        message: One sentence without a full stop; names are in backquotes.
        span: Where; None where no file is to blame.
        label: A few words beside the caret.
        hint: The next step.
        related: Further places with a few words each: where a key was written first, the members of a circle.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()

    def __post_init__(self) -> None:
        # A code that no table explains is our bug; it has to show in the first test that meets it.
        assert self.code in CODES, f"{self.code} is not in briefpress/diagnostics/catalogue"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, place, code and message."""
        if self.span is None:
            return ("", 0, 0, self.code, self.message)
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


class Findings(Struct):
    """Collects diagnostics over a run; iterates sorted and without duplicates."""

    _items: dict[Diagnostic, None] = field(default_factory=dict)

    def error(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Add an error; `Diagnostic` says what the arguments are."""
        self._add(Severity.ERROR, code, message, span, label, hint, related)

    def warning(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Add a warning; `Diagnostic` says what the arguments are."""
        self._add(Severity.WARNING, code, message, span, label, hint, related)

    def note(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Add a note; `Diagnostic` says what the arguments are."""
        self._add(Severity.NOTE, code, message, span, label, hint, related)

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Add the diagnostics of another collection."""
        self._items.update(dict.fromkeys(items))

    @property
    def errors(self) -> int:
        """The number of errors."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return self._count(Severity.WARNING)

    @property
    def notes(self) -> int:
        """The number of notes."""
        return self._count(Severity.NOTE)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._items, key=lambda d: d.sort_key))

    def __len__(self) -> int:
        return len(self._items)

    def _count(self, severity: Severity) -> int:
        return sum(1 for item in self._items if item.severity is severity)

    def _add(
        self,
        severity: Severity,
        code: str,
        message: str,
        span: Span | None,
        label: str,
        hint: str,
        related: Iterable[tuple[Span, str]],
    ) -> None:
        self._items[Diagnostic(code, severity, message, span, label, hint, tuple(related))] = None
