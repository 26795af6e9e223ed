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
}
