"""BUILD codes: building and publishing."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "BUILD001": CodeInfo(
        "No briefs",
        "The folder has no `briefs/` with YAML files in it, so there is nothing to build.",
    ),
    "BUILD002": CodeInfo(
        "Edition stopped",
        "Rendering the edition took too much time or memory, or its process ended. Other editions are not "
        "touched by it, and its last good PDF stays.",
    ),
    "BUILD003": CodeInfo(
        "Bug in Briefpress",
        "The program failed in a way that no file of a project may cause. Please report it with the lines "
        "that are shown.",
    ),
    "BUILD004": CodeInfo(
        "File cannot be written",
        "The disk is full, or the folder cannot be written to. The last good file is untouched.",
    ),
    "BUILD005": CodeInfo(
        "Another build does not end",
        "One process builds a project at a time; others wait for it, and go on with what is left to do. "
        "After ten minutes they give up. A process that was killed holds nobody up.",
    ),
    "BUILD006": CodeInfo(
        "Old PDF that was changed",
        "`--prune` deletes the PDFs of briefs that are gone, but only files that are as the program made "
        "them. This one is not: somebody may have signed or filled it.",
    ),
    "BUILD007": CodeInfo(
        "Change memo cannot be written",
        "The PDFs are published, and only the memo of what changed in them is missing: the disk is full, or "
        "`output/changes/` cannot be written to. The memo cannot be made later, because the old PDFs are "
        "gone; the next one tells what changes then.",
    ),
    "BUILD008": CodeInfo(
        "Versions that cannot be read",
        "A brief that says `versions: numbered` keeps the number and the date of each version of its "
        "editions in `NAME.editions.json` beside it. That file is damaged, as after two branches were "
        "joined, or its numbers do not follow one another. To number again from 1 would say what is not so, "
        "so its editions are not built.",
    ),
    "BUILD009": CodeInfo(
        "Correction that corrects nothing",
        "`--correct` says what was wrong in the versions that this build replaces. It replaced none: nothing "
        "that an edition says had changed, or no brief says `versions: numbered`. Words about a mistake that "
        "belong to no version would be lost, so the build says so.",
    ),
    "BUILD010": CodeInfo(
        "Cluster cannot be used",
        "`--scheduler` has a Dask cluster make the editions. It cannot be reached, has no workers, or has "
        "some that would make other bytes than this machine: Briefpress, its libraries, Python and zlib have "
        "to be of the same releases everywhere. What was published is whole, and the next run makes what is "
        "left.",
    ),
}
