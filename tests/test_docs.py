"""What the docs promise, a test reads: tables, names, examples, links.

``python -m tests.test_docs forms`` (or ``vocabulary``) prints a table as its page has to have it.
"""

from __future__ import annotations

import importlib
import re
import shutil
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from briefpress.build.project import LANGUAGES, Edition, Project
from briefpress.build.render import Renderer
from briefpress.cli import main
from briefpress.cli.exits import CHANGED
from briefpress.cli.verbs.schedule import KINDS
from briefpress.diagnostics import CODES, Findings, Span, render_text
from briefpress.document import VOCABULARY
from briefpress.document.nodes import Text
from briefpress.document.vocabulary import BLOCKS, INLINE, Rule
from briefpress.facts import CLAIMS, FactBook, load_facts
from briefpress.facts.expressions.functions import FUNCTIONS, SELECTIONS
from briefpress.facts.feeds import FEED_KEYS, REFRESH_KEYS
from briefpress.facts.model import PLURAL_FORMS, QUALIFIERS, SCALES, FactType, Source
from briefpress.facts.types import FACT_KEYS, TYPES
from briefpress.fonts import WEIGHTS
from briefpress.layout.theme import MEASURES, PALETTE, SERIES, STYLES
from briefpress.mail.schema import TOLD as MAIL_TOLD, mail_schema
from briefpress.merge.block_types import ANY_BLOCK, BLOCK_TYPES, HEAD, REGIONS, SETTINGS, Field
from briefpress.merge.chart_words import SENTENCES
from briefpress.merge.fact_text import FORMS, FactPrinter
from briefpress.merge.references import Uses, author_context
from briefpress.merge.sandbox import TextEnvironment
from briefpress.merge.templates import LayoutTemplates
from briefpress.page import describe
from briefpress.routine.model import STATUSES
from briefpress.routine.steps import STEPS
from briefpress.schedules import FORMATS
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.support.project import ORCHARD, write_project

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH_LINE = re.compile(r"(?:# |\{#- )((?:data|briefs|templates)/[\w./-]+)")


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its level or a higher one."""
    level = len(heading) - len(heading.lstrip("#"))
    start = re.search(rf"^{re.escape(heading)}$", text, re.MULTILINE)
    assert start, f"no heading {heading!r}"
    rest = text[start.end() :]
    # A remark in an example is no heading.
    masked = FENCE.sub(lambda fence: re.sub("[^\n]", " ", fence[0]), rest)
    end = re.search(rf"^#{{1,{level}}} ", masked, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> list[list[str]]:
    """Return the cells of all tables in a text, without their heads."""
    found = []
    lines = text.splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("| ") and not line.startswith("| ---"):
            found.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        if line.startswith("| ---") and before.startswith("|"):
            found.pop()
    return found


def names(cell: str) -> list[str]:
    """Return what stands between backquotes."""
    return re.findall(r"`([^`]+)`", cell)


def first_column(text: str) -> list[str]:
    return [name for row in rows(text) for name in names(row[0])]


def files(*pages: str) -> dict[str, str]:
    """Return the examples of pages that name their file in their first line."""
    found = {}
    for name in pages:
        for _, code in FENCE.findall(page(name)):
            if match := PATH_LINE.match(code):
                found[match[1]] = code
    return found


def project(old: str = "", new: str = "") -> Project:
    """Return the project of the tutorial, with a text replaced by another in all its files."""
    made = files("docs/authoring.md", "docs/templates.md")
    assert any(old in text for text in made.values())
    return Project(
        MemoryWorkspace({path: text.replace(old, new) if old else text for path, text in made.items()})
    )


def rendered(made: Project) -> tuple[list[bytes | None], str]:
    """Return the PDFs of a project and its mistakes as they are printed."""
    findings = Findings()
    pdfs = []
    renderer = Renderer(made)
    for lang in LANGUAGES:
        rendering = renderer.render(Edition("briefs/library.yaml", lang))
        pdfs.append(rendering.pdf)
        findings.extend(rendering.findings)
    text = render_text(findings, lambda path: made.workspace.read(path).decode(), color=False)
    return pdfs, text


# ---- tables that the program makes


def book() -> FactBook:
    findings = Findings()
    made = load_facts(project().workspace, LANGUAGES, findings)
    assert not len(findings), render_text(findings, lambda _: None, color=False)
    return made


def _row(*cells: str) -> str:
    return re.sub(" {2,}", " ", f"| {' | '.join(cells)} |")


def forms_table() -> str:
    lines = [
        f"| fact | | {' | '.join(f'`{form}`' for form in FORMS)} |",
        f"| --- | --- {'| --- ' * len(FORMS)}|",
    ]
    facts = book()
    # What is computed, or is of a series or a table, is printed like any other.
    plain = [name for name, fact in facts.facts.items() if not (fact.series or fact.formula)]
    for name in plain:
        if facts.facts[name].type in (FactType.SERIES, FactType.TABLE):
            continue
        for lang in LANGUAGES:
            printer = FactPrinter(facts, lang)
            cells = [_printed(printer, name, form) for form in FORMS]
            shown = f"`{name}`" if lang == LANGUAGES[0] else ""
            lines.append(_row(shown, lang.upper(), *cells))
    return "\n".join(lines)


def _printed(printer: FactPrinter, name: str, form: str) -> str:
    text = printer.text(name, form, Span(""), Findings())
    if text is None:
        return ""
    pieces = (f"<sup>{piece}</sup>" if raised else piece for piece, raised in text.pieces)
    return "".join(pieces).replace("\u00a0", " ")


def vocabulary_table() -> str:
    lines = ["| element | attributes | holds | what it is |", "| --- | --- | --- | --- |"]
    for name, rule in VOCABULARY.items():
        attributes = [_attribute(attribute, rule) for attribute in (*rule.required, *rule.optional)]
        held, groups = set(rule.children), []
        for group, label in ((BLOCKS, "*blocks*"), (INLINE | {"#text"}, "*text*")):
            if group <= held:
                held -= group
                groups.append(label)
        holds = [*groups, *(_child(child, rule) for child in sorted(held))]
        lines.append(_row(f"`{name}`", ", ".join(attributes), ", ".join(holds), rule.about))
    return "\n".join(lines)


def _attribute(name: str, rule: Rule) -> str:
    shown = f"**`{name}`**" if name in rule.required else f"`{name}`"
    return f"{shown}: {' or '.join(rule.values[name])}" if name in rule.values else shown


def _child(name: str, rule: Rule) -> str:
    shown = f"**`{name}`**" if name in rule.needs else f"`{name}`"
    return f"{shown} (one)" if name in rule.single else shown


TABLES = {
    "forms": ("docs/authoring.md", forms_table),
    "types": ("docs/authoring.md", lambda: types_table()),
    "vocabulary": ("docs/vocabulary.md", vocabulary_table),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_what_the_program_says(name):
    where, make = TABLES[name]
    assert make() in page(where), f"make it again: .venv/bin/python -m tests.test_docs {name}"


def test_the_vocabulary_names_its_groups_and_attributes():
    text = page("docs/vocabulary.md")
    for group in (BLOCKS, INLINE):
        assert ", ".join(f"`{name}`" for name in sorted(group)) in " ".join(text.split())
    explained = {name for row in rows(text) for name in names(row[0])}
    for rule in VOCABULARY.values():
        assert {*rule.required, *rule.optional} - {"lang"} <= explained
    shown = {*first_column(part(text, "## What it becomes")), *_TOLD_BY_OTHERS}
    assert set(VOCABULARY) <= shown


#: Elements that the table of structure types names by a range, or with the element around them.
_TOLD_BY_OTHERS = {"h2", "h3", "h4", "h5", "alt", "item", "start", "end"}


def test_the_readme_shows_what_a_changed_figure_builds(tmp_path, capsys):
    for folder in ("briefs", "data", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    build = ["build", "--project", str(tmp_path), "--color", "never"]
    assert main(build) == 0
    capsys.readouterr()
    facts = tmp_path / "data/fms.yaml"
    before, name, after = facts.read_text(encoding="utf-8").partition("  fms.portfolio.value:\n")
    facts.write_text(before + name + after.replace("value: 13\n", "value: 14\n", 1), encoding="utf-8")
    assert main(build) == 0
    shown = next(code for kind, code in FENCE.findall(page("README.md")) if kind == "text")
    said, made = (re.sub(r"[\d. ]+(?=kB| s\b)", "", text) for text in (shown, capsys.readouterr().out))
    assert said == made


# ---- facts


def test_every_key_of_a_fact_is_there():
    table = rows(part(page("docs/authoring.md"), "## Facts").split("### Types")[0])
    said = {name for row in table for name in names(row[0])}
    assert said == set(FACT_KEYS) - {"of", "points", "columns", "rows"}


_SEVERAL = (("minimum", "maximum"), ("formula", "decimals", "rounding"))


def types_table() -> str:
    """Return the table of types as the table of the program says it."""

    def names_of(keys):
        return ", ".join(f"`{key}`" for key in keys)

    def row(kind, rule):
        left = [q for q in QUALIFIERS if q not in rule.qualifiers]
        qualifiers = (
            "none" if len(left) == len(QUALIFIERS) else f"all but {names_of(left)}" if left else "all"
        )
        value = f"{rule.value}; a range" if rule.is_range else rule.value
        return f"| `{kind}` | {value} | {names_of(rule.needs)} | {names_of(rule.accepts)} | {qualifiers} |"

    return "\n".join(" ".join(row(kind.value, rule).split()) for kind, rule in TYPES.items())


_REST = "source: annual-report, label: {en: X, fr: X}"


def test_every_qualifier_is_there_with_its_words():
    table = rows(part(page("docs/authoring.md"), "### Qualifiers"))
    assert [names(row[0])[0] for row in table] == list(QUALIFIERS)
    lines = [
        f"  x.q{number}: {{type: rank, value: 20, qualifier: {qualifier}, {_REST}}}"
        for number, qualifier in enumerate(QUALIFIERS)
    ]
    more = {"data/qualified.yaml": "facts:\n" + "\n".join(lines) + "\n"}
    facts = load_facts(MemoryWorkspace({**files("docs/authoring.md"), **more}), LANGUAGES, Findings())
    for number, row in enumerate(table):
        if names(row[0]) == ["exact"]:
            continue  # it is the figure itself
        for lang, cell in zip(LANGUAGES, row[1:], strict=True):
            printed = _printed(FactPrinter(facts, lang), f"x.q{number}", "qualified")
            assert printed.startswith(cell.split(",")[0]) and bool(cell) == bool(printed)


def test_every_scale_and_plural_form_is_there():
    said = set(names(FENCE.sub("", part(page("docs/authoring.md"), "## Facts"))))
    assert {*SCALES, *PLURAL_FORMS} <= said


def test_every_key_of_a_source_is_there():
    fields_ = set(Source.__struct_fields__) - {"id", "span", "freshness"}
    table = rows(part(page("docs/authoring.md"), "### Sources"))
    assert {name for row in table for name in names(row[0])} == fields_ | {"warn_after", "error_after"}


def test_every_key_of_a_feed_is_there():
    text = page("docs/refresh.md")
    assert first_column(part(text, "## Feeds")) == list(FEED_KEYS)
    assert first_column(part(text, "## What a fact takes")) == list(REFRESH_KEYS)


def test_the_feeds_of_the_page_are_in_order():
    sources = page("docs/authoring.md").partition("sources:\n")[2].partition("\n```")[0]
    source = "sources:\n" + sources.partition("\n\n")[0].replace("annual-report", "harvest-survey")
    findings = Findings()
    made = {**files("docs/refresh.md"), "data/sources.yaml": source}
    load_facts(MemoryWorkspace(made), LANGUAGES, findings)
    assert [(finding.code, finding.message.split("`")[1]) for finding in findings] == [
        ("FEED004", "harvest.price"),
        ("FEED004", "harvest.towns"),
        ("FEED004", "orchards.trees"),
    ]


def test_a_first_value_is_fetched(tmp_path, capsys):
    section = part(page("docs/refresh.md"), "## A first value")
    orchards = {path: text for path, text in files("docs/refresh.md").items() if "orchards" in path}
    write_project(tmp_path, {**orchards, "briefs/orchard.yaml": ORCHARD})
    assert main(["refresh", "--project", str(tmp_path)]) == CHANGED
    assert f"```text\n{capsys.readouterr().out}```" in section


def test_the_ways_a_refresh_ends_are_there():
    program = importlib.import_module("briefpress.cli.exits")
    said = {
        names(row[1])[0]: int(names(row[0])[0])
        for row in rows(part(page("docs/refresh.md"), "## How it ends"))
    }
    assert said == {name: getattr(program, name) for name in said}
    assert {"OK", "CHANGED", "PARTLY"} <= set(said)


def test_every_form_is_there():
    assert first_column(part(page("docs/authoring.md"), "## Forms"))[: len(FORMS)] == list(FORMS)


def test_every_function_of_a_formula_is_there():
    table = rows(part(page("docs/authoring.md"), "### Computed facts"))
    known = {function.signature: function.about for function in FUNCTIONS.values()} | dict(SELECTIONS)
    assert {names(row[0])[0]: row[1] for row in table} == known


def test_every_claim_is_there():
    table = rows(part(page("docs/authoring.md"), "### Claims"))
    known = {name: [claim.about, claim.words["en"], claim.words["fr"]] for name, claim in CLAIMS.items()}
    assert {names(row[0])[0]: row[1:] for row in table} == known


# ---- briefs


def test_every_key_of_a_brief_is_there():
    table = rows(part(page("docs/authoring.md"), "## Briefs").split("### ")[0])
    said = {names(row[0])[0]: row[1] == "yes" for row in table}
    others = (*SETTINGS, "languages", "together", "first", "for_each", "profiles", *REGIONS, "notes")
    assert said == {**{key: field.required for key, field in HEAD.items()}, **dict.fromkeys(others, False)}


@pytest.mark.parametrize("name", BLOCK_TYPES)
def test_every_field_of_a_block_is_there(name):
    section = part(page("docs/authoring.md"), f"### `{name}`")
    said = {names(row[0])[0]: row[1] == "yes" for row in rows(section)}
    there = dict(_flat({key: field for key, field in BLOCK_TYPES[name].items() if key not in ANY_BLOCK}))
    assert said == {path: field.required for path, field in there.items()}
    for path, field in there.items():
        row = next(row for row in rows(section) if names(row[0])[0] == path)
        assert set(field.options) <= set(names(row[2]))
        assert not field.default or field.default in names(row[2])


def test_every_field_of_any_block_is_there():
    table = rows(part(page("docs/authoring.md"), "## Briefs").split("### ")[0])
    said = {names(row[0])[0]: row for row in rows(part(page("docs/authoring.md"), "### Fields of any block"))}
    assert not {names(row[0])[0] for row in table} & said.keys()
    assert said.keys() == ANY_BLOCK.keys()
    for key, field in ANY_BLOCK.items():
        assert set(field.options) <= set(names(said[key][2]))


def _flat(record: Mapping[str, Field], prefix: str = "") -> list[tuple[str, Field]]:
    found = []
    for key, field in record.items():
        found.append((prefix + key, field))
        found += _flat(field.record, f"{prefix}{key}[].")
    return found


def test_every_function_of_a_text_is_there():
    text = part(page("docs/authoring.md"), "## Texts")
    for name in author_context((), "en", Uses()):
        assert f"{{{{ {name}(" in text


def test_texts_have_the_constructs_that_are_there():
    environment = TextEnvironment()
    shown = [name for name in first_column(part(page("docs/authoring.md"), "## Texts")) if "{" in name]
    assert {"for", "if", "set"} <= set(re.findall(r"{% (\w+)", " ".join(shown)))
    for text in shown:
        environment.parse_text(text)


def test_the_tutorial_builds():
    pdfs, mistakes = rendered(project())
    assert mistakes == ""
    assert all(pdfs)


def test_the_tutorials_mistake_looks_as_it_is_shown():
    label = '{en: "Yearly budget", fr: "Budget annuel"}'
    pdfs, mistakes = rendered(project(label, label.replace(', fr: "Budget annuel"', "")))
    assert pdfs == [None, None]
    shown = next(code for kind, code in FENCE.findall(page("docs/authoring.md")) if kind == "text")
    assert mistakes == shown


# ---- mail


def test_every_key_of_a_list_is_there():
    text = page("docs/mail.md")
    table = {names(row[0])[0]: row[1] == "yes" for row in rows(part(text, "## A list"))}
    assert table == {key: key in mail_schema(LANGUAGES)["required"] for key in MAIL_TOLD}
    schema = mail_schema(LANGUAGES)["properties"]
    assert first_column(part(text, "## The server")) == list(schema["smtp"]["properties"])
    chosen = schema["briefs"]["items"]["then"]["properties"]
    assert first_column(part(text, "## Who gets what")) == list(chosen)
    assert sorted(first_column(part(text, "## When"))) == sorted(schema["when"]["enum"])


# ---- layouts and themes


@pytest.mark.parametrize("layout", ["no-logo", "small-heads"])
def test_the_layouts_of_the_page_work(layout):
    pdfs, mistakes = rendered(project("template: one-pager", f"template: {layout}"))
    assert mistakes == ""
    assert all(pdfs)


def test_the_theme_of_the_page_works():
    pdfs, mistakes = rendered(project("template: one-pager", "template: one-pager\ntheme: harbour"))
    assert mistakes == ""
    assert all(pdfs)


def test_the_shown_layout_is_the_shipped_one():
    shipped = (ROOT / "briefpress/assets/templates/fact-sheet.xml").read_text(encoding="utf-8")
    shown = next(code for kind, code in FENCE.findall(page("docs/templates.md")) if kind == "xml")
    assert shipped.split("-#}\n", 1)[1] == shown


def test_every_name_that_a_layout_may_use_is_there(monkeypatch):
    seen = {}
    monkeypatch.setattr(
        LayoutTemplates, "render", lambda self, name, span, context, findings: seen.update(context)
    )
    rendered(project())
    text = part(page("docs/templates.md"), "### What a layout may use")
    said = set(first_column(text))
    assert said == {f"brief.{key}" for key in vars(seen["brief"])} | {"words", "lang"}
    for key in ("notes", "sources"):
        row = next(row for row in rows(text) if f"`brief.{key}`" in row[0])
        assert names(row[1]) == list(vars(getattr(seen["brief"], key)[0]))
    row = next(row for row in rows(text) if row[0] == "`words`")
    assert set(dir(seen["words"])) <= set(names(row[1]))


def test_every_sentence_about_charts_is_there():
    text = part(page("docs/templates.md"), "### How charts are told")
    known = [[f"`{key}`", told, list(parts)] for key, (told, parts) in SENTENCES.items()]
    assert [[word, told, names(parts)] for word, told, parts in rows(text)] == known


def test_every_jinja_block_and_macro_is_there():
    text = page("docs/templates.md")
    assets = ROOT / "briefpress/assets/templates"
    blocks = re.findall(r"{% block (\w+) %}", (assets / "base.xml").read_text(encoding="utf-8"))
    assert sorted(first_column(part(text, "## Layouts").split("`blocks.xml` has")[0])) == sorted(blocks)
    macros = re.findall(r"{% macro (\w+)", (assets / "blocks.xml").read_text(encoding="utf-8"))
    said = set(names(part(text, "## Layouts").split("`blocks.xml` has")[1].split("###")[0]))
    assert set(macros) <= {name.split("(")[0] for name in said}


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("### Palette", [*PALETTE, *SERIES]),
        ("### Measures", [f"{group}.{key}" for group, keys in MEASURES.items() for key in keys]),
        (
            "### Styles",
            [
                *(*STYLES, "family", "weight", "size", "leading", "color", "behind", "before", "after"),
                *("wrap", "align", "hyphens", "figures"),
            ],
        ),
    ],
)
def test_every_key_of_a_theme_is_there(heading, keys):
    assert first_column(part(page("docs/templates.md"), heading).split("### Fonts")[0]) == keys


def test_every_weight_is_there():
    assert set(WEIGHTS) <= set(names(part(page("docs/templates.md"), "### Styles")))


# ---- commands, dependencies, codes


def _help(capsys, *verb: str) -> str:
    assert main([*verb, "--help"]) == 0
    return capsys.readouterr().out


def test_every_command_and_option_is_there(capsys):
    whole = _help(capsys)
    verbs = re.findall(r"^    ([a-z]+) ", whole, re.MULTILINE)
    assert "build" in verbs
    helps = [whole, *(_help(capsys, verb) for verb in verbs)]
    options = {o for text in helps for o in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text)}
    text = part(page("README.md"), "## Commands")
    assert {name for cell in first_column(text) for name in re.findall(r"--?[a-z][a-z-]*", cell)} == options
    assert {f"generate.py {verb}" for verb in verbs} <= set(re.findall(r"generate\.py \w+", text))
    codes = re.search(r"^  (0 .*)$", whole, re.MULTILINE)
    assert codes and set(re.findall(r"\d+", codes[1])) <= set(re.findall(r"`(\d+)`", text))
    program = importlib.import_module("briefpress.cli.main")
    named = ("OK", "ERRORS", "USAGE", "STALE", "CHANGED", "PARTLY", "BUG", "BUSY", "INTERRUPTED")
    used = [getattr(program, name) for name in named]
    assert re.findall(r"`(\d+)`", text.split("Exit codes:")[1]) == [str(code) for code in used]


def test_what_a_run_is_told_with_is_there():
    text = page("docs/schedule.md")
    assert first_column(part(text, "## A run"))[: len(STEPS)] == [step.name for step in STEPS]
    assert sorted(first_column(part(text, "## The report"))) == sorted(STATUSES)
    assert first_column(part(text, "## Schedulers")) == list(FORMATS) == list(KINDS)


def test_every_dependency_is_there_and_no_other():
    data = tomllib.loads(page("pyproject.toml"))["project"]
    declared = [
        *data["dependencies"],
        *(d for extra in data["optional-dependencies"].values() for d in extra),
    ]
    declared = [re.match(r"[\w-]+", text)[0].lower() for text in declared]
    said = [name.lower() for name in first_column(page("docs/dependencies.md"))]
    assert sorted(said) == sorted(set(declared))  # two extras may bring the same


def test_every_code_that_a_page_names_exists():
    for file in PAGES:
        codes = re.findall(
            r"\b(?:YAML|SHAPE|FACT|FEED|EXPR|BRIEF|MERGE|DOC|IMAGE|LAYOUT|TEXT|BUILD|LINK|MAIL|RUN|PLAN|USAGE)\d{3}\b",
            file.read_text("utf-8"),
        )
        assert set(codes) <= set(CODES), file.name


# ---- names of code, links


PACKAGES = sorted(p.parent.name for p in (ROOT / "briefpress").glob("*/__init__.py"))
DOTTED = re.compile(rf"`((?:{'|'.join(PACKAGES)})(?:\.\w+)+)(?:\(\))?`")
FILE = re.compile(r"`((?:briefpress|tests|docs|benchmarks)/[\w./-]+)`")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_code_that_a_page_names_exists(file):
    text = file.read_text(encoding="utf-8")
    # A measure of a theme looks like a module: `page.top`.
    measures = {f"{group}.{key}" for group, keys in MEASURES.items() for key in keys}
    for name in {*DOTTED.findall(text)} - measures:
        assert _resolves(name), f"{file.name}: there is no {name}"
    for path in FILE.findall(text):
        assert (ROOT / path).exists(), f"{file.name}: there is no {path}"


def _resolves(name: str) -> bool:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(["briefpress", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[end:]:
            if not hasattr(found, attribute):
                return attribute in getattr(found, "__annotations__", ())
            found = getattr(found, attribute)
        return True
    return False


def test_every_package_is_in_the_map():
    assert sorted(first_column(part(page("docs/architecture.md"), "## Packages"))) == PACKAGES


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file):
    text = FENCE.sub("", file.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`\n]+`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), f"{file.name}: {target}"
        assert not anchor or anchor in _anchors(linked), f"{file.name}: {target}"


def _anchors(file: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


# ---- the way of a fact


def test_the_way_of_a_fact_is_told_as_it_is():
    """Every excerpt of the page is what the program makes of the sample; places on the page may move."""
    shown = {kind: code.rstrip("\n") for kind, code in FENCE.findall(page("docs/architecture.md"))}
    assert shown["yaml"] in page("data/fms.yaml")
    assert shown["jinja"] in page("briefs/canada-us-defence.yaml")
    for kind, mask in (("xml", r'at="[^"]*"'), ("python", r"=\d+"), ("pages", r"\d+\.\d"), ("tags", r"^$")):
        said, made = (re.sub(mask, "", " ".join(text.split())) for text in (shown[kind], _sample()[kind]))
        assert said in made, kind


@cache
def _sample() -> dict[str, str]:
    from briefpress.merge import edition as merging
    from tests.support.tags import tag_tree

    markup = []
    parse = merging.parse_markup
    merging.parse_markup = lambda text, **more: markup.append(text) or parse(text, **more)
    try:
        renderer = Renderer(Project(Workspace(ROOT)))
        edition = Edition("briefs/canada-us-defence.yaml", "en")
        laid_out = renderer.lay_out(edition, Findings())
        pdf = renderer.render(edition).pdf
    finally:
        merging.parse_markup = parse
    assert laid_out and pdf
    nodes = " ".join(repr(node) for node in laid_out[0].walk() if isinstance(node, Text))
    return {"xml": markup[0], "python": nodes, "pages": describe(laid_out[1]), "tags": tag_tree(pdf)}


if __name__ == "__main__":
    for wanted in sys.argv[1:] or TABLES:
        print(TABLES[wanted][1]())
