"""BUILD codes: building and publishing."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {}
