"""LINK codes: what the web says of the addresses of a project."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "LINK001": CodeInfo(
        "Page that is gone",
        "The server of an address answers that there is no such page (404), or no longer (410). It was asked "
        "twice, in both ways in which pages are asked for. A reader who follows the address would stand "
        "before nothing. Find where the page is now, or lean on another one that says the same; where it is "
        "nowhere, the facts that stand on it have lost their source.",
        see=("LINK002", "LINK007"),
    ),
    "LINK002": CodeInfo(
        "Page that has moved for good",
        "The server of an address sends readers on, and says that this will stay so (301 or 308). The "
        "address still works, until somebody tidies up. The hint has the new one.",
        see=("LINK001",),
    ),
    "LINK003": CodeInfo(
        "Address that could not be reached",
        "Nobody answered in time, no computer has the name, what came was no answer, or the server has "
        "trouble of its own (500 and above). That may be over tomorrow, so it is a warning; where it stays "
        "so, the page is as good as gone. After an hour, the address is asked again.",
        see=("LINK004", "LINK001"),
    ),
    "LINK004": CodeInfo(
        "Server that cannot be trusted",
        "The certificate of the server has run out, is for another name, or was signed by nobody who is "
        "known. A browser would warn the reader, or refuse the page. A certificate of your own network is "
        "named by the environment variable `SSL_CERT_FILE`.",
        see=("LINK003",),
    ),
    "LINK005": CodeInfo(
        "Redirect that leads nowhere",
        "The server sends readers on in a circle, too often, or to what is no web address. Some sites do so "
        "only to programs that keep no cookies: look at the address in a browser.",
        see=("LINK002",),
    ),
    "LINK006": CodeInfo(
        "Address in a private network",
        "The name of the address, or one that it redirects to, belongs to a computer of a private network or "
        "to this computer itself. It was not asked: a file that somebody sent must not make your computer "
        "talk to your printer. Nor could most readers follow it. Where it is right, a source names the host "
        "with its port under `hosts`.",
        wrong="address: https://intranet.example.org/survey",
        right='address: https://intranet.example.org/survey\nhosts: ["intranet.example.org:443"]',
        see=("LINK008",),
    ),
    "LINK007": CodeInfo(
        "Address that could not be judged",
        "The server answers, but not to programs: it wants a name and a password (401), refuses (403), has "
        "had enough questions (429), or says something else that tells nothing of the page. Many sites of "
        "governments do. It is a note and no mistake; look at the address in a browser from time to time.",
        see=("LINK001",),
    ),
    "LINK008": CodeInfo(
        "Not a host with its port",
        "`hosts` of a source lists computers of your own network that `check --links` may ask: each with its "
        "name and its port, so that it opens one door and not all of them.",
        wrong="hosts: [intranet.example.org]",
        right='hosts: ["intranet.example.org:443"]',
        see=("LINK006",),
    ),
}
