"""Photos are drawn anew: nothing but the picture comes out, and what is no photo is refused."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from linli.core.attachments.errors import PhotoRefusedError
from linli.core.attachments.pictures import Picture, redraw
from tests.core.attachments import photographs
from tests.core.attachments.photographs import COMMENT, DEVICE, PAGE, SVG, jpeg, png

LIMIT = {"most_bytes": 4_000_000, "most_pixels": 1_000_000}
KINDS = {
    "jpeg": jpeg,
    "png": png,
    "webp": photographs.webp,
    "heic": photographs.heic,
}


def draw(raw: bytes) -> Picture:
    return redraw(raw, **LIMIT)


def opened(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw))


def refusal(raw: bytes) -> str:
    with pytest.raises(PhotoRefusedError) as caught:
        draw(raw)
    return str(caught.value.code)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())
def test_photo_of_every_kind_becomes_a_jpeg_of_nothing_but_pixels(make):
    raw = make()
    picture = draw(raw)
    for made in (picture.display, picture.thumbnail):
        image = opened(made)
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", image.size)
        assert dict(image.getexif()) == {}
        assert sorted(set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == [
            "progression",
            "progressive",
        ]
        for told in (DEVICE.encode(), COMMENT.encode(), b"Exif", b"ICC_PROFILE", b"Probe"):
            assert told not in made


def test_samples_do_tell_what_is_taken_out():
    told = opened(jpeg())
    assert told.getexif()[photographs.MAKE] == DEVICE
    assert told.getexif().get_ifd(photographs.GPS_IFD)[1] == "N"
    assert COMMENT.encode() in jpeg()
    assert b"ICC_PROFILE" in jpeg()
    assert b"Probe" in photographs.heic()


def test_photo_that_was_taken_sideways_stands_upright():
    picture = draw(jpeg(64, 48, orientation=6))
    image = opened(picture.display)
    assert (picture.width, picture.height, image.size) == (48, 64, (48, 64))
    top, bottom = image.getpixel((24, 5)), image.getpixel((24, 58))
    assert top[0] > 150 > top[1]
    assert bottom[1] > 120 > bottom[0]


def test_large_photo_is_made_to_fit_a_screen_and_a_list():
    picture = redraw(jpeg(4000, 3000), most_bytes=10_000_000, most_pixels=12_000_000)
    assert (picture.width, picture.height) == (1600, 1200)
    assert opened(picture.display).size == (1600, 1200)
    assert opened(picture.thumbnail).size == (400, 300)


def test_small_photo_is_not_blown_up():
    assert opened(draw(jpeg()).thumbnail).size == (64, 48)


def test_what_is_see_through_becomes_white():
    held = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(held, "PNG")
    assert opened(draw(held.getvalue()).display).getpixel((4, 4)) == (255, 255, 255)


def test_phone_photo_with_a_second_exposure_behind_it_is_taken():
    held = BytesIO()
    first, second = photographs.two_colours(), photographs.two_colours().rotate(180)
    first.save(held, "MPO", save_all=True, append_images=[second])
    assert opened(draw(held.getvalue()).display).getpixel((5, 5))[0] > 150


def zipped(raw: bytes) -> bytes:
    held = BytesIO(raw)
    held.seek(0, 2)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("run.class", b"\xca\xfe\xba\xbe")
    return held.getvalue()


REFUSED = {
    "nothing": (b"", "photo_empty"),
    "more bytes than may be": (b"\xff\xd8\xff" + b"0" * 4_000_000, "photo_too_large"),
    "words": ("门口的路灯".encode(), "photo_not_a_photo"),
    "document": (b"%PDF-1.7\n%\xe2\xe3", "photo_not_a_photo"),
    "still GIF": (photographs.moving("GIF"), "photo_not_a_photo"),
    "TIFF": (b"II*\0" + b"\0" * 40, "photo_not_a_photo"),
    "page": (PAGE, "photo_drawing"),
    "SVG": (SVG, "photo_drawing"),
    "SVG behind spaces and a mark": (b"\xef\xbb\xbf\n  <svg onload='x'/>", "photo_drawing"),
    "moving PNG": (photographs.moving("PNG"), "photo_animated"),
    "moving WebP": (photographs.moving("WEBP"), "photo_animated"),
    "archive behind a JPEG": (zipped(jpeg()), "photo_mixed"),
    "archive behind a PNG": (zipped(png()), "photo_mixed"),
    "page behind a JPEG": (jpeg() + PAGE, "photo_mixed"),
    "script in a JPEG's comment": (jpeg(comment="<script>alert(1)</script>"), "photo_mixed"),
    "programme behind a PNG": (png() + b"<?php system($_GET[0]);", "photo_mixed"),
    "document within the head": (
        jpeg()[:2] + b"\xff\xfe\x00\x0c%PDF-1.7\n\n" + jpeg()[2:],
        "photo_mixed",
    ),
    "JPEG cut off": (jpeg(400, 300)[:-900], "photo_damaged"),
    "PNG cut off": (png(400, 300)[:-60], "photo_damaged"),
    "WebP cut off": (photographs.webp()[:-20], "photo_damaged"),
    "HEIC cut off": (photographs.heic()[:-80], "photo_damaged"),
    "head of a JPEG alone": (b"\xff\xd8\xff\xe0", "photo_damaged"),
    "head of a PNG alone": (b"\x89PNG\r\n\x1a\n", "photo_damaged"),
    "head of a HEIC alone": (b"\0\0\0\x18ftypheic", "photo_damaged"),
    "hundreds of scans": (photographs.many_scans(), "photo_damaged"),
    "more pixels than may be": (photographs.bomb(2000, 501), "photo_too_many_pixels"),
    "bomb that a decoder warns of": (photographs.bomb(10_000, 10_000), "photo_too_many_pixels"),
    "bomb that a decoder refuses": (photographs.bomb(60_000, 60_000), "photo_too_many_pixels"),
    "bomb of one line": (photographs.bomb(2_000_000_000, 1), "photo_too_many_pixels"),
}


@pytest.mark.parametrize(("raw", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_photo_is_refused_by_name(raw, code):
    assert refusal(raw) == code


def test_picture_of_just_as_many_pixels_as_may_be_is_taken():
    picture = draw(photographs.bomb(2000, 500))
    assert (picture.width, picture.height) == (1600, 400)


def test_bomb_is_refused_before_a_pixel_of_it_is_decoded(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", pytest.fail)
    assert refusal(photographs.bomb(30_000, 3_000)) == "photo_too_many_pixels"
