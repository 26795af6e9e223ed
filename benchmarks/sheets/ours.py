"""The sheet as a Briefpress project: facts and a brief in YAML, the shipped layout, the shipped theme in Lato.

The YAML of every sheet is written, parsed and checked anew.

project    each sheet is a project of its own, with a Renderer of its own; what the process remembers stays warm
series     all sheets are briefs of one project, as a real series is: one Renderer, and no fact is read twice
uncached   as project, and everything that the process remembers is forgotten before each sheet
"""

import json
from importlib.util import find_spec
from pathlib import Path

from content import MARKS, make

VARIANTS = ("project", "series", "uncached")


def files(d: dict, name: str = "sheet") -> dict[str, str]:
    """Return the project of one sheet, path -> text."""
    return {
        "data/sources.yaml": _sources(d),
        f"data/{name}.yaml": _facts(d, name),
        f"briefs/{name}.yaml": _brief(d, name),
        "templates/lato.yaml": _theme(),
        "templates/words.yaml": _WORDS,
    }


#: The shipped words are in two languages, which a project in one has to replace.
_WORDS = (
    "page: {en: Page}\nof: {en: of}\nend_matter: {en: Sources and notes}\n"
    'source: {en: "Source:"}\nconsulted: {en: consulted on}\n'
)


def _theme() -> str:
    """Return the shipped theme with the two faces that the other engines use."""
    root = Path(find_spec("briefpress").origin).parent
    text = (root / "assets/themes/civic.yaml").read_text("utf-8")
    return text.replace("Noto Sans", "Lato").replace("weight: black", "weight: bold")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _sources(d: dict) -> str:
    publisher, title, address = map(_quoted, d["source"])
    return (
        f"sources:\n  yearbook:\n    title: {{en: {title}}}\n    publisher: {publisher}\n"
        f"    address: {address}\n    accessed: 2026-01-31\n"
    )


def _facts(d: dict, name: str) -> str:
    rows = ["facts:"]

    def fact(key: str, kind: str, value: str, label: str) -> None:
        extra = {
            "money": ", currency: USD, scale: billion",
            "duration": ", unit: year",
        }.get(kind, "")
        rows.append(f"  {_id(name)}.{key}:")
        rows.append(f"    {{type: {kind}, value: {value}{extra}, source: yearbook, label: {{en: {label}}}}}")

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
        out.append(line("label", label, "      - ").rstrip() + f"\n        width: {width}\n        align: {align}\n")
    out.append("    rows:\n")
    for number, (label, *_) in enumerate(d["table"]):
        cells = f'"{{{{ {fact}.riders{number} }}}}", "{{{{ {fact}.change{number} }}}}"'
        out.append(f"      - [{_quoted(label)}, {cells}]\n")
    out.append("notes:\n")
    for number, note in enumerate(d["notes"]):
        out.append(f"  - id: n{number}\n" + line("text", note, "    "))
    return "".join(out)


class Engine:
    """Renders sheets through the public interface."""

    def __init__(self, variant: str) -> None:
        from briefpress.build.project import Edition, Project
        from briefpress.build.render import Renderer
        from briefpress.workspace import MemoryWorkspace

        self._variant = variant
        self._edition = Edition
        self._renderer = lambda project: Renderer(Project(MemoryWorkspace(project), languages=("en",)))

    def render(self, d: dict) -> bytes:
        if self._variant == "uncached":
            forget()
        return self._pdf(self._renderer(files(d)), "sheet")

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        """Return the files of many sheets, each its own in a series too: nothing is kept between two calls."""
        if self._variant != "series":
            return [self.render(d) for d in sheets]
        project: dict[str, str] = {}
        names = [f"sheet-{d['index']}" for d in sheets]
        for d, name in zip(sheets, names, strict=True):
            project |= files(d, name)
        renderer = self._renderer(project)
        return [self._pdf(renderer, name) for name in names]

    def _pdf(self, renderer, name: str) -> bytes:
        rendering = renderer.render(self._edition(f"briefs/{name}.yaml", "en"))
        if rendering.pdf is None:
            raise SystemExit("\n".join(map(str, rendering.findings)))
        return rendering.pdf


def forget() -> None:
    """Empty everything that the process remembers of earlier sheets: functions' caches and modules' tables."""
    import gc
    import sys
    from functools import _lru_cache_wrapper

    for name, module in list(sys.modules.items()):
        if name.startswith("briefpress."):
            for attribute, value in list(vars(module).items()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
                elif attribute in _TABLES.get(name, ()):
                    value.clear()
    gc.collect()


#: Tables that fill up while sheets are made, by module. What only describes fonts files is here too.
_TABLES = {
    "briefpress.fonts.library": ("_FACES",),
    "briefpress.merge.references": ("_markup", "_numbers"),
    "briefpress.pdf.embedding": ("_OPERATORS", "_PROGRAMS"),
}


def write_project(folder: Path, i: int) -> None:
    """Write the project of sheet ``i`` for a cold start."""
    for path, text in files(make(i)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
