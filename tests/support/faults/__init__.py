"""Faults to seed into the rich project, one of each kind: a table by the families of their codes."""

from __future__ import annotations

from tests.support.faults import briefs, figures, languages, mail, reading
from tests.support.faults.model import Fault, Place

__all__ = ["FAULTS", "Fault", "Place"]

FAULTS: tuple[Fault, ...] = (
    *reading.YAML,
    *reading.SHAPE,
    *figures.FACT,
    *figures.FEED,
    *figures.EXPR,
    *figures.LINK,
    *briefs.BRIEF,
    *briefs.CLAIMS,
    *briefs.MERGE,
    *languages.PAR,
    *languages.TRAN,
    *languages.LANG,
    *briefs.DOC,
    *briefs.LAYOUT,
    *mail.MAIL,
    *briefs.RUN,
)
