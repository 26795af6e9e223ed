"""The sheet as a Briefpress project: facts and a brief in YAML, the shipped layout, the theme in Lato.

series     all sheets are briefs of one project, as in a real series: one Renderer, which has read facts and
           briefs before the clock starts, as the other engines have their data; then merge, layout, PDF
uncached   the same, and before each sheet the Renderer is a new one and all that the process remembers is
           forgotten: fonts, theme, templates, words, lines; facts and briefs are data, and stay
project    each sheet is a project with a Renderer of its own, and its YAML is written, parsed and checked
           while the clock runs; what the process remembers stays warm
"""

import json
import sys
from functools import _lru_cache_wrapper
from importlib.util import find_spec
from pathlib import Path

from content import MARKS, make

VARIANTS = ("series", "uncached", "project")


def files(d: dict, name: str = "sheet", languages: tuple[str, ...] = ("en",)) -> dict[str, str]:
    """Return the project of one sheet, path -> text.

    Args:
        d: The sheet.
        name: Of its files.
        languages: Those of the project; every label has to be there in each.
    """
    return {
        "data/sources.yaml": _sources(d, languages),
        f"data/{name}.yaml": _facts(d, name, languages),
        f"briefs/{name}.yaml": _brief(d, name),
        "templates/lato.yaml": _theme(),
        "templates/words.yaml": "".join(f"{key}: {_each(text, languages)}\n" for key, text in _WORDS.items()),
    }


#: The shipped words are in two languages, which a project in one has to replace.
_WORDS = {
    "page": "Page",
    "of": "of",
    "end_matter": "Sources and notes",
    "source": "Source:",
    "consulted": "consulted on",
}


def _theme() -> str:
    """Return the shipped theme with the two faces that the other engines use."""
    root = Path(find_spec("briefpress").origin).parent
    text = (root / "assets/themes/civic.yaml").read_text("utf-8")
    return text.replace("Noto Sans", "Lato").replace("weight: black", "weight: bold")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _each(text: str, languages: tuple[str, ...]) -> str:
    return f"{{{', '.join(f'{lang}: {_quoted(text)}' for lang in languages)}}}"


def _sources(d: dict, languages: tuple[str, ...]) -> str:
    publisher, title, address = d["source"]
    return (
        f"sources:\n  yearbook:\n    title: {_each(title, languages)}\n    publisher: {_quoted(publisher)}\n"
        f"    address: {_quoted(address)}\n    accessed: 2026-01-31\n"
    )


def _facts(d: dict, name: str, languages: tuple[str, ...]) -> str:
    rows = ["facts:"]

    def fact(key: str, kind: str, value: str, label: str) -> None:
        extra = {"money": ("currency: USD", "scale: billion"), "duration": ("unit: year",)}.get(kind, ())
        rows.append(f"  {_id(name)}.{key}:")
        rows.extend(f"    {row}" for row in (f"type: {kind}", f"value: {value}", *extra, "source: yearbook"))
        rows.append(f"    label: {_each(label, languages)}")

    for key, (kind, value) in d["figures"].items():
        fact(key, kind, value, f"Figure {key}")
    for year, value in d["chart"]:
        fact(f"y{year}", "number", value, f"Passengers in {year}")
    for number, (line, riders, change) in enumerate(d["table"]):
        fact(f"riders{number}", "number", riders, f"Passengers of the {line}")
        fact(f"change{number}", "percent", change, f"Change of the {line}")
    return "\n".join(rows) + "\n"


def _id(name: str) -> str:
    return name.replace("-", "_")


def _brief(d: dict, name: str) -> str:
    fact = _id(name)
    figures = {key: f"{{{{ {fact}.{key} }}}}" for key in d["figures"]}

    def text(source: str) -> str:
        filled = source.format_map(figures)
        for number, mark in enumerate(MARKS):
            filled = filled.replace(mark, f'{{{{ note("n{number}") }}}}')
        return filled

    def line(key: str, source: str, indent: str = "") -> str:
        return f"{indent}{key}: {{en: {_quoted(text(source))}}}\n"

    def block(kind: str, id_: str, heading: str = "") -> str:
        return f"  - type: {kind}\n    id: {id_}\n" + (line("heading", heading, "    ") if heading else "")

    def paragraphs(parts: tuple[str, ...], bullet: str = "") -> str:
        gap = "" if bullet else "\n"
        body = gap.join(f"        {bullet}{text(part)}\n" for part in parts)
        return f"    text:\n      en: |\n{body}"

    out = ["template: fact-sheet\ntheme: lato\nlanguages: [en]\n"]
    for key in ("title", "subtitle", "footer"):
        out.append(line(key, d[key]))
    out.append(line("subject", d["subtitle"]) + line("author", d["source"][0]))
    out.append("opening:\n" + block("lede", "lede") + paragraphs((d["lede"],)))
    out.append(block("key-figures", "tiles") + "    figures:\n")
    for key, label in d["tiles"]:
        out.append(f"      - value: {_quoted(figures[key])}\n" + line("label", label, "        "))
    out.append("body:\n")
    for number, (heading, parts) in enumerate(d["sections"]):
        out.append(block("text", f"section-{number}", heading) + paragraphs(parts))
    out.append(block("text", "bullets", d["bullets_heading"]) + paragraphs(d["bullets"], "- "))
    out.append("closing:\n" + block("chart", "chart", d["chart_heading"]) + "    kind: column\n    items:\n")
    for year, _ in d["chart"]:
        out.append(f"      - fact: {fact}.y{year}\n" + line("label", year, "        "))
    shown = ", ".join(f"{year}: {{{{ {fact}.y{year} }}}}" for year, _ in d["chart"])
    unit = d["chart_unit"]
    out.append(f"    alt: {{en: {_quoted(f'Columns, {unit} by year. {shown}.')}}}\n")
    out.append(line("caption", unit, "    ") + block("table", "lines"))
    out.append(line("caption", d["table_heading"], "    ") + "    columns:\n")
    for label, width, align in zip(d["table_head"], (2, 1, 1), ("start", "end", "end"), strict=True):
        out.append(
            line("label", label, "      - ").rstrip() + f"\n        width: {width}\n        align: {align}\n"
        )
    out.append("    rows:\n")
    for number, (label, *_) in enumerate(d["table"]):
        cells = f'"{{{{ {fact}.riders{number} }}}}", "{{{{ {fact}.change{number} }}}}"'
        out.append(f"      - [{_quoted(label)}, {cells}]\n")
    out.append("notes:\n")
    for number, note in enumerate(d["notes"]):
        out.append(f"  - id: n{number}\n" + line("text", note, "    "))
    return "".join(out)


def _name(d: dict) -> str:
    return f"sheet-{d['index']}"


class Engine:
    """Renders sheets through the public interface."""

    def __init__(self, variant: str) -> None:
        import briefpress.pdf  # noqa: F401 (its tables have to be seen while they are empty)
        from briefpress.build.project import Edition, Project
        from briefpress.build.render import Renderer
        from briefpress.workspace import MemoryWorkspace

        self._memory = Memory()
        self._variant = variant
        self._series = None
        self._edition, self._renderer = Edition, Renderer
        self._project = lambda texts: Project(MemoryWorkspace(texts), languages=("en",))

    def render(self, d: dict) -> bytes:
        """Return the file of a sheet that is a project of its own."""
        return self._pdf(self._renderer(self._project(files(d))), "sheet")

    def prepare(self, sheets: list[dict]) -> None:
        """Read the facts and briefs of a series: one project, whose worker is set up as our own are."""
        from briefpress.build.workers import settle
        from briefpress.diagnostics import Findings

        if self._variant == "project":
            return
        texts: dict[str, str] = {}
        for d in sheets:
            texts |= files(d, _name(d))
        self._series = self._project(texts)
        self._series.book(Findings())
        for d in sheets:
            self._series.brief(f"briefs/{_name(d)}.yaml", Findings())
        settle()

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        """Return the files of many sheets."""
        if self._series is None:
            return [self.render(d) for d in sheets]
        if self._variant == "uncached":
            return [self._forgetful(d) for d in sheets]
        renderer = self.begin()
        return [self.render_one(renderer, d) for d in sheets]

    def begin(self):
        """Return what renders a series that was prepared."""
        return self._renderer(self._series)

    def render_one(self, renderer, d: dict) -> bytes:
        """Return the file of a sheet of the series."""
        return self._pdf(renderer, _name(d))

    def _forgetful(self, d: dict) -> bytes:
        self._memory.forget()
        return self._pdf(self._renderer(self._series), _name(d))

    def _pdf(self, renderer, name: str) -> bytes:
        rendering = renderer.render(self._edition(f"briefs/{name}.yaml", "en"))
        if rendering.pdf is None:
            raise SystemExit("\n".join(map(str, rendering.findings)))
        return rendering.pdf


class Memory:
    """What the package keeps between sheets: caches of functions, and tables that were empty at first."""

    def __init__(self) -> None:
        modules = [m for name, m in sorted(sys.modules.items()) if name.split(".")[0] == "briefpress"]
        values = [value for module in modules for value in vars(module).values()]
        self._caches = [value for value in values if isinstance(value, _lru_cache_wrapper)]
        self._tables = [value for value in values if type(value) in (dict, list, set) and not value]

    def forget(self) -> None:
        for cache in self._caches:
            cache.cache_clear()
        for table in self._tables:
            table.clear()


def write_project(folder: Path, first: int, count: int = 1) -> None:
    """Write a project of sheets for the command, which takes every project for bilingual."""
    for i in range(first, first + count):
        d = make(i)
        for path, text in files(d, _name(d), languages=("en", "fr")).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
