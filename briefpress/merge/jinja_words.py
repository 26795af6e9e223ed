"""What Jinja says of a mistake -> what we say: one sentence, and the next step where there is one."""

from __future__ import annotations

import re

#: What Jinja says -> our words, and a hint; ``{0}`` is the group. An empty hint leaves it to the caller.
_SENTENCES = (
    (
        re.compile(r"Unexpected end of template.*needs to be closed is '(\w+)'\.", re.DOTALL),
        "`{{% {0} %}}` is not closed",
        "write `{{% end{0} %}}` where it ends",
    ),
    (
        re.compile(r"Encountered unknown tag '(\w+)'\..*", re.DOTALL),
        "there is no `{{% {0} %}}`, or it is closed too early or twice",
        "",
    ),
    (
        re.compile(r"unexpected end of template, expected 'end of print statement'\."),
        "`{{{{` is not closed",
        "write `}}}}` where the expression ends",
    ),
    (
        re.compile(r"Expected an expression, got 'end of print statement'"),
        "there is nothing between `{{{{` and `}}}}`, or something is missing before `}}}}`",
        "",
    ),
    (
        re.compile(r"expected token 'end of print statement', got '(.+)'"),
        "`{0}` is unexpected: `}}}}` should come before it",
        "",
    ),
    (re.compile(r"unexpected char '(.)' at [0-9]+"), "`{0}` has no place in it", ""),
    (re.compile(r"unexpected '(.+)'"), "`{0}` is unexpected", ""),
    (re.compile(r"(\w+)\(\) missing .*"), "`{0}` lacks something between its parentheses", ""),
    (
        re.compile(r"(texts have no arithmetic)"),
        "{0}",
        "compute it as a fact with a `formula:`, and quote that",
    ),
    (
        re.compile(r"(a text cannot compare facts)"),
        "{0}",
        'let the build check it: {{{{ claim("rose", fms.sales) }}}}, or an entry of `assertions`',
    ),
    (
        re.compile(r"(texts have no filters.*)"),
        "{0}",
        'a fact is printed in a form: {{{{ fms.portfolio.value("short") }}}}',
    ),
)


def explain(error: Exception) -> tuple[str, str]:
    """Return what an exception says as a sentence, and a hint, or an empty text for none."""
    message = str(error).split("\n")[0] or type(error).__name__
    for pattern, sentence, hint in _SENTENCES:
        if match := pattern.fullmatch(message):
            return sentence.format(*match.groups()), hint.format(*match.groups())
    return message, ""
