"""Elements of key figures -> nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefpress.document import nodes as n
from briefpress.document.inlines import InlineBuilder, common, lang_of, leaves_of_fact
from briefpress.document.markup import Element

_LOOKS: dict[str, n.Look] = {"tiles": "tiles", "hero": "hero"}


class KeyFigureBuilder(InlineBuilder):
    """Builds key figures: what changed and how it went are asked of the facts."""

    def key_figures(self, e: Element, lang: str) -> n.KeyFigures:
        """Build the figures of a block; one that lacks its value or its label is left out."""
        figures = []
        for c in e.elements:
            value, label = c.find("value"), c.find("label")
            if value is None or label is None:
                continue  # reported by `markup`
            at = lang_of(c, lang)
            change, trend = c.find("change"), c.find("trend")
            figures.append(
                n.KeyFigure(
                    value=self._line(value, lang_of(value, at)),
                    label=self._line(label, lang_of(label, at)),
                    change=self._change(change, lang_of(change, at), value) if change else None,
                    trend=self._trend(trend, lang_of(trend, at)) if trend else None,
                    **common(c, at),
                )
            )
        look = _LOOKS.get(e.attributes.get("look", ""), "row")
        return n.KeyFigures(figures=tuple(figures), look=look, **common(e, lang))

    def _change(self, e: Element, lang: str, value: Element) -> n.Change | None:
        """Build how a figure changed: what is computed, and then the words."""
        words, before = self.inlines(e, lang), e.attributes.get("from", "")
        if not before:
            return n.Change(content=words, direction=self._direction(e, words, lang), **common(e, lang))
        quoted = list(dict.fromkeys(fact.attributes.get("name", "") for fact in _inside(value, "fact")))
        span, since = e.locate(before), e.attributes.get("since", "")
        if len(quoted) != 1:
            self.findings.error(
                "MERGE015",
                f"the figure's `value` quotes {f'{len(quoted)} facts' if quoted else 'no fact'}, so that "
                f"nothing says what changed since `{before}`",
                span,
                hint="quote one fact in it: what else there is to say is the `label`",
            )
            return None
        found = self.source.change(quoted[0], before, lang, span, dated=bool(since))
        if found is None:
            return None
        content = [*leaves_of_fact(found.pieces, quoted[0], lang, span)]
        if since:
            content.append(n.Text(text=f" {since} ", lang=lang, span=span))
            content += leaves_of_fact(found.time, before, lang, span)
        elif words:
            content += (n.Text(text=" ", lang=lang, span=span), *words)
        return n.Change(content=tuple(content), direction=found.direction, **common(e, lang))

    def _direction(self, e: Element, words: Iterable[n.Inline], lang: str) -> n.Direction:
        """Return where words say that a figure went: by the only fact in them that has its sign."""
        signed = [fact for fact in _inside(e, "fact") if fact.attributes.get("form") == "signed"]
        name = signed[0].attributes.get("name", "") if len(signed) == 1 else ""
        printed = {leaf.fact for word in words for leaf in word.walk() if isinstance(leaf, n.Text)}
        if name not in printed:
            return ""  # what could not be printed was reported
        found = self.source.fact(name, "signed", lang, e.locate(name))
        if found is None or found.number is None:
            return ""
        return "up" if found.number > 0 else "down" if found.number < 0 else "flat"

    def _trend(self, e: Element, lang: str) -> n.Trend | None:
        name = e.attributes.get("fact", "")
        points = self.source.trend(name, e.locate(name)) if name else None  # `markup` reports none
        alt = self.plain(spoken, lang) if (spoken := e.find("alt")) else ""
        if not alt:
            self.findings.error(
                "DOC006",
                "the `trend` has no alternative text",
                e.locate(name),
                hint="say in a sentence how it went, in `trend_alt`: a reader may only hear it",
            )
        if not points:
            return None
        named: n.Common = {**common(e, lang), "span": e.locate(name)}
        return n.Trend(points=points, alt=alt, fact=name, **named)

    def _line(self, e: Element, lang: str) -> n.Paragraph:
        return n.Paragraph(content=self.inlines(e, lang), **common(e, lang))


def _inside(e: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name inside of another, at any depth."""
    for child in e.elements:
        if child.name == name:
            yield child
        yield from _inside(child, name)
