"""Exit codes: the same few for every verb.

The numbers from 0 to 5 are ours; 70 and 75 are those of sysexits.h (EX_SOFTWARE, EX_TEMPFAIL), and 130 is 128
and the number of the signal, as shells say it.
"""

from __future__ import annotations

from briefpress.diagnostics import Findings

#: Done; the project has errors; the command makes no sense; something is stale; a bug of ours; interrupted.
OK, ERRORS, USAGE, STALE, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
#: Of `refresh`: values have changed.
CHANGED = 4
#: Some of it was done, the last good state stays, and another run goes on where this one had to stop; another
#: run of the project is going on.
PARTLY, BUSY = 5, 75

#: Findings that say more than that the project has errors.
_OF_CODES = {
    "BUILD003": BUG,
    "BRIEF006": USAGE,
    "USAGE001": USAGE,
    "USAGE004": USAGE,
    "RUN001": BUSY,
    "PLAN004": USAGE,
}


def exit_code(findings: Findings, *, strict: bool = False) -> int:
    """Return what a verb that found this ends with.

    Args:
        findings: What was found.
        strict: Whether a warning counts as an error.
    """
    special = max((_OF_CODES.get(finding.code, OK) for finding in findings), default=OK)
    return special or (ERRORS if findings.errors or (strict and findings.warnings) else OK)
