"""Pages in the order in which they follow one another on paper."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.page.items import Page


def on_paper(pages: Sequence[Page]) -> list[Page]:
    """Return the pages as leaves of paper have them, front and back in turn.

    Those that are turned begin at the back, so that they come in reverse: their first one is the last page,
    the back of the last leaf, which is a front cover as soon as the paper is turned upside down.

    Args:
        pages: As they are read. Each half has an even number of them, blank ones at its end.

    Returns:
        All of them, an even number; but for two blank ones that face each other in the middle. Without
        these each half still begins on the outside, and one leaf less is printed.
    """
    front = [page for page in pages if not page.turned]
    back = [page for page in reversed(pages) if page.turned]
    if front and back and not front[-1].items and not back[0].items:
        return front[:-1] + back[1:]
    return front + back
