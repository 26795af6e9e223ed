"""Project, layout and languages -> a brief to start from, with placeholders for texts.

A starter is a file in ``assets/starters/``: a brief in all languages of `_TO_TRANSLATE`, with a remark above
each block. ``head.yaml`` has what all begin with. Its first line says what the layout is for. It quotes no
fact, so that it builds in a project that has none. Its remarks show how facts are quoted, by the ids of
`_EXAMPLES`; those of the project are written in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from briefpress.build.project import LANGUAGES, Project
from briefpress.build.publication import ROOM, create, is_inside
from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.editor.modelines import modeline
from briefpress.editor.schemas import FOLDER, file_name, theme_names
from briefpress.facts import Fact, Series, Table
from briefpress.facts.values import listing
from briefpress.merge.chart_words import CHART_WORDS
from briefpress.merge.printed_words import read_words
from briefpress.merge.read_brief import near_tag
from briefpress.merge.schema import layout_names
from briefpress.merge.slugs import near_name
from briefpress.workspace import ReadError, read_shipped

#: What a layout of the project starts from.
_GENERAL = "general"

#: Languages that the starters have -> what stands before a text that is still to be put into another one.
_TO_TRANSLATE: Mapping[str, str] = {"en": "To translate: ", "fr": "À traduire\u00a0: "}

#: Ids in the remarks of starters -> the facts that can stand in place of them.
_EXAMPLES: Mapping[str, Callable[[Fact], bool]] = {
    "topic.name": lambda fact: not (fact.series or isinstance(fact.value, Table | Series)),
    "topic.amount": lambda fact: not fact.series and fact.amount is not None,
    "topic.table": lambda fact: isinstance(fact.value, Table | Series),
}

#: A text in one language; ``before`` may be the mark of a remark, and the dashes of lists.
_LEAF = re.compile(r"(?P<before>(?: *# )? *(?:- )*)(?P<lang>[a-z]{2}): (?P<text>[\"|].*)")


class Layout(Struct, frozen=True):
    """A layout that a new brief can have.

    Attributes:
        name: As a brief names it.
        about: What it is for, in a line.
    """

    name: str
    about: str


class Wanted(Struct, frozen=True):
    """A brief that is to be started.

    Attributes:
        name: Its name.
        layout: Its layout.
        languages: Its languages, as BCP 47 tags.
        theme: Its theme.
    """

    name: str
    layout: str
    languages: tuple[str, ...]
    theme: str

    @property
    def path(self) -> str:
        """Its file in the project."""
        return f"briefs/{self.name}.yaml"

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Its languages that no starter has."""
        return tuple(lang for lang in self.languages if _primary(lang) not in _TO_TRANSLATE)

    @property
    def source(self) -> str:
        """The language in which the texts of those are, marked as to be translated."""
        return _source(self.languages)


def layouts_of(project: Project) -> list[Layout]:
    """Return the layouts of a project with what they are for, the shipped ones first."""
    found = [Layout(name, _about(name)) for name in layout_names(project.workspace)]
    general = _about(_GENERAL)
    return sorted(found, key=lambda layout: (layout.about == general, layout.name))


def check_wanted(project: Project, wanted: Wanted, findings: Findings) -> None:
    """Report what keeps a brief from being started."""
    _check_name(project, wanted.name, findings)
    for what, name, known in (
        ("layout", wanted.layout, layout_names(project.workspace)),
        ("theme", wanted.theme, theme_names(project.workspace)),
    ):
        if name not in known:
            hint = did_you_mean(name, known) or f"{what}s are {listing(known, 'and')}"
            findings.error("USAGE001", f"there is no {what} `{name}`", hint=hint)
    for number, lang in enumerate(wanted.languages):
        if near_tag(lang) != lang:
            meant = f"write `{near_tag(lang)}`" if near_tag(lang) else "write tags such as `en` or `fr`"
            findings.error("BRIEF002", f"`{lang}` is no language tag", hint=meant)
        elif lang in wanted.languages[:number]:
            findings.error("BRIEF002", f"the language `{lang}` is given twice", hint="remove one of the two")


def _check_name(project: Project, name: str, findings: Findings) -> None:
    bare = name.replace("\\", "/").removeprefix("briefs/").removesuffix(".yaml")
    near = near_name(bare)
    if near != name:
        hint = f"write `{near or 'brief'}`: small letters, digits and hyphens, for it names the outputs"
        findings.error("BRIEF001", f"`{name}` cannot name a brief", hint=hint)
        return
    for ending in (".yaml", ".yml"):
        for path in project.workspace.glob("briefs", ending):
            if path.rpartition("/")[2] == f"{name}{ending}":
                hint = "choose another name, or edit the file that is there"
                findings.error("BRIEF001", f"there is a brief `{name}` already", Span(path), hint=hint)


def write_starter(project: Project, wanted: Wanted, findings: Findings) -> None:
    """Write the file of a new brief; what is there stays as it is.

    Args:
        project: Where to; `check_wanted` found nothing wrong.
        wanted: The brief.
        findings: Collects why it cannot be written.
    """
    file = project.workspace.root / wanted.path
    problem = ""
    hint = ROOM
    if not is_inside(file, project.workspace.root):
        problem, hint = "a link leads outside the project folder", "replace the link by a folder"
    try:
        if not problem:
            create(file, starter(project, wanted).encode())
    except OSError as error:
        problem = error.strerror or str(error)
    if problem:
        findings.error("BUILD004", f"`{wanted.path}` cannot be written: {problem}", hint=hint)


def starter(project: Project, wanted: Wanted) -> str:
    """Return the text of a new brief."""
    remark, _, blocks = _file_of(wanted.layout).partition("\n")
    lines = f"{remark}\n{_read('head')}{blocks}".splitlines()
    text = "\n".join(_in_languages(_choose(lines, wanted), wanted.languages)) + "\n"
    book = project.book(Findings())  # what is wrong with the facts is for `check` to say
    for example, suits in _EXAMPLES.items():
        text = text.replace(example, next((id_ for id_, fact in book.facts.items() if suits(fact)), example))
    if project.workspace.exists(f"{FOLDER}/{file_name('brief')}"):
        text = modeline(wanted.path, text.encode(), file_name("brief")).data.decode()
    return text


def words_lacking(project: Project, wanted: Wanted) -> tuple[str, ...]:
    """Return the languages in which layouts of a project cannot print their own words."""
    path = project.workspace.find("templates", "words.yaml")
    words = read_words(project.workspace, path, (), Findings())  # what is wrong is for `check` to say
    printed = [word for key, word in words.items() if key not in CHART_WORDS]
    return tuple(lang for lang in wanted.languages if not all(word.get(lang) for word in printed))


# ---- files


def _read(name: str) -> str:
    return read_shipped(f"starters/{name}.yaml").decode()


def _file_of(layout: str) -> str:
    """Return the starter of a layout; a layout of the project has the general one."""
    try:
        return _read(layout)
    except ReadError:
        return _read(_GENERAL)


def _about(layout: str) -> str:
    return _file_of(layout).partition("\n")[0].removeprefix("# ").removesuffix(".")


def _choose(lines: Sequence[str], wanted: Wanted) -> Iterator[str]:
    """Write the choices of a brief into the lines of its head."""
    chosen = {"template": wanted.layout, "theme": wanted.theme}
    for line in lines:
        key, colon, _ = line.partition(": ")
        yield f"{key}{colon}{chosen[key]}" if key in chosen else line
        if key == "theme" and wanted.languages != LANGUAGES:
            yield f"languages: [{', '.join(wanted.languages)}]"


# ---- languages


def _primary(lang: str) -> str:
    return lang.partition("-")[0]


def _source(languages: Sequence[str]) -> str:
    """Return the language that texts are translated from: the first that the starters have, or English."""
    return next((_primary(lang) for lang in languages if _primary(lang) in _TO_TRANSLATE), "en")


def _in_languages(lines: Iterator[str], languages: Sequence[str]) -> Iterator[str]:
    """Yield lines with each text in the languages of a brief, and in no other."""
    source = _source(languages)
    texts: dict[str, list[str]] = {}
    before = ""
    for line in [*lines, None]:
        leaf = _LEAF.fullmatch(line or "")
        if leaf and leaf["before"] == _indent(before) and texts:
            texts[leaf["lang"]] = [leaf["text"]]
        elif texts and line and line.startswith(f"{_indent(before)}  ") and not leaf:
            texts[list(texts)[-1]].append(line)
        else:
            yield from _written(texts, before, languages, source)
            texts, before = ({leaf["lang"]: [leaf["text"]]}, leaf["before"]) if leaf else ({}, "")
            if line is not None and not leaf:
                yield line


def _written(
    texts: Mapping[str, list[str]], before: str, languages: Sequence[str], source: str
) -> Iterator[str]:
    """Yield the lines of a text: those languages that it has, and the others by its source."""
    for lang in languages if texts else ():
        first, *more = texts.get(_primary(lang)) or [_marked(line, source) for line in texts[source]]
        yield f"{before}{lang}: {first}"
        yield from more
        before = _indent(before)


def _indent(before: str) -> str:
    """Return as much room as what stands before a text takes; in a remark it begins with the mark of one."""
    return before.replace("-", " ")


def _marked(line: str, source: str) -> str:
    """Return a line of a text as one that is to be translated, in words that a screen reader says right."""
    if line == "|":
        return line
    start, words, end = re.fullmatch(r'((?: *# )? *"?)(.*?)("?)', line).groups()  # type: ignore[union-attr]
    return f"{start}{{{{ lang('{source}', '{_TO_TRANSLATE[source]}{words}') }}}}{end}"
