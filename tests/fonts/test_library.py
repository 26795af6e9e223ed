import pytest

from briefpress.fonts import FontError, FontLibrary
from briefpress.workspace import MemoryWorkspace


@pytest.fixture
def library():
    return FontLibrary(MemoryWorkspace({}))


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({}, "NotoSans-Regular"),
        ({"bold": True}, "NotoSans-Bold"),
        ({"italic": True}, "NotoSans-Italic"),
        ({"bold": True, "italic": True}, "NotoSans-BoldItalic"),
        ({"weight": "semibold"}, "NotoSans-SemiBold"),
    ],
)
def test_a_style_of_a_family_is_found_by_its_file_name(library, arguments, key):
    assert library.face("Noto Sans", **arguments).key == key


def test_an_unknown_family_is_refused_with_the_families_there_are(library):
    with pytest.raises(FontError) as caught:
        library.face("Latto")
    scripts = ("NotoSansArabic", "NotoSansCanadianAboriginal", "NotoSansHebrew")
    assert caught.value.known == ("Lato", "NotoSans", *scripts, "SourceSerif4")


def test_a_missing_style_is_refused_with_the_styles_there_are(library):
    with pytest.raises(FontError) as caught:
        library.face("Lato", weight="semibold")
    assert "SemiBold" in caught.value.reason
    assert caught.value.known == ("Black", "Bold", "BoldItalic", "Italic", "Regular")


def test_an_unknown_weight_is_refused(library):
    with pytest.raises(FontError) as caught:
        library.face("Lato", weight="heavy")
    assert "bold" in caught.value.known


def test_an_unknown_key_is_refused(library):
    with pytest.raises(FontError, match="there is no such file"):
        library.by_key("Lato-Heavy")


def test_a_project_font_goes_before_the_shipped_one():
    bold = MemoryWorkspace({}).read("builtin:fonts/Lato-Bold.ttf")
    own = FontLibrary(MemoryWorkspace({"templates/Lato-Regular.ttf": bold})).face("Lato")
    shipped = FontLibrary(MemoryWorkspace({})).face("Lato")
    assert own.metrics.weight == 700
    assert shipped.metrics.weight == 400


def test_a_face_is_parsed_once_whatever_the_project(library):
    assert library.face("Lato") is FontLibrary(MemoryWorkspace({})).face("Lato")


def test_every_look_up_is_recorded_as_a_read():
    workspace = MemoryWorkspace({})
    library = FontLibrary(workspace)
    library.face("Lato")
    with workspace.recording() as reads:
        library.face("Lato")
    assert "builtin:fonts/Lato-Regular.ttf" in reads


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 200])
def test_a_file_that_is_no_font_is_refused(data):
    library = FontLibrary(MemoryWorkspace({"templates/Own-Regular.ttf": data}))
    with pytest.raises(FontError, match=r"Own-Regular\.ttf"):
        library.face("Own")


def test_a_truncated_font_is_refused():
    data = MemoryWorkspace({}).read("builtin:fonts/Lato-Bold.ttf")[:4000]
    library = FontLibrary(MemoryWorkspace({"templates/Own-Regular.ttf": data}))
    with pytest.raises(FontError):
        library.face("Own")
