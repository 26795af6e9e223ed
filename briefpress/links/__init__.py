"""Project -> findings about the web addresses that it names, asked of the web.

Only `check --links` comes here, and only `asking` opens connections, through `briefpress.network`.
"""

from __future__ import annotations

from briefpress.links.check import Asked, LinkProgress, check_links
from briefpress.links.limits import Limits

__all__ = ["Asked", "Limits", "LinkProgress", "check_links"]
