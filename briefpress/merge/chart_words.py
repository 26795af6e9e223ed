"""What the numbers of a chart say, in sentences of ``words.yaml``: an alternative text made of figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefpress.document.charts import CHARTS, Chart, ChartItem, ChartSeries

#: Series of up to so many items are told item by item.
_FEW = 4
#: Kinds that show parts of one whole, or each value against its target: all items are told.
_ALL = frozenset(("donut", "waffle", "bullet"))

#: Sentences and parts of sentences -> what they say, and the names that stand in braces there.
SENTENCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "chart_sentence": ("a sentence, with what ends it", ("text",)),
    "chart_series": ("a sentence about one of several series", ("series", "text")),
    "chart_value": ("a mark and its number", ("name", "value")),
    "chart_target": ("a mark, its number, and the one that it is to reach", ("name", "value", "target")),
    "chart_highest": ("the highest number of many", ("name", "value")),
    "chart_lowest": ("the lowest number of many", ("name", "value")),
    "chart_course": ("how a series went", ("first", "start", "last", "end")),
    "chart_change": ("how a series went, and by how much", ("first", "start", "last", "end", "change")),
}


def kind_word(kind: str) -> str:
    """Return the word of ``words.yaml`` for a kind of chart."""
    return f"chart_{kind.replace('-', '_')}"


#: All words with which charts are told -> what they are.
CHART_WORDS: Mapping[str, str] = {
    **{
        kind_word(kind): f"what a `{kind}` chart is called, for a reader who only hears it" for kind in CHARTS
    },
    **{key: f"of what a chart shows: {about}" for key, (about, _) in SENTENCES.items()},
}

_NAME = re.compile(r"\{(\w*)\}")


def odd_names(key: str, text: str) -> tuple[str, ...]:
    """Return the names that a sentence has in braces and should not have, or lacks; none of another word."""
    if key not in SENTENCES:
        return ()
    names = SENTENCES[key][1]
    found = _NAME.findall(text)
    return (*(name for name in found if name not in names), *(name for name in names if name not in found))


def describe_chart(chart: Chart, words: Mapping[str, str], change: Callable[[str, str], str]) -> str:
    """Return what the numbers of a chart say: all of a few, else the highest, the lowest, and how it went.

    Args:
        chart: With its items, of which the texts are in the language.
        words: Those of ``words.yaml`` in it.
        change: Gives how one fact differs from an earlier one, as printed; empty where that cannot be said.

    Returns:
        One sentence for each series; empty in a language that lacks one of the words.
    """
    if any(key not in words for key in (*SENTENCES, kind_word(chart.kind))):
        return ""
    teller = _Teller(words, change)
    sentences = [teller.series(chart.kind, one) for one in chart.series if one.items]
    return " ".join((teller.say("chart_sentence", text=words[kind_word(chart.kind)]), *sentences))


class _Teller:
    """Fills the sentences of a language.

    Args:
        words: Those of ``words.yaml`` in it.
        change: See `describe_chart`.
    """

    def __init__(self, words: Mapping[str, str], change: Callable[[str, str], str]) -> None:
        self._words = words
        self._change = change

    def say(self, key: str, **parts: str) -> str:
        """Return a sentence with its names replaced."""
        return _NAME.sub(lambda name: parts.get(name[1], ""), self._words[key])

    def series(self, kind: str, series: ChartSeries) -> str:
        """Return the sentence about a series."""
        text = "; ".join(self._parts(kind, series.items))
        if series.label:
            return self.say("chart_series", series=series.label, text=text)
        return self.say("chart_sentence", text=text[:1].upper() + text[1:])

    def _parts(self, kind: str, items: Sequence[ChartItem]) -> Iterator[str]:
        if len(items) > 1 and all(item.position is not None for item in items):
            yield from self._course(items)
        elif len(items) <= _FEW or kind in _ALL:
            yield from map(self._item, items)
        else:
            high, low = _extremes(items)
            yield self.say("chart_highest", name=high.label, value=high.text)
            if low.value < high.value:
                yield self.say("chart_lowest", name=low.label, value=low.text)

    def _item(self, item: ChartItem) -> str:
        if item.target is None:
            return self.say("chart_value", name=item.label, value=item.text)
        return self.say("chart_target", name=item.label, value=item.text, target=item.target[1])

    def _course(self, items: Sequence[ChartItem]) -> Iterator[str]:
        first, last = items[0], items[-1]
        ends = {"first": first.text, "start": first.label, "last": last.text, "end": last.label}
        change = self._change(last.fact or "", first.fact or "")
        yield self.say("chart_change", **ends, change=change) if change else self.say("chart_course", **ends)
        high, low = _extremes(items)
        for key, item in (("chart_highest", high), ("chart_lowest", low)):
            if item.value not in (first.value, last.value):
                yield self.say(key, name=item.label, value=item.text)


def _extremes(items: Sequence[ChartItem]) -> tuple[ChartItem, ChartItem]:
    """Return the first of the highest and the first of the lowest items."""
    return max(items, key=lambda item: item.value), min(items, key=lambda item: item.value)
