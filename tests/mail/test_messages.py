"""Messages as bytes, and as other programs read them."""

from __future__ import annotations

import datetime as dt
import email
import hashlib
import os
import re
import shutil
import subprocess
import sys
from email import policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.diagnostics import Findings
from briefpress.mail.addresses import name_fault
from briefpress.mail.headers import folded, mailbox, unstructured
from briefpress.mail.lists import read_list
from briefpress.mail.message import Content, Message, one_line
from briefpress.mail.model import Mailbox
from briefpress.workspace import MemoryWorkspace
from tests.build.test_series import SERIES as FARMS
from tests.mail.conftest import HEAD, PEOPLE, ROOT, Post, codes
from tests.support.project import FACTS, ORCHARD, edit, write_project


def read(data: bytes):
    return email.message_from_bytes(data, policy=policy.default)


def test_a_draft_opens_to_be_sent_with_the_pdf_that_was_published(post):
    drafts = post.drafts()
    french = read(next(data for name, data in drafts.items() if name.startswith("renee")))
    assert french["X-Unsent"] == "1"
    assert french["Subject"] == "Le verger"
    assert str(french["To"]) == "Renée Côté <renee@example.com>"
    assert french["Auto-Submitted"] == "auto-generated"
    assert french["Content-Language"] == "fr"
    assert french["List-Unsubscribe"] == "<https://example.org/stop?who=renee%40example.com>"
    assert french["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert french["Date"] == "Sun, 29 Nov 2026 00:00:00 +0000"
    assert not french.defects
    (pdf,) = french.iter_attachments()
    assert pdf.get_filename() == "orchard-fr.pdf"
    assert pdf.get_content() == (post.folder / "output/orchard/orchard-fr.pdf").read_bytes()
    plain, page = french.get_body(("plain",)), french.get_body(("html",))
    assert "Vous trouverez ci-joint" in plain.get_content()
    assert "Renée Côté" in plain.get_content() and "Renée Côté" in page.get_content()
    assert '<html lang="fr" dir="ltr">' in page.get_content()


def test_who_reads_both_languages_gets_one_message_in_both(post):
    post.write(HEAD + "recipients:\n  - {address: both@example.com, languages: [fr, en]}\n")
    (data,) = post.drafts().values()
    message = read(data)
    assert message["Subject"] == "Le verger / The orchard"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "orchard-fr.pdf",
        "orchard-en.pdf",
    ]
    text = message.get_body(("plain",)).get_content()
    assert text.index("Bonjour") < text.index("Hello")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns"])
def test_the_same_message_has_the_same_bytes_anywhere(post, zone):
    before = post.drafts()
    shutil.rmtree(post.folder / "output/mail")
    surroundings = {**os.environ, "TZ": zone, "LC_ALL": "fr_CA.UTF-8", "PYTHONHASHSEED": "7"}
    surroundings["SOURCE_DATE_EPOCH"] = "1795910400"
    command = [sys.executable, ROOT / "generate.py", "mail", "press", "--drafts", "--project", post.folder]
    subprocess.run(command, env=surroundings, check=True, capture_output=True)
    assert post.written() == before


def test_another_day_makes_no_other_message(post):
    before = post.drafts()
    ids = {name: read(data)["Message-ID"] for name, data in before.items()}
    post.mail("press", "--drafts", "--today", "2026-12-01")
    later = {name: read(data) for name, data in post.written().items()}
    assert {name: message["Message-ID"] for name, message in later.items()} == ids
    assert {message["Date"] for message in later.values()} == {"Tue, 01 Dec 2026 00:00:00 +0000"}


def test_source_date_epoch_says_the_second(post, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795965200")
    post.mail("press", "--drafts", "--today", "2026-11-29")
    dates = {read(path.read_bytes())["Date"] for path in post.folder.glob("output/mail/press/*.eml")}
    assert dates == {"Sun, 29 Nov 2026 15:13:20 +0000"}


def test_another_figure_makes_another_message_and_the_old_drafts_go(post):
    before = post.drafts()
    post.edit("data/orchard.yaml", "1240", "1310")
    assert codes(post.mail("press", "--drafts", code=1)) == ["MAIL007", "MAIL007"]
    post.build("--memo", "--reason", "The count")
    after = post.drafts()
    assert len(after) == len(before) and not set(after) & set(before)
    text = (
        read(after[next(name for name in after if name.startswith("renee"))])
        .get_body(("plain",))
        .get_content()
    )
    assert re.search(r"Arbres\s: 1.240 -> 1.310", text)


def test_the_memo_is_attached_where_the_list_says_so(post):
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build("--memo")
    post.write(HEAD + "memo: attach\n" + PEOPLE)
    message = read(next(iter(post.drafts().values())))
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["orchard-en.pdf", "changes-2026-11-29-1-en.pdf"]
    post.write(HEAD + "memo: none\n" + PEOPLE)
    assert "What changed" not in read(next(iter(post.drafts().values()))).get_body(("plain",)).get_content()


def test_each_gets_the_memo_in_their_language(post):
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build("--memo")
    both = "  - {address: both@example.com, languages: [fr, en]}\n"
    post.write(HEAD + "memo: attach\n" + PEOPLE + both)
    attached = {str(message["To"]): message for message in map(read, post.drafts().values())}
    names = {
        to: [part.get_filename() for part in message.iter_attachments()][-2:]
        for to, message in attached.items()
    }
    assert names["Renée Côté <renee@example.com>"] == ["orchard-fr.pdf", "changes-2026-11-29-1-fr.pdf"]
    assert names["both@example.com"] == ["changes-2026-11-29-1-fr.pdf", "changes-2026-11-29-1-en.pdf"]
    (_, memo) = attached["Renée Côté <renee@example.com>"].iter_attachments()
    assert memo.get_content() == (post.folder / "output/changes/2026-11-29-1/memo-fr.pdf").read_bytes()


def test_the_edition_in_both_languages_comes_once_and_is_told_of_in_each(post):
    post.edit("briefs/orchard.yaml", "template: one-pager", "template: one-pager\ntogether: [stacked]")
    post.build()
    post.write(
        HEAD.replace("[orchard]", "[{brief: orchard, together: stacked}]")
        + "recipients:\n  - {address: both@example.com, languages: [fr, en]}\n"
        + "  - {address: one@example.com, languages: [en]}\n"
    )
    both, one = (read(data) for data in post.drafts().values())
    for message, languages in ((both, "fr, en"), (one, "en")):
        assert [part.get_filename() for part in message.iter_attachments()] == ["orchard-stacked.pdf"]
        assert message["Content-Language"] == languages
    text = both.get_body(("plain",)).get_content()
    assert text.count("(orchard-stacked.pdf)") == 2
    post.write(HEAD.replace("[orchard]", "[{brief: orchard, together: tumble}]") + PEOPLE)
    told = post.mail("press", code=1)
    assert codes(told) == ["MAIL006"] and "tumble" in told["findings"][0]["message"]


def test_long_names_of_files_stay_in_one_piece(tmp_path, capfd):
    """Outlook shows `filename*0=`, as RFC 2231 divides them, as an untitled attachment."""
    project = write_project(tmp_path, FARMS)
    edit(project, "briefs/farm.yaml", "for_each:", f'for_each:\n  name: "{"long-" * 20}{{row}}"')
    post = Post(project, capfd)
    post.build()
    post.write(
        "from: a@example.org\nbriefs: [farm]\nrecipients: [{address: b@example.com, languages: [en]}]\n"
    )
    (data,) = post.drafts().values()
    assert b"filename*" not in data and max(map(len, data.split(b"\r\n"))) < 998
    names = [part.get_filename() for part in read(data).iter_attachments()]
    assert names == [f"{'long-' * 20}{row}-en.pdf" for row in ("hill", "lake", "moor")]


def test_two_files_of_one_name_are_told_apart(tmp_path, capfd):
    project = write_project(tmp_path, FARMS | {"briefs/farm-hill.yaml": ORCHARD, "data/orchard.yaml": FACTS})
    post = Post(project, capfd)
    post.build()
    post.write(
        "from: a@example.org\nbriefs: [farm-hill, {brief: farm, rows: [hill]}]\n"
        "recipients: [{address: b@example.com, languages: [en]}]\n"
    )
    names = [part.get_filename() for part in read(*post.drafts().values()).iter_attachments()]
    assert names == ["farm-hill-farm-hill-en.pdf", "farm-farm-hill-en.pdf"]


def test_nobody_learns_of_the_others(post):
    drafts = post.drafts()
    for name, data in drafts.items():
        others = {"ann@example.com", "renee@example.com"} - {name.split("-")[0] + "@example.com"}
        assert not any(other.encode() in data for other in others)


def test_a_memo_of_an_earlier_change_is_left_out(post):
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build("--memo")
    post.edit("data/orchard.yaml", "1310", "1400")
    post.build()
    assert b"1,310" not in next(iter(post.drafts().values()))


def test_every_line_is_short_and_in_ascii(post):
    post.write(
        HEAD.replace("Le Verger", "Société des amis du vieux verger, « section » de l’Île-d’Orléans")
        + "subject: {en: 'É' , fr: '"
        + "Été " * 50
        + "'}\n"
        + PEOPLE
    )
    for data in post.drafts().values():
        data.decode("ascii")
        assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
        assert max(map(len, data.split(b"\r\n"))) <= 78


def test_words_of_the_project(post):
    post.write(
        HEAD + 'subject: {en: "News: {{ documents[0].title }}", fr: "Nouvelles"}\nbody: short\n' + PEOPLE
    )
    files = {"short-en.txt": "Dear {{ recipient.name }} & co", "short-en.html": "<p>{{ recipient.name }}</p>"}
    files |= {"short-fr.txt": "Bonjour", "short-fr.html": "<p>Bonjour</p>"}
    (post.folder / "templates/mail").mkdir(parents=True)
    for name, text in files.items():
        (post.folder / "templates/mail" / name).write_text(text, encoding="utf-8")
    message = read(next(iter(post.drafts().values())))
    assert message["Subject"] == "News: The orchard"
    assert message.get_body(("plain",)).get_content().strip() == "Dear Ann Example & co"


#: Each name that docs/mail.md tells of; one that is not there would stop the message.
NAMES_OF_WORDS = """
{{ recipient.name }} {{ recipient.address }} {{ sender.name }} {{ sender.address }} {{ list }} {{ lang }}
{% for one in documents %}
{{ one.title }} {{ one.file }} {{ one.brief }} {{ one.row }} {{ one.replaces }} {{ one.version.number }}
{{ one.version.date }} {{ one.version.before }} {{ one.version.corrects }} {{ one.corrections }}
{% endfor %}
{{ changes.summary }} {{ changes.file }} {{ unsubscribe }}
{% for one in changes.figures %}
{{ one.label }} {{ one.before }} {{ one.now }} {{ one.difference }} {{ one.percent }}
{% endfor %}
"""


def test_each_name_that_is_told_of_is_there(post):
    post.edit("briefs/orchard.yaml", "template: one-pager", "template: one-pager\nversions: numbered")
    post.build()
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build("--memo")
    words = {f"templates/mail/message-{lang}.txt": NAMES_OF_WORDS for lang in ("en", "fr")}
    frame = "{{ subject }}{% for p in parts %}{{ p.lang }}{{ p.dir }}{{ p.html }}{% endfor %}"
    write_project(post.folder, {**words, "templates/mail/frame.html": frame})
    text = read(next(iter(post.drafts().values()))).get_body(("plain",)).get_content()
    assert "orchard-en.pdf orchard" in text and "Trees 1,240 1,310" in text


def test_names_cannot_become_markup(post):
    post.write(HEAD + 'recipients:\n  - {name: "<img src=x>", address: a@example.com, languages: [en]}\n')
    page = read(next(iter(post.drafts().values()))).get_body(("html",)).get_content()
    assert "<img" not in page and "&lt;img src=x&gt;" in page


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{{ recipient.__class__ }}",
        "{% for",
        "{{ 'a' * 100000000 }}",
        "{% include 'message-en.txt' %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxx{% endfor %}{% endfor %}",
    ],
)
def test_a_template_that_cannot_be_rendered_is_named_with_its_line(post, template):
    (post.folder / "templates/mail").mkdir(parents=True)
    path = post.folder / "templates/mail/message-en.txt"
    path.write_text(f"Hello\n{template}\n", encoding="utf-8")
    told = post.mail("press", "--drafts", code=1)
    assert codes(told) == ["MAIL009"]
    assert told["findings"][0]["path"] == "templates/mail/message-en.txt"
    assert not list(post.folder.glob("output/mail/press/*.eml"))


def test_a_large_message_warns_and_a_larger_one_is_not_made(post, monkeypatch):
    from briefpress.mail import message

    size = max(map(len, post.drafts().values()))
    monkeypatch.setattr(message, "LARGE_BYTES", size - 5000)
    told = post.mail("press", "--drafts")
    assert codes(told)[0] == "MAIL008" and told["findings"][0]["severity"] == "warning"
    monkeypatch.setattr(message, "LARGEST_BYTES", size - 5000)
    told = post.mail("press", "--drafts", code=1)
    assert "MAIL008" in codes(told) and told["messages"] == []


# ---- heads

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200)
NAMES = TEXTS.map(lambda text: " ".join(text.split())).filter(lambda text: text and name_fault(text) is None)


@settings(max_examples=300)
@given(NAMES)
def test_a_name_is_read_as_it_was_written(name):
    box = Mailbox(name, "a.b@example.org")
    head = f"To: {mailbox('To', box)}\r\n"
    head.encode("ascii")
    assert max(map(len, head.split("\r\n"))) <= 998
    message = read(head.encode() + b"\r\nbody")
    assert message.keys() == ["To"]
    assert [one.addr_spec for one in message["To"].addresses] == ["a.b@example.org"]
    # Python's newer reader leaves the space between two encoded words (RFC 2047, 6.2), its older one not.
    raw = head.removeprefix("To: ").rstrip()
    if "=?" in raw:
        assert str(make_header(decode_header(raw))).removesuffix("<a.b@example.org>").rstrip() == name
    else:
        assert parseaddr(raw)[0] == name


@settings(max_examples=300)
@given(NAMES)
def test_a_subject_is_read_as_it_was_written(subject):
    head = f"Subject: {unstructured('Subject', subject)}\r\n"
    assert max(map(len, head.split("\r\n"))) <= 78
    message = read(head.encode("ascii") + b"\r\nbody")
    assert message.keys() == ["Subject"] and message["Subject"] == subject


@given(
    st.text(max_size=20),
    st.sampled_from("\r\n\0\x0b\x0c\x1c\x85\u2028\u2029\u202e\u200b"),
    st.text(max_size=20),
)
def test_nothing_leaves_its_header(before, bad, after):
    text = f"{before}{bad}{after}"
    for make in (
        lambda: unstructured("S", text),
        lambda: mailbox("To", Mailbox(text, "a@example.org")),
        lambda: mailbox("To", Mailbox("A", text)),
        lambda: folded([text]),
    ):
        with pytest.raises(ValueError):
            make()


def test_the_digest_that_is_told_is_that_of_the_pdf(post):
    for message in post.mail("press")["messages"]:
        for item in message["editions"]:
            (name,) = message["attachments"]
            pdf = (post.folder / f"output/orchard/{name}").read_bytes()
            assert item["sha256"] == hashlib.sha256(pdf).hexdigest()


# ---- whole messages of hostile lists

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\r\n\0\t\x1b\x7f\x85\u2028\u202e\u2066\u200b\u200d\ufeff\"'\\\\<>,;:()@=?é漢𝄞"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)
PARTS = st.sampled_from(["ann", "anné", "a.b", "a\r\nBcc: c", '"a b"', "a\0", "", "а", "a\u202e", "a" * 65])
DOMAINS = st.sampled_from(
    [
        "example.org",
        "exämple.org",
        "example.org\r\nBcc: b@c.org",
        "[127.0.0.1]",
        "localhost",
        "例え.example",
        "",
    ]
)
RIGHT = st.sampled_from(["a@example.org", "o'brien+x@mail.example.org", "a=_b?@xn--exmple-cua.org"])
ADDRESSES = st.one_of(
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    st.builds(lambda part, domain: f"{part}@{domain}", PARTS, DOMAINS),
    HOSTILE,
)
SAID = HOSTILE.map(lambda text: " ".join(text.split())).filter(lambda text: name_fault(text) is None)
PEOPLE_CALLED = st.one_of(SAID, SAID, HOSTILE)
HEADS = ["Date", "From", "To", "Reply-To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted"]
HEADS += ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "X-Unsent", "MIME-Version", "Content-Type"]


def quoted(text: str) -> str:
    """Return a text as YAML has it whatever is in it."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


@settings(max_examples=200)
@given(*[PEOPLE_CALLED] * 2, *[ADDRESSES] * 3, HOSTILE)
def test_a_list_is_refused_or_its_message_has_these_heads_alone(sender, name, one, other, third, subject):
    def box(called: str, address: str) -> str:
        return f"{{name: {quoted(called)}, address: {quoted(address)}}}"

    text = (
        f"from: {box(sender, one)}\nreply_to: {box(name, other)}\nbriefs: [orchard]\n"
        f"unsubscribe: 'https://example.org/stop?who={{address}}'\n"
        f"recipients: [{{name: {quoted(name)}, address: {quoted(third)}, languages: [en]}}]\n"
    )
    files = {"mail/press.yaml": text}
    mail_list = read_list(MemoryWorkspace(files), "mail/press.yaml", Findings())
    if mail_list is None:
        return
    shown = one_line(subject) or "A brief"
    (recipient,) = mail_list.recipients
    content = Content(mail_list, recipient, (), ("en",), shown, "Text", "<p>", {}, "1@example.org")
    data = Message(content, dt.datetime(2026, 11, 29, tzinfo=dt.UTC), is_draft=True).data()
    assert data.isascii() and data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    message = read(data)
    assert message.keys() == HEADS
    assert [box.addr_spec for box in message["To"].addresses] == [third]
    assert [box.addr_spec for box in message["From"].addresses] == [one]
    assert message["Subject"] == shown
