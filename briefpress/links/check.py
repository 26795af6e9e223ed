"""The way of a look at links: addresses are gathered, asked or remembered, and told where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from briefpress import __version__
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.links.answers import VERDICTS, Answer, Kept, read_answers, write_answers
from briefpress.links.limits import Limits
from briefpress.links.named import Named, addresses_in
from briefpress.links.report import report


class LinkProgress(Protocol):
    """What is told while addresses are asked."""

    def asking(self, total: int) -> None:
        """Take note of how many addresses are asked."""

    def answered(self, address: str) -> None:
        """Take note that there is an answer of one of them."""

    def stop(self) -> None:
        """Take note that nothing more comes; also after Ctrl-C."""


class Asked(Struct, frozen=True):
    """What a look at links came to.

    Attributes:
        counts: How many addresses got each of `VERDICTS`; what nobody got has none.
        asked: How many were asked now.
        kept: How many were asked within the last day.
        late: How many were left when the time was up.
    """

    counts: Mapping[str, int]
    asked: int = 0
    kept: int = 0
    late: int = 0


def check_links(
    project: Project,
    request: Request,
    findings: Findings,
    progress: LinkProgress,
    limits: Limits | None = None,
) -> Asked | None:
    """Ask the web for the addresses that a project names, and report those that lead nowhere.

    Args:
        project: The project.
        request: Which briefs and languages; ``force`` asks again what was asked today.
        findings: Collects what is wrong.
        progress: Is told what happens.
        limits: How long it may take.

    Returns:
        What it came to; None where it cannot be done.
    """
    try:
        import httpx  # noqa: F401
    except ModuleNotFoundError:
        message = "`check --links` needs the package `httpx`, which is not installed"
        findings.error("USAGE003", message, hint="install it: pip install 'briefpress[links]'")
        return None
    from briefpress.links.asking import page_of, url_of

    limits, workspace = limits or Limits(), project.workspace
    places: dict[str, list[Named]] = {}
    answers: dict[str, Answer] = {}
    hosts: dict[str, str] = {}
    for named in addresses_in(project, request):
        url = url_of(named.address)
        host, key = ("", named.address) if url is None or url.userinfo else page_of(url)
        places.setdefault(key, []).append(named)
        if url is None:
            answers[key] = Answer("unreachable", "its name cannot be one")
        elif url.userinfo:
            answers[key] = Answer("unjudged", "it has a name or a password in it")
        else:
            hosts[key] = host
    kept = read_answers(workspace)
    known = {} if request.force else {key: one.answer for key, one in kept.items() if key in places}
    to_ask = [key for key in places if key not in answers and key not in known]
    fresh = _ask(project, [(hosts[key], key) for key in to_ask], kept, progress, limits, findings)
    if fresh is None:
        return None
    answers = {**known, **answers, **fresh}
    late = Answer("unreachable", f"the {limits.all_s:g} s for all addresses were over before its turn")
    for key, found in places.items():
        for one in found:
            report(one, answers.get(key, late), findings)
    given = [one.verdict for one in answers.values()]
    counts = {verdict: given.count(verdict) for verdict in VERDICTS if verdict in given}
    return Asked(counts, len(fresh), len(known), len(to_ask) - len(fresh))


def _ask(
    project: Project,
    addresses: list[tuple[str, str]],
    kept: dict[str, Kept],
    progress: LinkProgress,
    limits: Limits,
    findings: Findings,
) -> dict[str, Answer] | None:
    """Ask for addresses, each with its host, and keep what comes, even where it is not all.

    Returns:
        What came; None where the certificates that somebody named cannot be read.
    """
    if not addresses:
        return {}
    from briefpress.links.asking import Asker
    from briefpress.links.rounds import ask_all
    from briefpress.network import trusted

    workspace = project.workspace
    try:
        context = trusted(workspace.environment("SSL_CERT_FILE"))
    except ValueError:
        hint = "check the path in SSL_CERT_FILE"
        findings.error("LINK004", "the file that SSL_CERT_FILE names has no certificates", hint=hint)
        return None
    sources = project.book(Findings()).sources.values()
    asker = Asker(__version__, context, frozenset(host for one in sources for host in one.hosts), limits)
    fresh: dict[str, Answer] = {}
    progress.asking(len(addresses))
    try:
        for address, answer in ask_all(addresses, asker.ask, limits):
            fresh[address] = answer
            progress.answered(address)
    finally:
        progress.stop()
        now = workspace.now
        write_answers(workspace, {**kept, **{key: Kept(now, answer) for key, answer in fresh.items()}})
    return fresh
