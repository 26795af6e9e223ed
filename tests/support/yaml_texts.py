"""Small YAML texts for property tests: the cut that people write, spoilt now and then.

A text is made line by line, so that comments, blank lines, spaces at the end and every way to indent come
together with every kind of value. How much of it is odd differs from text to text: one that is all odd is
refused at its first line, and shows nothing of the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True)
class Choices:
    """What may stand somewhere.

    Attributes:
        usual: As people write it.
        odd: What is refused, or read in an unexpected way, or read rightly against expectation.
    """

    usual: tuple[str, ...]
    odd: tuple[str, ...]


KEYS = Choices(
    ("a", "b", "key", "x.y", "note-2", "fms.portfolio", "label", "en", "fr", "value", "x_1", "Title", "of"),
    (
        *(
            '"quoted key"',
            "'it''s'",
            "two words",
            "é",
            "e\u0301",
            "a#b",
            "a:b",
            "1",
            "2024",
            "null",
            "no",
            "-x",
        ),
        *("True", "~", "=", "<<", "? a", "a ", ".a", "a" * 60, '""', "{{ a }}", "*a", "a,b"),
    ),
)
PLAIN = Choices(
    (
        *(
            "word",
            "two words",
            "1.10",
            "-3",
            "2026-11-22",
            "2024-2025",
            "10 %",
            "1,000",
            "b-c",
            "a.b",
            "true",
        ),
        *(
            "http://x.org/a?b=c#d",
            "mailto:a@b.org",
            "a:b",
            "x#y",
            "it's",
            'say "so"',
            "l’été",
            "été\u00a0: oui",
        ),
        *(
            "growth(a.b, c.d) * 2",
            "a|b",
            "a, b",
            "a]b",
            "a}",
            "three  blanks   inside",
            "\U0001f600 x",
            "~",
            "...",
        ),
    ),
    (
        *(
            "x #y",
            "a: b",
            "a:",
            ":a",
            "cafe\u0301 noir",
            "!",
            "!x",
            "-",
            "--",
            "-1",
            "- a",
            "?",
            "? a",
            "?a",
            "a ?",
        ),
        *(
            "*b",
            "&b c",
            "{{ fms.share }}",
            "{a",
            "[",
            ",",
            "%a",
            "@a",
            "`a`",
            "|a",
            ">",
            "012",
            "no",
            "12:30",
        ),
        *(
            "=",
            "<<",
            "---",
            "--- a",
            "\\",
            "\u202fx",
            "x\tty",
            "\tx",
            '"a" b',
            "'a",
            "1e3",
            "a,: b",
            ":",
            "]",
            "}",
        ),
        *("a\u200bb", "\ufeffa", "e\u0301: x", "-\u00a0a", "#a", "\x85", "null"),
    ),
)
DOUBLE = Choices(
    ("", "text", "a: b # c", "it's", "{{ a.b('short') }}", "[1, 2]", "l’été", "- a", "no", "10\u00a0%"),
    (
        *(
            "caf\\u00e9",
            "\\_",
            "\\n",
            '\\"',
            "\\\\",
            "e\u0301",
            "\\x07",
            "\\q",
            " a ",
            "a\\",
            "\U0001f600",
            "\\N",
        ),
        *("\\e", "\\U0001F600", "tab\tin", "\\t", "\\uD83D", "  ", "a\\ b", "\\/", "\ufffd"),
    ),
)
SINGLE = Choices(
    ("", "text", 'say "so"', "a: b # c", "{{ a.b }}", "no", "2024", "- a"),
    ("it''s", "\\n", " a ", "''", "e\u0301", "tab\tin", "a'b", "''''", "\U0001f600", "'' ''"),
)
ENDS = Choices(
    ("", "", "", "", "", " ", "   ", " # why", "  # a: b", "  # 'a"), (" #", "# no comment", "\t", "\t# tab")
)
BETWEEN = Choices(
    ("", "", "# remark", "    # indented remark", "# a: [b"), ("  ", "#", "\t", "    ", "#\ttab", "\t# x")
)
GAPS = Choices((" ", " ", " ", " ", "  "), ("   ", "\t", "", " \t"))
HEADERS = Choices(
    ("|", "|", "|", ">"), ("|-", ">-", "|+", ">+", "|2", ">1-", "| # remark", "|  ", "|x", "|-2", "|#", "|9")
)
BLOCK_LINES = Choices(
    ("text", "two words", "# no comment", "a: b", "- a", "{{ a.b }}", "", "'", "l’été"),
    ("  more", " ", "\ttab", '"', "e\u0301", "text  ", "# ", "---", "...", "     ", "\t", "|"),
)
STARTS = Choices(
    ("# a remark", "", "---"), ("%YAML 1.1\n---", "--- # start", "  ", "--- a: b", "\t", "...\n---")
)
#: What is put in somewhere, to spoil a text.
PIECES = (
    *(
        ": ",
        ":",
        "\n",
        "\n\n",
        " ",
        "  ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "|",
        ">",
        "#",
        " #",
        "@",
    ),
    *(
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "é",
        "e\u0301",
        "no",
        "012",
        "\\",
        "\t",
        "\r\n",
    ),
    *("\r", "\ufeff", "\u2028", "\x85", "\x07", "\u00a0", "\ud7ff", "null"),
)


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """Draw a text; most are YAML."""
    oddity = draw(st.sampled_from((0, 0, 1, 1, 2)))
    writer = _Writer(draw, oddity)
    lines = writer.mapping(0, 0)
    if writer.chance(6):
        lines.insert(0, writer.one_of(STARTS))
    if writer.chance(10):
        lines.append(writer.one_of(BETWEEN))
    end = draw(st.sampled_from(("\n", "\n", "\n", "\r\n")))
    text = end.join(lines) + draw(st.sampled_from((end, end, end, "", end * 2, " " if oddity else "")))
    if oddity and writer.chance(20):
        text = "\ufeff" + text
    for _ in range(draw(st.integers(0, 2)) if oddity == 2 else 0):
        text = _spoilt(draw, text)
    return text


def _spoilt(draw: st.DrawFn, text: str) -> str:
    """Change a text at one place."""
    at = draw(st.integers(0, len(text)))
    how = draw(st.sampled_from(("insert", "delete", "indent", "twice")))
    if how == "insert":
        return text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
    if how == "delete":
        return text[:at] + text[at + draw(st.integers(1, 3)) :]
    line = text.rfind("\n", 0, at) + 1
    if how == "indent":
        return text[:line] + draw(st.sampled_from((" ", "  "))) + text[line:]
    end = text.find("\n", at) + 1 or len(text)
    return text[:end] + text[line:end] + text[end:]


class _Writer:
    """Writes values as lines.

    Args:
        draw: Of the strategy.
        oddity: 0 for a text without anything odd, 2 for one that has much of it.
    """

    def __init__(self, draw: st.DrawFn, oddity: int) -> None:
        self._draw = draw
        self._odd = {0: 0, 1: 25, 2: 6}[oddity]

    def one_of(self, choices: Choices) -> str:
        is_odd = self._odd and self.chance(self._odd)
        return self._draw(st.sampled_from(choices.odd if is_odd else choices.usual))

    def number(self, *choices: int) -> int:
        return self._draw(st.sampled_from(choices))

    def chance(self, times: int) -> bool:
        """Draw what is so once in so many times."""
        return self._draw(st.integers(1, times)) == times

    # ---- block style; ``depth`` keeps it small

    def mapping(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        known: list[str] = []
        for _ in range(self._draw(st.integers(1, 4 - depth))):
            key = self.one_of(KEYS)
            if key in known and not (self._odd and self.chance(self._odd)):
                continue
            known.append(key)
            if self.chance(6):
                lines.append(self.one_of(BETWEEN))
            lines += self.entry(" " * indent + key + ":", indent, depth)
        return lines

    def entry(self, head: str, indent: int, depth: int) -> list[str]:
        """Write a value behind a key or a dash that stands at a column."""
        kinds = ("inline", "inline", "inline", "inline", "block", "folded", "nothing", "mapping", "sequence")
        kind = self._draw(st.sampled_from(kinds[:7] if depth > 2 else kinds))
        if kind == "inline":
            return [head + self.one_of(GAPS) + self.inline(0) + self.one_of(ENDS)]
        if kind == "nothing":
            return [head + self.one_of(ENDS)]
        if kind == "block":
            return self.block(head, indent)
        if kind == "folded":
            return self.folded(head, indent)
        inner = indent + self.number(2, 2, 2, 4, *((1, 3) if self._odd else ()))
        lines = [head + self.one_of(ENDS)]
        if self.chance(8):
            lines.append(self.one_of(BETWEEN))
        if kind == "mapping":
            return [*lines, *self.mapping(inner, depth + 1)]
        return [*lines, *self.sequence(self.number(indent, inner), depth + 1)]

    def sequence(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.number(1, 2, 3)):
            if self.chance(8):
                lines.append(self.one_of(BETWEEN))
            dash = " " * indent + (
                "- " if self.chance(2) else self._draw(st.sampled_from(("- ", "-   ", "- - ")))
            )
            if depth < 3 and self.chance(2):
                inner = self.mapping(len(dash), depth + 1)
                comments = [line for line in inner if line.lstrip(" \t").startswith("#") or not line.strip()]
                inner = [line for line in inner if line not in comments] or [" " * len(dash) + "a: b"]
                lines += [*comments, dash + inner[0].lstrip(" "), *inner[1:]]
            else:
                lines += self.entry(dash.rstrip(), indent, 3)
        return lines

    def block(self, head: str, indent: int) -> list[str]:
        inner = " " * (indent + self.number(2, 2, 2, 4, *((1, 0) if self._odd else ())))
        texts = [self.one_of(BLOCK_LINES) for _ in range(self._draw(st.integers(0 if self._odd else 1, 4)))]
        return [f"{head} {self.one_of(HEADERS)}", *(inner + text if text else "" for text in texts)]

    def folded(self, head: str, indent: int) -> list[str]:
        """Write a text, quoted or not, over several lines."""
        inner = " " * (indent + 2)
        mark = self._draw(st.sampled_from(("", "'", '"')))
        middle = [f"{inner}more words"] if self.chance(2) else []
        blank = [""] if self.chance(4) else []
        comment = [f"{inner}# remark"] if self._odd and self.chance(6) else []
        return [f"{head} {mark}first words", *middle, *blank, *comment, f"{inner}the end{mark}"]

    # ---- in a line

    def inline(self, depth: int) -> str:
        kinds = ("plain", "plain", "double", "double", "single", "list", "mapping")
        kind = self._draw(st.sampled_from(kinds[:5] if depth > 1 else kinds))
        if kind == "plain":
            text = self.one_of(PLAIN)
            # A comma or a bracket in a plain text ends it there.
            return "words" if depth and not self._odd and set(text) & set(",[]{}?") else text
        if kind == "double":
            return f'"{self.one_of(DOUBLE)}"'
        if kind == "single":
            return f"'{self.one_of(SINGLE)}'"
        pad = self._draw(st.sampled_from(("", "", " ")))
        items = [self.inline(depth + 1) for _ in range(self._draw(st.integers(0, 3)))]
        if kind == "list":
            commas = self._draw(st.sampled_from((", ", ", ", ",", " , ")))
            tail = "," if items and self.chance(12) else ""
            return f"[{pad}{commas.join(items)}{tail}{pad}]"
        keys = [self.one_of(KEYS) for _ in items]
        if not self._odd:
            keys = [f"{key}{number}" for number, key in enumerate(keys)]
        colon = self._draw(st.sampled_from((": ", ": ", " : ", ":") if self._odd else (": ",)))
        entries = ", ".join(f"{key}{colon}{item}" for key, item in zip(keys, items, strict=True))
        return f"{{{pad}{entries}{pad}}}"
