"""The sheet through Typst, tagged and archival: one compiler for all sheets, the data of each as JSON."""

import json
from importlib.util import find_spec
from pathlib import Path

import typst
from content import fill, show

VARIANTS = ("tagged",)


class Engine:
    def __init__(self, variant: str) -> None:
        folder = Path(find_spec("briefpress").origin).parent / "assets/fonts"
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        self._compiler = typst.Compiler(str(Path(__file__).with_suffix(".typ")), font_paths=fonts)

    def render(self, d: dict) -> bytes:
        figures = d["figures"]
        filled = d | {
            "tiles": [(show(*figures[key]), label) for key, label in d["tiles"]],
            "sections": [(heading, [fill(p, figures) for p in parts]) for heading, parts in d["sections"]],
            "bullets": [fill(text, figures) for text in d["bullets"]],
            "chart": [(year, int(value), show("number", value)) for year, value in d["chart"]],
            "table": [
                cell
                for line, value, change in d["table"]
                for cell in (line, show("number", value), show("percent", change))
            ],
        }
        return self._compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(filled, ensure_ascii=False)},
            timestamp=1_700_000_000,
            pdf_standards=["ua-1", "a-2a"],
        )

    def render_all(self, sheets: list[dict]) -> list[bytes]:
        return [self.render(d) for d in sheets]
