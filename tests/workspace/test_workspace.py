"""The door to files: what it lets through, and what it remembers."""

import datetime as dt
import os

import pytest

from briefpress.workspace import MAX_FILE_BYTES, MemoryWorkspace, ReadError, Workspace


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    (root / "data" / "more").mkdir(parents=True)
    (root / "data" / "a.yaml").write_text("a: 1\n")
    (root / "data" / "more" / "b.yaml").write_text("b: 1\n")
    (root / "data" / ".hidden.yaml").write_text("")
    (root / "data" / "c.yml").write_text("")
    (root / "templates").mkdir()
    (root / "templates" / "own.yaml").write_text("")
    (tmp_path / "secret.txt").write_text("secret")
    return root


def reason(workspace, path):
    with pytest.raises(ReadError) as caught:
        workspace.read(path)
    assert caught.value.path == path
    return caught.value.reason


def test_reads_files_of_the_project(project):
    assert Workspace(project).read("data/a.yaml") == b"a: 1\n"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "data/../../secret.txt",
        "/etc/passwd",
        "data\\..\\a.yaml",
        "data/a.yaml\0",
        "//etc/passwd",
    ],
)
def test_paths_out_of_the_project_are_refused(project, path):
    assert reason(Workspace(project), path) == "it lies outside the project folder"


def test_links_out_of_the_project_are_refused(project):
    (project / "data" / "link.txt").symlink_to(project.parent / "secret.txt")
    (project / "data" / "folder").symlink_to(project.parent)
    workspace = Workspace(project)
    assert "leads outside" in reason(workspace, "data/link.txt")
    assert "leads outside" in reason(workspace, "data/folder/secret.txt")
    assert "leads outside" in reason(workspace, "builtin:../../pyproject.toml")


def test_links_inside_the_project_are_followed(project):
    (project / "data" / "link.yaml").symlink_to(project / "data" / "a.yaml")
    assert Workspace(project).read("data/link.yaml") == b"a: 1\n"


def test_links_in_a_circle_are_refused(project):
    (project / "data" / "one").symlink_to(project / "data" / "two")
    (project / "data" / "two").symlink_to(project / "data" / "one")
    assert "leads to itself" in reason(Workspace(project), "data/one")


def test_only_regular_files_are_read(project):
    os.mkfifo(project / "data" / "pipe.yaml")
    workspace = Workspace(project)
    assert reason(workspace, "data/pipe.yaml") == "it is not a regular file"
    assert reason(workspace, "data") == "it is not a regular file"
    assert reason(workspace, "") == "it is not a regular file"
    assert "data/pipe.yaml" not in workspace.glob("data", ".yaml")


def test_large_files_are_refused_unread(project):
    with (project / "big.bin").open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    with (project / "fits.bin").open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES)
    workspace = Workspace(project)
    assert reason(workspace, "big.bin") == "it is larger than 32 MiB"
    assert len(workspace.read("fits.bin")) == MAX_FILE_BYTES


def test_missing_files(project):
    workspace = Workspace(project)
    assert reason(workspace, "data/none.yaml") == "there is no such file"
    assert "cannot be read" in reason(workspace, "data/a.yaml/b")
    assert "cannot be read" in reason(workspace, "x" * 5000)
    assert not workspace.exists("data/none.yaml")
    assert workspace.digest("data/none.yaml") == "absent"


def test_a_file_is_the_same_throughout_a_run(project):
    workspace = Workspace(project)
    before = workspace.read("data/a.yaml")
    (project / "data" / "a.yaml").write_text("changed")
    assert workspace.read("data/a.yaml") == before


def test_glob_is_sorted_and_leaves_hidden_files_out(project):
    workspace = Workspace(project)
    assert workspace.glob("data", ".yaml") == ["data/a.yaml", "data/more/b.yaml"]
    assert workspace.glob("nowhere", ".yaml") == []


def test_names_are_those_that_find_finds(project):
    (project / "templates" / "sub").mkdir()
    (project / "templates" / "sub" / "deep.yaml").write_text("")
    workspace = Workspace(project)
    assert "own" in workspace.names("themes", ".yaml")
    assert "deep" not in workspace.names("themes", ".yaml")
    assert workspace.find("themes", "own.yaml") == "templates/own.yaml"
    assert workspace.find("themes", "none.yaml") is None
    assert MemoryWorkspace({"templates/own.yaml": ""}).find("themes", "own.yaml") == "templates/own.yaml"
    assert "own" in MemoryWorkspace({"templates/own.yaml": ""}).names("themes", ".yaml")


def test_shipped_files_are_read():
    path = MemoryWorkspace({}).find("fonts", "Lato-Regular.ttf")
    assert path == "builtin:fonts/Lato-Regular.ttf"
    assert MemoryWorkspace({}).read(path)[:4] == b"\x00\x01\x00\x00"


def test_recording_nests():
    workspace = MemoryWorkspace({"a": "", "b": "", "c": ""})
    with workspace.recording() as outer:
        with workspace.recording() as inner:
            pass  # both are empty, so they are equal
        workspace.read("a")
        with workspace.recording() as second:
            workspace.exists("b")
            workspace.exists("none")
        workspace.digest("c")
    workspace.read("c")
    assert inner == set()
    assert second == {"b", "none"}
    assert outer == {"a", "b", "none", "c"}


def test_what_was_read_before_is_recorded_again():
    workspace = MemoryWorkspace({"a": ""})
    workspace.read("a")
    workspace.digest("a")
    with workspace.recording() as reads:
        workspace.read("a")
    assert reads == {"a"}
    with workspace.recording() as reads:
        workspace.digest("a")
    assert reads == {"a"}


@pytest.mark.parametrize(
    ("epoch", "date"),
    [
        ("0", dt.date(1970, 1, 1)),
        ("1795305600", dt.date(2026, 11, 22)),
        ("253402300799", dt.date(9999, 12, 31)),
    ],
)
def test_today_is_the_source_date(epoch, date):
    assert MemoryWorkspace({}, environment={"SOURCE_DATE_EPOCH": epoch}).today == date


@pytest.mark.parametrize("epoch", ["", "²", "-1", "x", "9" * 12, "9" * 5000, "1.5"])
def test_a_source_date_that_makes_no_sense_is_ignored(epoch):
    assert isinstance(MemoryWorkspace({}, environment={"SOURCE_DATE_EPOCH": epoch}).today, dt.date)


def test_environment_and_given_date():
    workspace = MemoryWorkspace({}, environment={"A": "1"}, today=dt.date(2026, 11, 22))
    assert workspace.environment("A") == "1"
    assert workspace.environment("HOME") is None
    assert workspace.today == dt.date(2026, 11, 22)


def test_memory_globs_as_folders_do():
    workspace = MemoryWorkspace(
        {"data/b.yaml": "", "data/x/a.yaml": "", "data/.h.yaml": "", "other.yaml": ""}
    )
    assert workspace.glob("data", ".yaml") == ["data/b.yaml", "data/x/a.yaml"]
    with pytest.raises(ReadError, match="no such file"):
        workspace.read("data")
