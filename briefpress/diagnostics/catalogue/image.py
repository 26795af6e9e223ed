"""IMAGE codes: pictures."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "IMAGE001": CodeInfo(
        "Picture cannot be used",
        "The file is not in the project folder, is damaged, draws nothing, or is none of PNG, JPEG and SVG.",
        see=("IMAGE002", "IMAGE003", "DOC006"),
    ),
    "IMAGE002": CodeInfo(
        "Picture too large",
        "More than 40 million pixels take gigabytes of memory and print no better. A drawing of more than 4 "
        "million bytes, 10,000 shapes or 100,000 segments is more than a page shows and a printer takes.",
        see=("IMAGE001",),
    ),
    "IMAGE003": CodeInfo(
        "Drawing that cannot be drawn exactly",
        "The SVG file has something that Briefpress does not draw: letters, gradients, filters, masks, what "
        "shines through to a shape below it. It is refused rather than left out. The message names the line "
        "of the drawing; most programs that draw can convert the thing to a path, or export a PNG.",
        see=("IMAGE001",),
    ),
}
