"""TRAN codes: what became of translations when their source changed."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "TRAN001": CodeInfo(
        "Stale translation",
        "The translation was approved for another text than its source has now, or for facts of another "
        "grammar: another unit, scale, qualifier or plural form. A new figure alone makes nothing stale. "
        "`stale: draft` in the brief prints a notice on the page, `stale: refuse` prints nothing.",
        see=("TRAN002",),
    ),
    "TRAN002": CodeInfo(
        "Translation that nobody approved",
        "Other translations of the brief were approved, and this one was not: it is new, or was left out. "
        "`translations` lists what there is to do.",
        see=("TRAN001",),
    ),
    "TRAN003": CodeInfo(
        "Lock file that cannot be understood",
        "The file beside a brief that keeps what was approved is written by the program. Two versions of it "
        "that were joined by hand, or lines that were changed, may say what nobody approved.",
        see=("TRAN001",),
    ),
}
