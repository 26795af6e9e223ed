"""What the process that workers begin as copies of loads before the first of them.

A worker is replaced after some editions. What nearly all need, and only some modules load at once, is then
there already, once for all of them: numbers and names of the usual languages, Markdown, YAML that is not
plain.
"""

from __future__ import annotations

import briefpress.facts.yaml_events  # noqa: F401
from briefpress.build.project import LANGUAGES
from briefpress.merge.locale import locale_for
from briefpress.merge.markdown import render_blocks


def _use_once() -> None:
    for lang in LANGUAGES:
        locale_for(lang)
    render_blocks("A **word** that is [marked](https://example.org/).")


_use_once()
