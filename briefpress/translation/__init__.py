"""Brief + FactBook -> where its languages say different things, and what of it a translator has to look at.

`units` names the texts of a brief; `prose` tells what of a text is an author's words. `check` has all checks.
"""

from briefpress.translation.check import LanguageChecks

__all__ = ["LanguageChecks"]
