"""Times and a project -> files that make a system's scheduler run it, and their installation.

Each format has a module with its rules of quoting: a path that cannot be written by them is refused.
"""

from __future__ import annotations

from briefpress.schedules.formats import FORMATS, Format
from briefpress.schedules.install import Deed, install, look, remove
from briefpress.schedules.job import Job, make_job
from briefpress.schedules.timing import Timing

__all__ = ["FORMATS", "Deed", "Format", "Job", "Timing", "install", "look", "make_job", "remove"]
