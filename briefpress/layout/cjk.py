"""Where lines of Chinese, Japanese and Korean may end: between any two characters, but for some marks.

The rules are those of UAX #14 for the classes ID, CJ, CL, CP, EX, NS, OP, PR, PO and IN, with small kana kept
from the start of a line (kinsoku shori, JIS X 4051).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

_IDEOGRAPHIC = (
    "\u2e80-\u2fdf\u2ff0-\u30ff\u3100-\u312f\u3130-\u318f\u31a0-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_FIRST_IDEOGRAPHIC = min(_IDEOGRAPHIC)

#: Closing brackets and marks, iteration and length marks, small kana, what stands behind a number.
_NOT_FIRST = frozenset(
    "\u3000、。，．：；！？）］｝〕〉》」』】〙〗〟\u2019\u201d»›…‥ー〜～ゝゞ々〻ヽヾ・·,.:;!?)]}%％‰℃°′″"
    "｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ゛゜￠"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ\u31f0\u31f1\u31f2\u31f3\u31f4\u31f5\u31f6\u31f7\u31f8\u31f9"
    "\u31fa\u31fb\u31fc\u31fd\u31fe\u31ff\u00a0\u2060\u202f"
)
#: Opening brackets and marks, what stands before a number.
_NOT_LAST = frozenset("（［｛｢〔〈《「『【〘〖〝\u2018\u201c«‹([{#$£¥€＄￡￥№\u00a0\u2060\u202f")
#: Marks that come in pairs which stay together.
_INSEPARABLE = frozenset("—―…‥")


def has_ideographs(text: str) -> bool:
    """Tell whether lines of a text may end inside of its words: it has characters of these scripts."""
    # Few texts have, and Python takes 3 ms to understand a pattern beyond the basic plane.
    if text.isascii() or max(text) < _FIRST_IDEOGRAPHIC:
        return False
    return _ideographic().search(text) is not None


@cache
def _ideographic() -> re.Pattern[str]:
    return re.compile(f"[{_IDEOGRAPHIC}]")


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters because one of them is ideographic."""
    if not has_ideographs(before) and not has_ideographs(after):
        return False
    if after in _NOT_FIRST or before in _NOT_LAST or before.isspace() or after.isspace():
        return False
    if before in _INSEPARABLE and after == before:
        return False
    return not unicodedata.category(after).startswith(("M", "Cf"))


def cut(text: str) -> list[str]:
    """Cut a text where lines may end."""
    if not has_ideographs(text):
        return [text]
    pieces = [text[:1]]
    for before, after in pairwise(text):
        if may_break(before, after):
            pieces.append(after)
        else:
            pieces[-1] += after
    return pieces
