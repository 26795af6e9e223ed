"""RUN codes: runs without anybody at the keyboard."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "RUN001": CodeInfo(
        "Another run is going on",
        "`run` refreshes, builds, checks and mails under one lock. A second one that begins meanwhile leaves "
        "at once, with the exit code 75, and does nothing: the next one on the schedule finds what is left. "
        "A run that was killed holds nobody up.",
        see=("RUN002", "BUILD005"),
    ),
    "RUN002": CodeInfo(
        "The last run did not end",
        "The report of the run before has a beginning and no end: its process was killed, or the machine "
        "was switched off. What it published is whole, and what it mailed is in the journal of the list; "
        "this run goes on from there.",
        see=("RUN003",),
    ),
    "RUN003": CodeInfo(
        "Run that took too long",
        "`run --limit` ends a run that takes longer than it should, as one that waits for a server which "
        "never answers. What was done until then stays, and the report says how far it came.",
        wrong="generate.py run --limit 1m",
        right="generate.py run --limit 1h",
    ),
    "RUN004": CodeInfo(
        "Alert that was not sent",
        "Something went wrong in a run, `alert` in `schedule.yaml` says who is to be told by mail, and the "
        "mail could not be sent. The report of the run says it all; the next run that fails tries again.",
        see=("RUN005",),
    ),
    "RUN005": CodeInfo(
        "Alert that cannot be sent",
        "`alert` in `schedule.yaml` names who is told when a run fails, and the list whose sender and "
        "server are used for it. There is no such list, it has no server, or nobody can be mailed to at "
        "that address. It is found now, and not when something has gone wrong.",
        wrong="alert: {to: operator@example.org, list: pres}",
        right="alert: {to: operator@example.org, list: press}",
        see=("RUN004",),
    ),
}
