import io

from PIL import Image, ImageCms

from briefpress.pdf.icc import srgb_profile


def test_the_profile_is_small_and_carries_no_moment():
    assert len(srgb_profile()) < 3000
    assert int.from_bytes(srgb_profile()[:4], "big") == len(srgb_profile())


def test_colours_come_out_as_with_the_srgb_of_littlecms():
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    image = Image.new("RGB", (4, 1))
    colors = [(0, 0, 0), (255, 255, 255), (200, 16, 46), (12, 130, 240)]
    for index, color in enumerate(colors):
        image.putpixel((index, 0), color)
    through = ImageCms.profileToProfile(image, ours, theirs)
    for index, color in enumerate(colors):
        assert all(abs(a - b) <= 1 for a, b in zip(through.getpixel((index, 0)), color, strict=True))
