"""The pages of ``docs/errors/`` are what the table of codes makes of them.

``python -m tests.diagnostics.test_error_pages`` writes them.
"""

from __future__ import annotations

from pathlib import Path

from briefpress.diagnostics import CODES
from briefpress.diagnostics.pages import error_pages

FOLDER = Path(__file__).parents[2] / "docs" / "errors"
UPDATE = "make them again: .venv/bin/python -m tests.diagnostics.test_error_pages"


def test_the_pages_are_the_table():
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    made = error_pages()
    assert sorted(there) == sorted(made), UPDATE
    assert [name for name in made if there[name] != made[name]] == [], UPDATE


def test_every_code_has_a_page_and_a_row_of_the_list():
    pages = error_pages()
    assert set(pages) == {"README.md", *(f"{code}.md" for code in CODES)}
    for code, info in CODES.items():
        assert pages[f"{code}.md"].startswith(f"# {code}: {info.title}\n\n{info.explanation}\n")
        assert f"| [{code}]({code}.md) | {info.title} |" in pages["README.md"]


def test_a_page_shows_what_is_wrong_and_what_is_right():
    page = error_pages()["FACT001.md"]
    wrong, right = page.index("Wrong:\n\n```yaml\n"), page.index("Right:\n\n```yaml\n")
    assert "source" not in page[wrong:right] and "source: " in page[right:]
    assert "See also: [FACT002: Unknown source](FACT002.md) · [Facts](../authoring.md#facts)" in page


def write() -> None:
    """Write all pages, and delete those of codes that are gone."""
    FOLDER.mkdir(exist_ok=True)
    pages = error_pages()
    for path in FOLDER.iterdir():
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
