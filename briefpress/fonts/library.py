"""Family names -> faces: a project's own font files before the shipped ones."""

from __future__ import annotations

from briefpress.fonts.face import Face, FontFileError
from briefpress.workspace import BUILTIN, Workspace

#: The ending of a font file's name for each weight, as foundries name them.
WEIGHTS: dict[str, str] = {
    "thin": "Thin",
    "light": "Light",
    "regular": "",
    "medium": "Medium",
    "semibold": "SemiBold",
    "bold": "Bold",
    "extrabold": "ExtraBold",
    "black": "Black",
}

#: Faces by the digest of their file: parsed once per process, whatever the project.
_FACES: dict[tuple[str, str], Face] = {}


def shared_face(key: str, data: bytes, digest: str) -> Face:
    """Return the face of a file, which is parsed once.

    Raises:
        FontFileError: It is no TrueType font.
    """
    face = _FACES.get((key, digest))
    if face is None:
        face = _FACES[key, digest] = Face(key, data, digest)
    return face


class FontError(LookupError):
    """A face was asked for that neither the project nor the package has, or that cannot be used.

    Attributes:
        wanted: What was asked for.
        reason: Why it cannot be had, as a clause without a full stop.
        known: What there is instead.
    """

    def __init__(self, wanted: str, reason: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{wanted}: {reason}" + (f" (there are: {', '.join(known)})" if known else ""))
        self.wanted = wanted
        self.reason = reason
        self.known = known


class FontLibrary:
    """The faces a project can print with.

    A family ``Noto Sans`` lives in the files ``NotoSans-Regular.ttf``, ``NotoSans-BoldItalic.ttf`` and so
    on. Every look-up is recorded, so that what an edition read is recorded with its fonts.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[Face, frozenset[str]]] = {}

    def face(
        self, family: str, *, bold: bool = False, italic: bool = False, weight: str | None = None
    ) -> Face:
        """Return a face of a family.

        Args:
            family: As it is written in a theme (``Noto Sans``).
            bold: Short for weight ``bold``.
            italic: The italic of that weight.
            weight: A key of `WEIGHTS`; it goes before ``bold``.

        Raises:
            FontError: There is no such family, or it has no such style.
        """
        weight = weight or ("bold" if bold else "regular")
        if weight.lower() not in WEIGHTS:
            raise FontError(f"weight `{weight}`", "there is no such weight", tuple(WEIGHTS))
        style = WEIGHTS[weight.lower()] + ("Italic" if italic else "")
        prefix = f"{family.replace(' ', '')}-"
        key = prefix + (style or "Regular")
        if key in self._known or self._workspace.find("fonts", f"{key}.ttf"):
            return self.by_key(key)
        stems = self._workspace.names("fonts", ".ttf")
        styles = tuple(stem.removeprefix(prefix) for stem in stems if stem.startswith(prefix))
        if styles:
            raise FontError(f"font `{family}`", f"it has no style `{style or 'Regular'}`", styles)
        raise FontError(f"font `{family}`", "there is no such family", self.families())

    def by_key(self, key: str) -> Face:
        """Return a face by its key (``Lato-Bold``).

        Raises:
            FontError: There is no such file, or it is no TrueType font.
        """
        if key in self._known:  # a theme asks for a few faces a hundred times
            face, reads = self._known[key]
            self._workspace.record(reads)
            return face
        with self._workspace.recording() as own:
            path = self._workspace.find("fonts", f"{key}.ttf")
            if path is None:
                raise FontError(f"font `{key}`", "there is no such file", self.families())
            try:
                face = shared_face(key, self._workspace.read(path), self._workspace.digest(path))
            except FontFileError as error:
                raise FontError(f"font `{path}`", str(error)) from error
        self._known[key] = (face, frozenset(own))
        return face

    def file(self, family: str, style: str) -> str | None:
        """Return the path of a face of a family, without reading one that ships; None where there is none.

        Args:
            family: As it is written in a theme.
            style: As the file's name has it (``Bold``).
        """
        key = f"{family.replace(' ', '')}-{style}"
        own = f"templates/{key}.ttf"
        if self._workspace.exists(own):
            return own
        return f"{BUILTIN}fonts/{key}.ttf" if key in self._workspace.shipped("fonts", ".ttf") else None

    def families(self) -> tuple[str, ...]:
        """Return the names of the families there are, as the files have them (``NotoSans``)."""
        stems = self._workspace.names("fonts", ".ttf")
        return tuple(sorted({stem.rsplit("-", 1)[0] for stem in stems if "-" in stem}))
