"""Brief + FactBook -> where its languages say different things, and what of it a translator has to look at.

`units` names the texts of a brief; `prose` tells what of a text is an author's words. `check` compares
languages; `lock` keeps what was approved, `state` compares it with what there is, and `stale` reports it.
"""

from briefpress.translation.check import LanguageChecks
from briefpress.translation.lock import read_lock
from briefpress.translation.stale import check_translation

__all__ = ["LanguageChecks", "check_translation", "read_lock"]
