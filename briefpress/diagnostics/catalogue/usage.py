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
}
