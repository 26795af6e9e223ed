"""The editions that a list names, as a build published them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from briefpress.build.fingerprint import digest
from briefpress.build.ledger import read_ledger
from briefpress.build.memo.history import about, memos
from briefpress.build.plan import Request, select
from briefpress.build.project import DEFAULT_PROFILE, NOTED, Edition, Project, briefs_by_name
from briefpress.build.said import Said, read_said
from briefpress.build.staleness import Staleness, digest_of_output
from briefpress.build.versions import History, Version, read_history
from briefpress.diagnostics import Findings, did_you_mean
from briefpress.facts import language_name
from briefpress.facts.values import listing
from briefpress.mail.model import Choice, MailList, Recipient
from briefpress.workspace import ReadError
from briefpress.workspace.workspace import read_inside

#: No message takes a larger one.
_MOST_BYTES = 64 * 1024 * 1024


class Published(Struct, frozen=True):
    """An edition that can be mailed.

    Attributes:
        edition: Which.
        pdf: Its bytes.
        sha256: Their SHA-256.
        title: Its title.
        words: A digest of what it says; empty where nothing tells.
        versions: Its versions, the last of which it is; none where the brief numbers none.
        languages: Those in which it speaks.
        memos: By language, the newest memo that tells how it came to say what it says.
    """

    edition: Edition
    pdf: bytes
    sha256: str
    title: str
    words: str
    versions: tuple[Version, ...]
    languages: tuple[str, ...]
    memos: Mapping[str, Memo]

    @property
    def key(self) -> str:
        """What journals call it: a row that is called otherwise, or another kind of PDF, is no other one."""
        return f"{_name(self.edition)}/{self.edition.key}"

    @property
    def version(self) -> int:
        """The number of its version; 0 where it has none."""
        return self.versions[-1].number if self.versions else 0

    @property
    def memo(self) -> str:
        """The name of its memo, which is the same in all languages; empty where there is none."""
        return next((memo.name for memo in self.memos.values()), "")

    def corrections_since(self, number: int) -> list[Version]:
        """Return the versions that correct what somebody has who has got a version."""
        return [one for one in self.versions if one.number > number and one.kind == "corrected"]

    @property
    def file(self) -> str:
        """What it is called among the attachments: in ASCII, which every program shows."""
        return f"{self.edition.name}.pdf"


class Memo(Struct, frozen=True):
    """What a memo of changes tells of an edition.

    Attributes:
        folder: Where it is.
        lang: Its language.
        pdf: The PDF of the memo; empty where it cannot be read.
        told: What its JSON file says of the edition.
    """

    folder: str
    lang: str
    pdf: bytes
    told: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The day of the memo and its number on that day."""
        return PurePosixPath(self.folder).name


def editions_of(
    project: Project, mail_list: MailList, findings: Findings
) -> dict[Recipient, tuple[Edition, ...]]:
    """Return the editions for each recipient, after reporting names that mean nothing.

    Args:
        project: Where the briefs are.
        mail_list: The list.
        findings: Collects mistakes.
    """
    every = _every_edition(project, mail_list, findings)
    for choice in mail_list.choices:
        _check(choice, every.get(choice.brief, ()), findings)
    if mail_list.when == "corrected":
        _check_versions(project, mail_list, every, findings)
    found = {}
    for recipient in mail_list.recipients:
        chosen: dict[Edition, None] = {}
        for choice in recipient.briefs or mail_list.briefs:
            of_brief = every.get(choice.brief, ())
            own = _chosen(choice, of_brief, recipient.languages)
            if not own and of_brief and not findings.errors:
                _report_nothing(recipient, choice, of_brief, findings)
            chosen.update(dict.fromkeys(own))
        found[recipient] = tuple(chosen)
    return found


def _every_edition(project: Project, mail_list: MailList, findings: Findings) -> dict[str, list[Edition]]:
    """Return all editions of each brief of a list by its name, after reporting names of none."""
    names = briefs_by_name(project, findings)
    known = []
    for choice in mail_list.choices:
        if choice.brief in names:
            known.append(choice.brief)
        elif names:
            hint = did_you_mean(choice.brief, names) or f"briefs are {', '.join(names)}"
            findings.error("MAIL006", f"there is no brief `{choice.brief}`", choice.span, hint=hint)
    if not known:
        return {}
    ledger, _ = read_ledger(project.workspace)
    found: dict[str, list[Edition]] = {}
    for edition in select(project, Request(tuple(dict.fromkeys(known))), ledger, names, findings):
        found.setdefault(_name(edition), []).append(edition)
    return found


def _check(choice: Choice, editions: Sequence[Edition], findings: Findings) -> None:
    """Report what a choice names and its brief has not."""
    rows = {edition.row for edition in editions} - {""}
    for row in choice.rows if editions else ():
        if row not in rows:
            hint = did_you_mean(row, rows) or (
                f"there is {', '.join(sorted(rows)[:20])}" if rows else "it is no series"
            )
            message = f"the brief `{choice.brief}` has no row `{row}`"
            findings.error("MAIL006", message, choice.span, hint=hint)
    forms = dict.fromkeys(edition.lang for edition in editions)
    if choice.together and editions and choice.together not in forms:
        message = f"the brief `{choice.brief}` has no edition `{choice.together}`"
        hint = f"it comes as {listing(forms)}; `together` in the brief makes others"
        findings.error("MAIL006", message, choice.span, hint=hint)


def _check_versions(
    project: Project, mail_list: MailList, every: Mapping[str, Sequence[Edition]], findings: Findings
) -> None:
    """Report briefs of which nothing says what corrects what."""
    first = {choice.brief: choice for choice in reversed(mail_list.choices)}
    for name, editions in every.items():
        brief = project.brief(editions[0].brief, Findings(), editions[0].row)
        if brief is None or not brief.versions.text:
            message = f"nothing says which versions of `{name}` are corrections: it numbers none"
            hint = "write `versions: numbered` in the brief, or `when: changed` in the list"
            findings.error("MAIL006", message, first[name].span, hint=hint)


def _report_nothing(
    recipient: Recipient, choice: Choice, editions: Iterable[Edition], findings: Findings
) -> None:
    languages = listing(language_name(lang) for lang in recipient.languages).replace("`", "")
    has = listing(dict.fromkeys(edition.lang for edition in editions))
    findings.error(
        "MAIL006",
        f"`{choice.brief}` does not come in {languages}",
        recipient.span,
        hint=f"it comes as {has}: give the recipient another language, or briefs of their own",
    )


def _chosen(choice: Choice, editions: Sequence[Edition], languages: Sequence[str]) -> list[Edition]:
    """Return the editions of a brief for who reads some languages; of several kinds of PDF, the usual one."""
    forms = (choice.together,) if choice.together else languages
    if not any(edition.lang in languages for edition in editions):
        return []
    found: dict[tuple[str, str], Edition] = {}
    for edition in editions:
        if edition.lang in forms and (not choice.rows or edition.row in choice.rows):
            key = (edition.row, edition.lang)
            if key not in found or edition.profile == DEFAULT_PROFILE:
                found[key] = edition
    return sorted(found.values(), key=lambda one: forms.index(one.lang))


def load_published(
    project: Project, editions: Iterable[Edition], findings: Findings, *, with_memo: bool
) -> dict[Edition, Published]:
    """Return what a build published of editions; what is not what it would publish now is reported.

    Args:
        project: Where they are.
        editions: Which.
        findings: Collects those that are missing or out of date.
        with_memo: Whether memos are looked for.
    """
    loader = _Loader(project, findings, with_memo=with_memo)
    made = {edition: loader.load(edition) for edition in dict.fromkeys(editions)}
    return {edition: item for edition, item in made.items() if item is not None}


class _Loader:
    """Reads what was published, and once what editions share."""

    def __init__(self, project: Project, findings: Findings, *, with_memo: bool) -> None:
        self._project = project
        self._findings = findings
        self._with_memo = with_memo
        self._ledger, _ = read_ledger(project.workspace)
        self._staleness = Staleness(project, self._ledger)
        # A run that was killed, or still goes on, has published PDFs whose numbers stand nowhere yet.
        self._is_unfinished = digest_of_output(project, NOTED) is not None
        self._memos: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self._histories: dict[str, History] = {}

    def load(self, edition: Edition) -> Published | None:
        """Return an edition, or None after reporting that nobody should get it."""
        why, pdf = self._staleness.of_output(edition), b""
        if not why:
            pdf = self._read(edition.output)
            if hashlib.sha256(pdf).hexdigest() != self._ledger.editions[edition.output].output:
                why = "something else changed its PDF"
        if why:
            message = f"`{edition.output}` is not up to date: {why}"
            self._findings.error("MAIL007", message, hint=f"`build {_name(edition)}` makes it")
            return None
        brief = self._project.brief(edition.brief, Findings(), edition.row)
        assert brief is not None  # what is up to date could be read
        said = read_said(self._project.workspace, edition, pdf)
        languages = (edition.lang,) if edition.lang in brief.languages else brief.languages
        return Published(
            edition=edition,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            title=said.title if said is not None else edition.name,
            words=_words(said),
            versions=self._versions(edition) if brief.versions.text else (),
            languages=languages,
            memos=self._memos_of(edition, said, languages) if self._with_memo else {},
        )

    def _read(self, path: str) -> bytes:
        root = self._project.workspace.root
        try:
            return read_inside(root / path, path, root, _MOST_BYTES)
        except ReadError:
            return b""

    def _versions(self, edition: Edition) -> tuple[Version, ...]:
        """Return the versions of an edition, the one that its PDF prints last."""
        if edition.brief not in self._histories:
            history = read_history(self._project.workspace, edition.brief, self._findings)
            self._histories[edition.brief] = history or {}
        versions = self._histories[edition.brief].get(edition.key, ())
        if not versions or self._is_unfinished:
            message = f"nothing says which version `{edition.output}` is"
            self._findings.error("MAIL007", message, hint=f"`build {_name(edition)}` keeps it")
        return versions

    def _memos_of(self, edition: Edition, said: Said | None, languages: Iterable[str]) -> dict[str, Memo]:
        project, found = self._project, {}
        for lang in languages:
            spoken = lang if lang in project.languages else project.languages[0]
            if spoken not in self._memos:
                self._memos[spoken] = list(memos(project.workspace, spoken))
            memo = _memo_of(project, edition, said, spoken, self._memos[spoken])
            if memo is not None:
                found[lang] = memo
        return found


def _name(edition: Edition) -> str:
    return PurePosixPath(edition.brief).stem


def _words(said: Said | None) -> str:
    if said is None:
        return ""
    return digest(json.dumps([said.title, *([block.lang, block.text] for block in said.blocks)]))


def _memo_of(
    project: Project,
    edition: Edition,
    said: Said | None,
    lang: str,
    known: Iterable[tuple[str, dict[str, Any]]],
) -> Memo | None:
    """Return the newest memo of an edition, unless what it says is not what the edition says now."""
    for folder, memo in known:
        own = about(memo, edition.name)
        if own is None:
            continue
        if said is None or not all(_is_said(figure, said) for figure in own["figures"]):
            return None  # it was published again since, without a memo
        try:
            pdf = project.workspace.read(f"{folder}/memo-{lang}.pdf")
        except ReadError:
            pdf = b""
        return Memo(folder, lang, pdf, own)
    return None


def _is_said(figure: Mapping[str, Any], said: Said) -> bool:
    fact = said.facts.get(figure["fact"])
    now = (figure.get("exact") or {}).get("now")
    if fact is None or now is None:
        return fact is None and now is None
    return bool(now.get("value") == fact.value or fact.value is None)
