"""EXCH codes: files that translators work on."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "EXCH001": CodeInfo(
        "File that cannot be imported",
        "It is neither XLIFF 2 nor PO, is damaged, or is for another language. A file that declares entities "
        "is refused: no translator needs them, and some are made to fill a memory.",
        see=("EXCH002",),
    ),
    "EXCH002": CodeInfo(
        "Translation with broken placeholders",
        "A translation quotes the facts and the notes of its source: each `{{ ... }}` is moved, and neither "
        "changed, lost nor invented. The unit is left as it was, and all others are imported.",
        see=("PAR002", "EXCH003"),
    ),
    "EXCH003": CodeInfo(
        "Translation of an older text",
        "The brief has another text there by now, or none. What was translated is no translation of it, so "
        "it is left out.",
        see=("TRAN001",),
    ),
    "EXCH004": CodeInfo(
        "New language that is not complete",
        "A brief has each of its texts in each of its languages. A new one is put into it when all of it is "
        "translated; until then the file keeps what there is.",
        see=("SHAPE004",),
    ),
}
