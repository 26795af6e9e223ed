"""Where memos lie; whoever looks for them loads nothing of what writes them."""

from __future__ import annotations

import re

#: The folder of all memos in a project, each in a folder of its own: the day, and its number on that day.
FOLDER = "output/changes"
NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,3})")
