"""Exit codes: the same few for every verb.

The numbers from 0 to 5 are ours; 70 is that of sysexits.h (EX_SOFTWARE), and 130 is 128 and the number of the
signal, as shells say it.
"""

from __future__ import annotations

from briefpress.diagnostics import Findings

#: Done; the project has errors; the command makes no sense; something is stale; a bug of ours; interrupted.
OK, ERRORS, USAGE, STALE, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
#: Of `refresh`: values have changed; some were not taken, and the last good ones stay.
CHANGED, PARTLY = 4, 5

#: Findings that say more than that the project has errors.
_OF_CODES = {"BUILD003": BUG, "BRIEF006": USAGE, "USAGE001": USAGE, "USAGE004": USAGE}


def exit_code(findings: Findings, *, strict: bool = False) -> int:
    """Return what a verb that found this ends with.

    Args:
        findings: What was found.
        strict: Whether a warning counts as an error.
    """
    special = max((_OF_CODES.get(finding.code, OK) for finding in findings), default=OK)
    return special or (ERRORS if findings.errors or (strict and findings.warnings) else OK)
