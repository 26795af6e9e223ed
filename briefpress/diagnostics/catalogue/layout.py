"""LAYOUT codes: layout and themes."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "LAYOUT001": CodeInfo(
        "Unknown theme", "Neither the project's `templates/` nor the program has a theme of this name."
    ),
    "LAYOUT002": CodeInfo("Length of a theme", "Lengths are points, from 0 to 2000."),
    "LAYOUT003": CodeInfo(
        "Colour of a theme",
        "Colours are six hexadecimal digits after a hash, in quotes: YAML takes what follows a bare hash for "
        "a comment.",
        wrong="ink: #1C2733",
        right='ink: "#1C2733"',
    ),
    "LAYOUT004": CodeInfo(
        "Contrast too low",
        "Text needs a contrast of 4.5:1 with what is behind it (WCAG 2.2, 1.4.3), or many people cannot read "
        "it, on paper least of all. The bars of charts need 3:1 with the paper and with their tracks "
        "(1.4.11). The place is that of the colour or of the style that made the pair: in a theme that "
        "extends another, its own.",
    ),
    "LAYOUT005": CodeInfo(
        "Does not fit on a page",
        "A block that cannot be divided is higher than a page, or the document has no end.",
        see=("LAYOUT006", "TEXT002"),
    ),
    "LAYOUT007": CodeInfo(
        "Running title too long",
        "The running title stands in one line at the foot of each page after the first.",
    ),
    "LAYOUT006": CodeInfo(
        "More pages than the template allows",
        "A sheet has two sides. The message says from where on the text is too long, and by how much. Type "
        "is never made smaller to fit.",
        see=("LAYOUT005",),
    ),
    "LAYOUT008": CodeInfo(
        "Themes in a circle",
        "A theme takes everything from the theme that it `extends`. Where that one, by whatever way, extends "
        "the first one again, nothing is ever said. A project's theme that has the name of a shipped one "
        "extends that as `builtin:NAME`.",
        wrong="extends: civic",
        right="extends: builtin:civic",
        see=("LAYOUT001",),
    ),
    "LAYOUT009": CodeInfo(
        "Size of a QR code",
        "A phone reads a code whose modules, the little squares, are 0.4 millimetres wide or more. A longer "
        "address needs more of them, and so a larger code, which still has to fit into its column.",
        see=("DOC008",),
    ),
}
