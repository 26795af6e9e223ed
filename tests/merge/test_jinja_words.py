"""What Jinja says, in our words."""

import pytest
from jinja2 import Environment, TemplateError

from briefpress.merge.jinja_words import explain


@pytest.mark.parametrize(
    ("template", "message", "hint"),
    [
        ("{% block content %}a", "`{% block %}` is not closed", "write `{% endblock %}` where it ends"),
        ("{% if a %}{% for b in c %}d", "`{% for %}` is not closed", "write `{% endfor %}` where it ends"),
        ("{% endif %}", "there is no `{% endif %}`, or it is closed too early or twice", ""),
        ("{{ a(« b ») }}", "`«` has no place in it", ""),
        ("{{ a }", "`}` is unexpected", ""),
        ("{{ a b }}", "`b` is unexpected: `}}` should come before it", ""),
    ],
)
def test_mistakes_of_grammar(template, message, hint):
    with pytest.raises(TemplateError) as caught:
        Environment().parse(template)
    assert explain(caught.value) == (message, hint)


def test_an_exception_that_says_nothing_is_named():
    assert explain(RecursionError()) == ("RecursionError", "")
