"""Feeds -> accepted values: fetched, checked, compared with the last ones, and written to the lock file.

Nothing else in the program opens an address or a database.
"""

from __future__ import annotations

from briefpress.refresh.run import Outcome, Refreshed, Wish, refresh_project

__all__ = ["Outcome", "Refreshed", "Wish", "refresh_project"]
