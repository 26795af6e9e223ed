"""Make the pictures of the gallery: ``make gallery``, or ``python -m docs.gallery.make [NAME ...]``.

The names of pictures that are wanted are parts of theirs, as ``key-figures``; without one, all are made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial

from PIL import Image

from docs.gallery import pictures, samples, typography
from docs.gallery.examples import HERE, ExampleError, examples
from docs.gallery.typst_page import TypstMissing


def makers() -> Mapping[str, Callable[[], Image.Image]]:
    """Return what makes each picture, by its path in this folder without its ending."""
    made: dict[str, Callable[[], Image.Image]] = {
        brief: partial(samples.picture_of, brief) for brief in samples.SHOWN
    }
    for example in examples():
        if example.picture:
            made[example.picture] = partial(pictures.picture_of, example)
    for way in typography.SHOWN_WAYS:
        made[f"type/page-{way}"] = partial(typography.whole, way)
        made[f"type/column-{way}"] = partial(typography.column, way)
    return made


def main(wanted: list[str]) -> int:
    """Write the pictures; return an exit code."""
    code = 0
    for name, make in makers().items():
        if wanted and not any(part in name for part in wanted):
            continue
        path = HERE / f"{name}.png"
        try:
            before = path.read_bytes() if path.exists() else b""
            pictures.save(make(), path)
        except ExampleError as error:
            print(error, file=sys.stderr)
            code = 1
            continue
        except TypstMissing as error:
            print(f"kept {name}.png as it is: {error}")
            continue
        size = path.stat().st_size
        state = "as before" if path.read_bytes() == before else "new"
        print(f"{state:9}  {size / 1000:5.1f} kB  {name}.png")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
