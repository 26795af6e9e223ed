"""XLSX -> records: the values that were saved with a workbook; nothing is computed."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import warnings
import zipfile
from typing import Any

from briefpress.facts.feeds import Feed
from briefpress.facts.values import listing
from briefpress.refresh.bodies import MOST_CELLS, MOST_ROWS, Records, records_from
from briefpress.refresh.failures import FeedError, missing

#: What a workbook may unpack to, how many times its size that may be, and how many parts it may have.
MOST_UNPACKED = 50 * 1024 * 1024
MOST_TIMES = 200
MOST_PARTS = 2_000

#: Parts that are parsed; others may be anything, as a picture that a library declares.
_UNDERSTOOD = (".xml", ".rels", ".vml")
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xlsx(data: bytes, media_type: str, feed: Feed) -> Records:
    """Return the rows of a sheet.

    Raises:
        FeedError: It is no workbook, is not safe to open, or has no such sheet.
    """
    try:
        import openpyxl
    except ImportError:
        raise missing("openpyxl") from None
    _check_packed(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: colours, rules for input
        try:
            values, formulas = (
                openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=only, keep_links=False)
                for only in (True, False)
            )
            name = _sheet(values.sheetnames, feed)
            return _records(values[name], formulas[name], feed)
        except FeedError:
            raise
        except Exception as error:  # openpyxl raises whatever its parts raise
            what = f"is a workbook that cannot be read ({type(error).__name__})"
            raise FeedError("FEED011", what, "open it in a spreadsheet, and save it again") from None


def _check_packed(data: bytes) -> None:
    """Look at the list of contents, then at the parts that are parsed, before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            # What a part says of its size is also the most that is unpacked of it.
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_UNPACKED or size > MOST_TIMES * max(len(data), 10_000):
                what = f"unpacks to {size:,} bytes in {len(parts)} parts".replace(",", " ")
                hint = "take a smaller extract, or save only the sheet that is needed"
                raise FeedError("FEED013", what, hint)
            names = [part.filename for part in parts]
            if "[Content_Types].xml" not in names:
                raise zipfile.BadZipFile
            for part in parts:
                if part.filename.lower().endswith(_UNDERSTOOD) and _DECLARES.search(packed.read(part)):
                    what = f"declares entities, in `{part.filename[:60]}`"
                    raise FeedError("FEED013", what, "no spreadsheet writes that: do not open it")
    except FeedError:
        raise
    except Exception:  # damaged, encrypted, packed in a way that is not known
        what = "is no workbook of the format XLSX"
        raise FeedError(
            "FEED011", what, "look at the address in a browser; save an older workbook as XLSX"
        ) from None


def _sheet(names: list[str], feed: Feed) -> str:
    if feed.sheet is None:
        return names[0]
    if feed.sheet not in names:
        what = f"has no sheet `{feed.sheet}`"
        raise FeedError("FEED014", what, f"its sheets are {listing(names[:8])}")
    return feed.sheet


def _records(values: Any, formulas: Any, feed: Feed) -> Records:
    rows, lines = [], []
    cells = 0
    until = time.monotonic() + feed.timeout
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (row, written) in enumerate(pairs, 1):
        cells += len(row)
        if number > MOST_ROWS + 1 or cells > MOST_CELLS:
            hint = "take a smaller extract, or save only the sheet that is needed"
            raise FeedError("FEED009", f"has more than {MOST_ROWS} rows", hint)
        if time.monotonic() > until:
            what = f"takes more than {feed.timeout} s to read"
            raise FeedError("FEED006", what, "take a smaller extract, or raise `timeout` of the feed")
        texts = [_text(cell.value, other.value) for cell, other in zip(row, written, strict=False)]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows.append(texts)
            lines.append(f"row {number}")
    if not rows:
        raise FeedError("FEED011", "has an empty sheet", "name the right one with `sheet`")
    width = len(rows[0])
    # Cells that are empty at the end of a row are often not there at all.
    return records_from([[*row, *[""] * (width - len(row))] for row in rows], lines)


def _text(value: object, written: object) -> str:
    """Return a cell as text; of a formula without a saved result, the formula."""
    if value is None:
        return written.strip() if isinstance(written, str) and written.startswith("=") else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # A workbook keeps binary numbers; the shortest text that means the same is what was typed.
        whole = int(value) if value.is_integer() and abs(value) < 1e15 else None
        return str(whole) if whole is not None else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return str(value).strip()
