"""The examples of the gallery's pages: from a fence of Markdown to a page that is laid out.

A page of the gallery is a Markdown file in this folder. Each fence of YAML or XML with a picture below it is
an example, and the picture is made of it. What an author writes is YAML: blocks, or the keys of a brief. What
a layout writes is XML. A fence whose first line names a file in `data/` holds facts for all examples; so do
the files in this folder's `data/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings, render_text
from briefpress.layout import Theme, load_theme
from briefpress.page import Page
from briefpress.workspace import MemoryWorkspace

HERE = Path(__file__).resolve().parent
#: The width of a column of a fact sheet, and of what stands across its page, in points.
COLUMN, ACROSS = 249.0, 520.0
LANGUAGES = ("en", "fr")
#: The themes that show an element.
THEMES = ("civic", "classic")

_LEFT, _PAPER = 46.0, 612.0
_FENCE = re.compile(r"^```(?:yaml|xml)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]+)\]\((?P<path>[\w/-]+)\.png\)$", re.MULTILINE)
_THEME = re.compile(r"^theme: (\w+)\n", re.MULTILINE)
_HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """An example of a page.

    Attributes:
        page: The name of the Markdown file, without its ending.
        heading: What it stands under.
        code: What an author or a designer writes.
        picture: The picture below it, from this folder and without its ending; empty where none is.
        alt: The picture in words.
    """

    page: str
    heading: str
    code: str
    picture: str
    alt: str

    @property
    def name(self) -> str:
        """Return a name that no other example has."""
        return self.picture.replace("/", "-")

    @property
    def is_markup(self) -> bool:
        """Tell whether it is what a layout writes."""
        return self.code.startswith("<")

    @property
    def is_whole_page(self) -> bool:
        """Tell whether it brings its own layout, and is shown with the edges of its page."""
        return "<h1" in self.code if self.is_markup else "template" in self._keys

    @property
    def is_across(self) -> bool:
        """Tell whether it needs more than a column: what opens a brief stands across the page."""
        return not self.is_markup and "opening" in self._keys

    @property
    def width(self) -> float:
        """The width of its text in points, where it is not a whole page."""
        return ACROSS if self.is_across else COLUMN

    @property
    def _keys(self) -> set[str]:
        """The keys of a brief that it has."""
        return set(re.findall(r"^(\w+):", self.code, re.MULTILINE))

    @property
    def files(self) -> dict[str, str]:
        """The files that it adds to a project."""
        if not self.is_markup:
            return {f"briefs/{self.name}.yaml": self._brief()}
        made = {f"templates/{self.name}.xml": self._layout()}
        for theme in THEMES:
            looks = theme if self.is_whole_page else f"{theme}-column"
            head = f"template: {self.name}\ntheme: {looks}\nlanguages: [en]\n"
            made[f"briefs/{self.name}-{theme}.yaml"] = head + _texts(("en",))
        return made

    @property
    def editions(self) -> tuple[Edition, ...]:
        """What its picture shows: each language of a brief, or each theme of a layout."""
        if self.is_markup:
            return tuple(Edition(f"briefs/{self.name}-{theme}.yaml", "en") for theme in THEMES)
        return tuple(Edition(f"briefs/{self.name}.yaml", lang) for lang in LANGUAGES)

    def _brief(self) -> str:
        if self.code.startswith("- "):
            return f"template: example\ntheme: civic-column\n{_texts()}\nbody:\n{indent(self.code, '  ')}"
        looks = "across" if self.is_across else "column"
        # A theme that an example names is that of a column, too.
        named = None if self.is_whole_page else _THEME.search(self.code)
        theme = named[1] if named else "civic"
        head = "" if self.is_whole_page else f"template: example\ntheme: {theme}-{looks}\n"
        missing = [key for key in _HEAD if key not in self._keys]
        return head + _texts(keys=missing) + (self.code.replace(named[0], "", 1) if named else self.code)

    def _layout(self) -> str:
        head = "<title>Example</title><subject>Example</subject><author>Example Province</author>"
        if self.code.startswith("<document"):
            return self.code
        if self.is_whole_page:
            return f"<document>{head}{self.code}</document>"
        content = f'<band><h1>Example</h1></band><p>Example</p><group break-before="page">{self.code}</group>'
        return f"<document>{head}{content}</document>"


_HEAD = {
    "title": ("Example", "Exemple"),
    "subject": ("A library that we made up.", "Une bibliothèque inventée."),
    "author": ("Example Province", "Province Exemple"),
}


def _texts(languages: Sequence[str] = LANGUAGES, keys: Sequence[str] = tuple(_HEAD)) -> str:
    """Return the texts that each brief must have."""
    lines = []
    for key in keys:
        texts = _HEAD[key]
        said = ", ".join(f'{lang}: "{text}"' for lang, text in zip(languages, texts, strict=False))
        lines.append(f"{key}: {{{said}}}\n")
    return "".join(lines)


class LaidOut(NamedTuple):
    """An edition of an example."""

    pdf: bytes
    pages: Sequence[Page]
    theme: Theme


# ---- reading pages


@cache
def pages() -> Mapping[str, str]:
    """Return the texts of the gallery's pages by their names."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.md"))}


@cache
def examples() -> tuple[Example, ...]:
    """Return the examples of all pages."""
    return tuple(example for page, text in pages().items() for example in examples_of(page, text))


def examples_of(page: str, text: str) -> Iterator[Example]:
    """Yield the examples of a page in their order."""
    fences = [fence for fence in _FENCE.finditer(text) if not fence["code"].startswith("# data/")]
    masked = _FENCE.sub(lambda fence: re.sub("[^\n]", " ", fence[0]), text)
    headings = [(match.start(), match[1]) for match in _HEADING.finditer(masked)]
    ends = [*(fence.start() for fence in fences), len(text)][1:]
    for fence, after in zip(fences, ends, strict=True):
        following = next((start for start, _ in headings if start > fence.end()), len(text))
        shown = _PICTURE.search(text, fence.end(), min(following, after))
        heading = next((words for start, words in reversed(headings) if start < fence.start()), "")
        path, alt = (shown["path"], shown["alt"]) if shown else ("", "")
        yield Example(page, heading, fence["code"], path, alt)


# ---- the project of all examples

_FILES = {"data": ".yaml", "briefs": (".svg", ".png"), "templates": (".xml", ".yaml")}


def _looks(theme: str, width: float) -> str:
    return f"extends: builtin:{theme}\npage: {{left: {_LEFT}, right: {_PAPER - _LEFT - width}}}\n"


@cache
def renderer() -> Renderer:
    """Return the renderer of a project with all examples, their facts and their pictures."""
    files: dict[str, str | bytes] = {
        path.relative_to(HERE).as_posix(): path.read_bytes()
        for folder, ending in _FILES.items()
        for path in sorted((HERE / folder).glob("*"))
        if path.name.endswith(ending)
    }
    for theme in ("civic", "classic", "mono"):
        files[f"templates/{theme}-column.yaml"] = _looks(theme, COLUMN)
        files[f"templates/{theme}-across.yaml"] = _looks(theme, ACROSS)
    for text in pages().values():
        for fence in _FENCE.finditer(text):
            if match := re.match(r"# (data/[\w-]+\.yaml)\n", fence["code"]):
                files[match[1]] = fence["code"]
    for example in examples():
        if example.picture:
            files |= example.files
    return Renderer(Project(MemoryWorkspace(files)))


class ExampleError(Exception):
    """An example cannot be made; the message is what an author would see."""


def lay_out(example: Example, edition: Edition) -> LaidOut:
    """Make an edition of an example.

    Raises:
        ExampleError: The program finds something wrong in it.
    """
    made, findings = renderer(), Findings()
    rendering = made.render(edition)
    found = made.lay_out(edition, Findings())
    brief = made.project.brief(edition.brief, Findings())
    findings.extend(rendering.findings)
    if len(findings) or rendering.pdf is None or found is None or brief is None:
        read = made.project.workspace.read
        said = render_text(findings, lambda path: read(path).decode(), color=False)
        raise ExampleError(f"{example.page}.md, {example.heading}:\n{said}")
    theme = load_theme(made.project.workspace, made.fonts, brief.theme.text, brief.theme.span, Findings())
    assert theme is not None
    return LaidOut(rendering.pdf, found[1], theme)
