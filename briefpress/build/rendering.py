"""What rendering an edition gave.

A light module: whoever waits for workers need not load what they work with.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from briefpress.build.fingerprint import engine_digest
from briefpress.build.ledger import EVER, Digests, Inputs, Record
from briefpress.build.project import Edition
from briefpress.diagnostics import Diagnostic

if TYPE_CHECKING:
    from briefpress.build.versions import Version


class Rendering(Struct, frozen=True):
    """What rendering an edition gave.

    Attributes:
        pdf: The file's bytes; None where there are errors, or none was asked for.
        pages: Number of pages.
        findings: Errors and warnings.
        inputs: Digest of each file that was read and each folder that was listed, as it was when it was;
            empty where there are errors.
        facts: Digest of each fact that was used.
        values: What these facts say, by the digest.
        days: The first and the last day on which the age of its facts changes nothing (ISO 8601).
        said: What the edition says, as its record has it (`briefpress.build.said`); empty without a PDF.
        remedies: What was done so that it keeps its number of pages (`briefpress.layout.fit`).
        version: Which new version the edition is; None where it is an old one, or its brief numbers none.
    """

    pdf: bytes | None
    pages: int
    findings: tuple[Diagnostic, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    days: tuple[str, str] = EVER
    said: str = ""
    remedies: tuple[str, ...] = ()
    version: Version | None = None

    @property
    def output_digest(self) -> str:
        """SHA-256 of the file in hexadecimal; empty where there is none."""
        return hashlib.sha256(self.pdf).hexdigest() if self.pdf else ""

    def record(self, edition: Edition) -> Record:
        """Return what a ledger remembers of it."""
        return Record(
            brief=edition.brief,
            lang=edition.lang,
            profile=edition.profile,
            engine=engine_digest(),
            inputs=Inputs.of(self.inputs),
            facts=Digests(self.facts),
            output=self.output_digest,
            pages=self.pages,
            first_day=self.days[0],
            last_day=self.days[1],
        )


class Failure(Struct, frozen=True):
    """Why an edition came to no end, good or bad.

    Attributes:
        code: ``BUILD002`` where it was stopped, ``BUILD003`` where we have a bug,
            ``BUILD010`` where nobody could make it.
        reason: As the end of a sentence about the edition.
        trace: Of a bug, where it happened.
        hint: The next step, where it is not that of all failures of this code.
    """

    code: str
    reason: str
    trace: str = ""
    hint: str = ""


Outcome: TypeAlias = Rendering | Failure


def bug(error: BaseException) -> Failure:
    """Return the failure that an exception of ours is."""
    trace = "".join(traceback.format_exception(error, limit=-6))
    return Failure("BUILD003", f"hit a bug in Briefpress: {type(error).__name__}: {error}", trace)


def too_long(seconds: float) -> Failure:
    """Return the failure of what was stopped."""
    return Failure("BUILD002", f"took more than {seconds:g} seconds")


def out_of_memory() -> Failure:
    """Return the failure of what asked for more than there is."""
    return Failure("BUILD002", "ran out of memory")
