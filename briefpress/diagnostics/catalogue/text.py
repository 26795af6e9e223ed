"""TEXT codes: text, fonts and glyphs."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "TEXT001": CodeInfo(
        "Missing glyph",
        "Neither the font of a style nor one that stands in for it has a shape for a character; an empty box "
        "would be printed and read aloud as nothing. A font that has it goes into `templates/`, and its "
        "family under `fallback` of the theme.",
        see=("MERGE005", "TEXT003"),
    ),
    "TEXT002": CodeInfo(
        "Text wider than its box",
        "A word or figure that must not be broken is wider than the column, cell or tile it stands in.",
        see=("LAYOUT005",),
    ),
    "TEXT003": CodeInfo(
        "Font cannot be used",
        "A theme names a font that neither the project's `templates/` nor the program has, or that is not a "
        "TrueType font.",
        see=("TEXT001",),
    ),
}
