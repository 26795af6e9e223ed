"""The faces that are asked where that of a style lacks a character."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from briefpress.fonts.face import Face
from briefpress.fonts.library import FontError, FontLibrary, shared_face
from briefpress.workspace import BUILTIN
from briefpress.workspace.workspace import read_shipped

#: Families that ship, each with what the ones before it lack; a theme can name others, which go first.
#: Noto Sans has Latin, Greek, Cyrillic and Devanagari.
FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Canadian Aboriginal",
)

#: From this weight on a style is bold, and so is what stands in (OpenType, OS/2, usWeightClass).
_BOLD = 600


class Fallback:
    """Faces by coverage; each is parsed when a text first needs it.

    Args:
        files: For each family, its regular and its bold face, or the names of shipped ones.
    """

    def __init__(self, files: tuple[tuple[Face | str, Face | str], ...]) -> None:
        self._files = files
        self._loaded: dict[str, Face] = {}
        self._found: dict[tuple[str, bool], int | None] = {}

    def find(self, char: str, beside: Face) -> int | None:
        """Return the number of the first family that has a character, or None.

        Args:
            char: The character.
            beside: The face of the text around it, which says how heavy the letters are.
        """
        is_bold = beside.metrics.weight >= _BOLD
        key = (char, is_bold)
        if key not in self._found:
            numbers = range(len(self._files))
            self._found[key] = next((n for n in numbers if self.face(n, beside).covers(char)), None)
        return self._found[key]

    def face(self, number: int, beside: Face) -> Face:
        """Return the face of a family that stands beside another one."""
        file = self._files[number][beside.metrics.weight >= _BOLD]
        if isinstance(file, Face):
            return file
        face = self._loaded.get(file)
        if face is None:
            face = self._loaded[file] = _shipped(file)
        return face


#: For text that no other face is asked for.
NO_FALLBACK = Fallback(())

#: By what they are made of, so that styles of equal looks stay the same object.
_FALLBACKS: dict[tuple[tuple[Face | str, Face | str], ...], Fallback] = {}


def make_fallback(fonts: FontLibrary, own: Iterable[str] = ()) -> Fallback:
    """Return the faces of some families, and behind them of those that ship.

    That a project has no font of its own in place of a shipped one is recorded as a read.

    Raises:
        FontError: One of the families is not there.
    """
    files = []
    for family in dict.fromkeys((*own, *FAMILIES)):
        pair = [fonts.file(family, style) for style in ("Regular", "Bold")]
        regular, bold = pair
        if regular is None:
            raise FontError(f"font `{family}`", "there is no such family", fonts.families())
        files.append((_of(fonts, regular), _of(fonts, bold or regular)))
    return _FALLBACKS.setdefault(tuple(files), Fallback(tuple(files)))


def _of(fonts: FontLibrary, path: str) -> Face | str:
    name = path.rpartition("/")[2].removesuffix(".ttf")
    return name if path.startswith(BUILTIN) else fonts.by_key(name)


@lru_cache(maxsize=32)
def _shipped(key: str) -> Face:
    data = read_shipped(f"fonts/{key}.ttf")
    return shared_face(key, data, hashlib.sha256(data).hexdigest())
