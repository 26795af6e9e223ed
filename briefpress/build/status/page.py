"""Versions of an edition -> the page of one of them: HTML that needs nothing but itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape

from briefpress.build.status.phrases import PHRASES, speaks
from briefpress.build.versions import Version
from briefpress.document.direction import direction_of
from briefpress.merge.locale import full_tag, locale_for, nearest, primary

#: Every colour on white or on its own ground has a contrast of 7:1 or more (WCAG 2.2, 1.4.6).
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0; background: #ffffff; color: #1c2126; font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
section + section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid #59636e; }
h1, .title { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2, h3 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
.state { margin: 0 0 1rem; padding: .875rem 1rem; border-inline-start: .375rem solid; background: #f2f4f6; }
.current { border-color: #14532d; }
.replaced { border-color: #7a4100; }
.corrected { border-color: #8c1118; }
blockquote { margin: .25rem 0 1rem; padding-inline-start: 1rem; border-inline-start: .1875rem solid #59636e; }
p { margin: 0 0 .75rem; }
ul { margin: 0; padding-inline-start: 1.25rem; }
li { margin: .25rem 0; }
a { color: #0b3d91; }
a[aria-current] { font-weight: 600; }
a:focus { outline: .1875rem solid #0b3d91; outline-offset: .125rem; }
"""


def status_page(versions: Sequence[Version], index: int, names: Sequence[str]) -> str:
    """Return the page of a version.

    Args:
        versions: Those of an edition, the first one first.
        index: Of which one it is.
        names: The file name of the page of each.
    """
    languages = list(versions[index].title) or ["en"]
    first = languages[0]
    parts = [_Part(versions, index, names, lang) for lang in languages]
    if len(parts) == 1:
        body = [*parts[0].lines("h1", "h2")]
    else:
        levels = [("h1", "h2"), *[("h2", "h3")] * (len(parts) - 1)]
        body = [
            line
            for part, level in zip(parts, levels, strict=True)
            for line in (f"<section{part.attributes}>", *part.lines(*level), "</section>")
        ]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f"<html{_language(first)}>",
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(parts[0].heading, quote=False)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


class _Part:
    """What the page says in one language."""

    def __init__(self, versions: Sequence[Version], index: int, names: Sequence[str], lang: str) -> None:
        self._versions = versions
        self._index = index
        self._names = names
        self._lang = lang
        # Where a project has an edition in a language that has no words here, its page speaks English.
        self._spoken = speaks(lang)
        self._phrases = PHRASES[primary(self._spoken)]
        self._locale = locale_for(self._spoken)
        self._title = versions[index].title.get(lang, "")

    @property
    def attributes(self) -> str:
        return _language(self._lang)

    @property
    def heading(self) -> str:
        """The title of the page: which version, what became of it, and of what; the end may be cut off."""
        number = self._number(self._versions[self._index])
        version, state = self._phrases["short"].format(number=number), self._phrases[self._state(self._index)]
        return f"{version} ({state}) – {self._title}"

    def lines(self, title: str, heading: str) -> Iterator[str]:
        """Yield the HTML.

        Args:
            title: The element of the document's title.
            heading: The element of the headings below.
        """
        versions, index, tag = self._versions, self._index, self._tag
        state = self._state(index)
        version = versions[index]
        yield f'<{title} class="title">{escape(self._title, quote=False)}</{title}>'
        following = versions[index + 1] if state != "current" else None
        said = self._say(f"is_{state}", version, following)
        yield f'<p class="state {state}"{tag}><strong>{said}</strong></p>'
        if following is not None:
            yield from self._wrong(following)
            if following is not versions[-1]:
                yield f"<p{tag}>{self._say('latest', versions[-1])}</p>"
        if version.kind == "corrected" and index:
            yield f"<p{tag}>{self._say('corrects', versions[index - 1])}</p>"
            yield from self._wrong(version)
        yield f"<{heading}{tag}>{escape(self._phrases['all'], quote=False)}</{heading}>"
        yield f"<ul{tag}>"
        for place in reversed(range(len(versions))):
            yield f"<li>{self._entry(place)}</li>"
        yield "</ul>"

    # ---- inside

    @property
    def _tag(self) -> str:
        return "" if self._spoken == self._lang else _language(self._spoken)

    def _state(self, index: int) -> str:
        if index == len(self._versions) - 1:
            return "current"
        return "corrected" if self._versions[index + 1].kind == "corrected" else "replaced"

    def _entry(self, index: int) -> str:
        said = self._say("version", self._versions[index])
        link = ' aria-current="page"' if index == self._index else ""
        href = escape(self._names[index])
        state = escape(self._phrases[self._state(index)], quote=False)
        return f'<a href="{href}"{link}>{said}</a> ({state})'

    def _wrong(self, version: Version) -> Iterator[str]:
        """Yield what a correction says was wrong, in the language of the part or in one that there is."""
        words = version.correction if version.kind == "corrected" else {}
        if not words:
            return
        lang = nearest(words, self._lang)
        yield f"<p{self._tag}>{escape(self._phrases['wrong'], quote=False)}</p>"
        own = "" if lang == self._lang else _language(lang)
        yield f"<blockquote{own}><p>{escape(words[lang], quote=False)}</p></blockquote>"

    def _say(self, key: str, version: Version, following: Version | None = None) -> str:
        values = {"number": self._number(version), "day": self._day(version.day)}
        if following is not None:
            values |= {"next": self._number(following), "next_day": self._day(following.day)}
        return escape(self._phrases[key], quote=False).format(**values)

    def _number(self, version: Version) -> str:
        return self._locale.number(version.number)

    def _day(self, day: dt.date) -> str:
        """Return a day as the language writes it, for people and for programs."""
        said = "".join(
            f"<sup>{escape(text)}</sup>" if is_raised else escape(text)
            for text, is_raised in self._locale.date(day)
        )
        return f'<time datetime="{day.isoformat()}">{said}</time>'


def _language(lang: str) -> str:
    tag = full_tag(lang)
    direction = ' dir="rtl"' if direction_of(tag) == "rtl" else ' dir="ltr"'
    return f' lang="{escape(tag)}"{direction}'
