"""Placed pages + node tree -> the bytes of a tagged, archival PDF.

The structure tree comes from the nodes (`structure`), painting attaches content to it (`painter`,
`canvas`), and the file is written the same way every time (`document`). Only this package knows ReportLab.
"""

from briefpress.pdf.files import Attachment
from briefpress.pdf.press import Press
from briefpress.pdf.profiles import CONDITIONS, PROFILES, Profile
from briefpress.pdf.syntax import PdfError
from briefpress.pdf.write import write_pdf

__all__ = ["CONDITIONS", "PROFILES", "Attachment", "PdfError", "Press", "Profile", "write_pdf"]
