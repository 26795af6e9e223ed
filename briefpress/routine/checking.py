"""All that a check looks at; `check` and the step of a run ask for it alike."""

from __future__ import annotations

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.diagnostics import Findings


def check_whole(project: Project, request: Request, findings: Findings) -> int:
    """Look at facts and briefs, at lists of recipients, and at whom a run alerts.

    Args:
        project: The project.
        request: Which briefs; lists and alerts are looked at in any case.
        findings: Collects what is wrong.

    Returns:
        The number of editions that were looked at.
    """
    from briefpress.build.check import check_project

    count = check_project(project, findings, request)
    if project.workspace.glob("mail", ".yaml"):
        from briefpress.mail.run import check_lists  # most projects mail nothing

        check_lists(project, findings)
    if project.workspace.exists("schedule.yaml"):
        from briefpress.routine.settings import check_settings  # most projects alert nobody

        check_settings(project, findings)
    return count
