"""USAGE codes: what is typed after the program's name."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "USAGE001": CodeInfo(
        "Unknown name in a command",
        "The command names something that is not there: a fact, a source, a code, a layout. The hint says "
        "what it may have been meant for.",
        wrong="generate.py explain FACT0001",
        right="generate.py explain FACT001",
        see=("BRIEF006",),
    ),
    "USAGE002": CodeInfo(
        "Value that cannot be tried",
        "`impact FACT --value NEW` tries another value in memory, in place of the one in the file. A "
        "computed fact has no value of its own there, a series and a table have many, and a text has one in "
        "each language.",
        wrong="generate.py impact library.visits --value 500",
        right="generate.py impact library.visits.y2025 --value 500",
        see=("USAGE001",),
    ),
    "USAGE003": CodeInfo(
        "Extra that is not installed",
        "The command needs a package that most people do without. The hint says how to install it.",
        wrong="pip install briefpress",
        right="pip install 'briefpress[watch]'",
    ),
    "USAGE004": CodeInfo(
        "Feed that is not there",
        "`refresh` takes the ids of entries of `feeds`, and `--accept` the id of a fact that takes its value "
        "from one.",
        wrong="generate.py refresh library.visits",
        right="generate.py refresh annual-report --accept library.visits",
        see=("USAGE001",),
    ),
}
