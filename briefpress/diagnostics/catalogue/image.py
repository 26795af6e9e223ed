"""IMAGE codes: pictures."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "IMAGE001": CodeInfo(
        "Picture cannot be used",
        "The file is not in the project folder, is damaged, or is neither PNG nor JPEG.",
        see=("IMAGE002", "DOC006"),
    ),
    "IMAGE002": CodeInfo(
        "Picture too large",
        "More than 40 million pixels take gigabytes of memory and print no better.",
        see=("IMAGE001",),
    ),
}
