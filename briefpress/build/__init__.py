"""Project -> outputs: which editions are stale, rendering them, publishing whole files.

`render_edition` is a pure function from a project's files to bytes and findings; `build_project` asks the
`ledger` what is stale, renders it here or in guarded worker processes, and alone writes files.
"""

from briefpress.build.project import Edition, Project
from briefpress.build.render import Rendering, check_project, render_edition

__all__ = [
    "BuildResult",
    "Edition",
    "EditionResult",
    "Project",
    "Rendering",
    "build_project",
    "check_project",
    "render_edition",
]
