"""Measure how long a book of facts takes to read; `README.md` says how to read the table.

python benchmarks/facts.py [--facts 10000] [--rounds 7] [--against FOLDER] [--keep FOLDER]

Every figure is of a new process: it imports the package, then reads the whole book. A warm one finds what an
earlier process kept of the book. ``--against`` names another copy of this repository, which takes turns with
this one on the same book, so that a busy minute hits both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Where modules are not kept compiled, an import measures Python's compiler.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

#: Facts in a file: 140 to 150 kB of YAML.
FACTS_PER_FILE = 250

#: Begins a process of its own.
START = """
import json, resource, sys, time
from pathlib import Path
clocks = (time.perf_counter, time.process_time)
marks = [[clock() for clock in clocks]]
def mark():
    marks.append([clock() for clock in clocks])
def tell(names, facts, peak):
    steps = [[b - a for a, b in zip(one, two)] for one, two in zip(marks, marks[1:])]
    print(json.dumps({**dict(zip(names, steps)), "peak": peak, "facts": facts}))
"""

#: The second book is read by a process that has read one before.
COLD = """
from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from briefpress.workspace import Workspace
mark()
findings = Findings()
first = load_facts(Workspace(Path(sys.argv[1])), ("en", "fr"), findings)
mark()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if len(findings):
    sys.exit("\\n".join(f"{d.span}: {d.code} {d.message}" for d in list(findings)[:9]))
again = load_facts(Workspace(Path(sys.argv[1])), ("en", "fr"), findings)
mark()
tell(["import", "read", "again"], len(first.facts), peak)
"""

#: The book is looked up first; what it says of each fact is understood after that.
WARM = """
from briefpress.build.book_cache import load_book
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
mark()
book = load_book(Workspace(Path(sys.argv[1])), ("en", "fr"), Findings())
mark()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
facts = list(book.facts.values())
mark()
tell(["import", "read", "all"], len(facts), peak)
"""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary).resolve()
        trees = {"here": ROOT}
        if options.against:
            trees["the other"] = Path(options.against).resolve()
        kinds = [(name, "cold") for name in trees]
        kinds += [(name, "warm") for name, tree in trees.items() if _keeps(tree)]
        # Each copy has a project of its own: it would find nothing under what the other one kept.
        size = max(write_book(folder / name, options.facts) for name in trees)
        runs: dict[tuple[str, str], list[dict]] = {kind: [] for kind in kinds}
        for name, way in kinds:  # the first ones compile modules, read the disk and keep the book
            _run(trees[name], folder / name, way, options.facts)
        for _ in range(options.rounds):
            for name, way in random.sample(kinds, len(kinds)):
                runs[name, way].append(_run(trees[name], folder / name, way, options.facts))
    print(report(runs, options, size))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--facts", type=int, default=10_000, help="how many the book has")
    parser.add_argument("--rounds", type=int, default=7, help="how often each copy is measured")
    parser.add_argument("--against", metavar="FOLDER", help="another copy of this repository")
    parser.add_argument("--keep", metavar="FOLDER", help="where the book is kept")
    return parser.parse_args()


def _keeps(tree: Path) -> bool:
    """Tell whether a copy of this repository keeps books at all."""
    return (tree / "briefpress/build/book_cache.py").is_file()


def _run(tree: Path, project: Path, way: str, count: int) -> dict:
    command = [sys.executable, "-c", START + {"cold": COLD, "warm": WARM}[way], str(project)]
    process = subprocess.run(command, cwd=tree, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if process.returncode:
        sys.exit(f"{tree} could not read the book:\n{process.stderr}")
    found = json.loads(process.stdout)
    if found["facts"] != count:
        sys.exit(f"{tree} read {found['facts']} facts of {count}")
    return found


# ---- the book


def write_book(project: Path, count: int) -> int:
    """Write a book of facts below ``project`` and return its bytes.

    All of it is made up; lengths, types, layout and the share of notes are those of `data/`.
    """
    folder = project / "data"
    folder.mkdir(parents=True, exist_ok=True)
    files = {"sources.yaml": _sources()}
    for first in range(0, count, FACTS_PER_FILE):
        facts = "\n".join(_fact(i) for i in range(first, min(first + FACTS_PER_FILE, count)))
        number = first // FACTS_PER_FILE
        files[f"topic{number:03}.yaml"] = (
            f"# Topic {number}: no figure here was measured by anybody.\n\nfacts:\n{facts}"
        )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sum(len(text.encode()) for text in files.values())


def _sources() -> str:
    sources = "\n".join(
        f"""\
  example-{i}:
    title:
      en: "Imaginary yearbook {i}"
      fr: "Annuaire imaginaire n° {i}"
    publisher: {{en: "Example Office", fr: "Bureau de l’exemple"}}
    address:
      en: "https://example.org/en/yearbook/{i}/"
      fr: "https://example.org/fr/annuaire/{i}/"
    accessed: 2026-11-22
"""
        for i in range(100)
    )
    return f"""\
sources:
{sources}
units:
  ship:
    en: {{one: "ship", other: "ships"}}
    fr: {{one: "navire", other: "navires"}}
"""


def _fact(i: int) -> str:
    """Return a fact as people write it: texts in double quotes, short ones on one line."""
    topic, noise = i // FACTS_PER_FILE, i * 7919 % 9973
    kind = _KINDS[i % len(_KINDS)].replace("N", str(1000 + noise)).replace("I", str(i))
    note = f"""\
    note:
      en: "The page gives no starting date for figure {i}."
      fr: "La page ne donne pas de date de départ pour le chiffre {i}."
"""
    label = f"""\
    label: {{en: "Measure {i} of the example", fr: "Mesure n° {i} de l’exemple"}}
"""
    long_label = f"""\
    label:
      en: "Joint measure {i} of a region that does not exist"
      fr: "Mesure commune n° {i} d’une région qui n’existe pas"
"""
    return f"""\
  topic{topic}.figure{i}.value:
{kind}\
    source: example-{noise % 100}
    locator:
      en: "Our Example Partnership, section {noise % 40}, paragraph {i % 9 + 1}"
      fr: "Notre partenariat d’exemple, section {noise % 40}, paragraphe {i % 9 + 1}"
{long_label if i % 5 == 0 else label}{note if i % 5 in (1, 3) else ""}"""


_TEXT = """\
    type: text
    value:
      en: "international peace, security and stability in region I"
      fr: "la paix, la sécurité et la stabilité internationales dans la région I"
"""
_SHORT_TEXT = """\
    type: text
    value: {en: "founding member I", fr: "membre fondateur I"}
"""
_LIST = """\
    type: list
    value:
      - {en: "aircraft of type I", fr: "aéronefs de type I"}
      - {en: "ballistic missiles", fr: "missiles balistiques"}
      - en: "make forces and partners more interoperable"
        fr: "rendre plus interopérables les forces et leurs partenaires"
"""
_KINDS = (
    _TEXT,
    "    type: number\n    value: N\n    unit: ship\n    qualifier: about\n",
    _SHORT_TEXT,
    "    type: percent\n    value: 13.N\n",
    _LIST,
    "    type: duration\n    value: N\n    unit: year\n    qualifier: over\n",
    _TEXT,
    "    type: money\n    value: 1.N\n    currency: CAD\n    scale: billion\n    as_of: 2026-03-31\n",
    _SHORT_TEXT,
    "    type: year\n    value: 2023\n    qualifier: record\n",
    _TEXT,
    "    type: date\n    value: 2024-04-08\n",
    _LIST,
    "    type: number\n    value: N.5\n",
    _SHORT_TEXT,
    "    type: rank\n    value: 3\n    qualifier: among-top\n",
)


# ---- the report


#: Heading -> whether it is of cold or of warm processes, the step, and its clock: 0 on the wall, 1 CPU.
COLUMNS = {
    "import, s": ("cold", "import", 0),
    "read, s": ("cold", "read", 0),
    "read, CPU s": ("cold", "read", 1),
    "again, CPU s": ("cold", "again", 1),
    "MiB": ("cold", "peak", None),
    "warm: import, s": ("warm", "import", 0),
    "warm, s": ("warm", "read", 0),
    "warm, CPU s": ("warm", "read", 1),
    "then all facts, CPU s": ("warm", "all", 1),
    "warm: MiB": ("warm", "peak", None),
}


def report(runs: dict[tuple[str, str], list[dict]], options: argparse.Namespace, size: int) -> str:
    """Return the table, and what its reader must know."""
    lines = [f"| copy | {' | '.join(COLUMNS)} |", f"| --- |{' --- |' * len(COLUMNS)}"]
    names = list(dict.fromkeys(name for name, _ in runs))
    for name in names:
        cells = [_cell(runs.get((name, way), []), step, clock) for way, step, clock in COLUMNS.values()]
        lines.append(f"| {' | '.join([name, *cells])} |")
    if len(names) == 2:
        here, other = (runs[name, "cold"] for name in names)
        ratios = [a["read"][1] / b["read"][1] for a, b in zip(here, other, strict=True)]
        lines += ["", f"CPU to read, here : the other, in pairs: {_spread(ratios)}."]
    lines += [
        "",
        f"Median (least..most) of {options.rounds} processes each; {options.facts} facts, "
        f"{size / 1e6:.1f} MB of YAML. "
        f"Python {platform.python_version()}, {os.cpu_count()} cores.",
    ]
    return "\n".join(lines)


def _cell(found: list[dict], step: str, clock: int | None) -> str:
    if not found:
        return ""
    if clock is None:
        return f"{statistics.median(run[step] for run in found):.0f}"
    return _spread([run[step][clock] for run in found])


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}..{max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
