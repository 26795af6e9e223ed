"""The smallest project that has one of everything the build looks at; tests change a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SOURCES = """\
sources:
  survey:
    title: {en: "Orchard survey", fr: "Relevé du verger"}
    publisher: {en: "The Orchard", fr: "Le Verger"}
    address: {en: "https://example.org/survey", fr: "https://example.org/releve"}
    accessed: 2026-05-04
"""

FACTS = """\
facts:
  orchard.trees:
    type: number
    value: 1240
    source: survey
    label: {en: "Trees", fr: "Arbres"}
  orchard.share:
    type: percent
    value: 62
    source: survey
    label: {en: "Share of old kinds", fr: "Part des variétés anciennes"}
"""

OTHER_FACTS = """\
facts:
  cellar.jars:
    type: number
    value: 300
    source: survey
    label: {en: "Jars", fr: "Bocaux"}
"""

ORCHARD = """\
template: one-pager

title: {en: "The orchard", fr: "Le verger"}
subject: {en: "The orchard in figures.", fr: "Le verger en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}

opening:
  - id: lede
    type: lede
    text:
      en: "The orchard has {{ orchard.trees }} trees."
      fr: "Le verger compte {{ orchard.trees }} arbres."
  - id: figures
    type: key-figures
    figures:
      - value: "{{ orchard.share }}"
        label: {en: "are old kinds", fr: "sont des variétés anciennes"}
"""

CELLAR = """\
template: one-pager

title: {en: "The cellar", fr: "La cave"}
subject: {en: "The cellar in figures.", fr: "La cave en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}

opening:
  - id: lede
    type: lede
    text:
      en: "The cellar holds {{ cellar.jars }} jars."
      fr: "La cave contient {{ cellar.jars }} bocaux."
"""

#: One brief of two facts.
BASE: dict[str, str] = {
    "data/sources.yaml": SOURCES,
    "data/orchard.yaml": FACTS,
    "briefs/orchard.yaml": ORCHARD,
}

#: Two briefs that share nothing but their source.
TWO: dict[str, str] = {**BASE, "data/cellar.yaml": OTHER_FACTS, "briefs/cellar.yaml": CELLAR}


def write_project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return the folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file; it has to be there."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")
