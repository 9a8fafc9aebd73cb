"""A picture is drawn anew, small and square; what is not one gets a sentence."""

import io
import stat
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.people import pictures, services
from folkmoot.people.pictures import PictureError, squared
from folkmoot.permissions.services import joining
from tests.support.cast import make_person


def drawn(size=(640, 400), kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, (156, 53, 32))
    picture.save(out, kind, **more)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head claims a size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "pictures"
    return settings.MEDIA_ROOT


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(640, 400), (10, 900), (1, 1), (256, 256)])
def test_every_picture_becomes_a_small_square_webp(kind, size):
    with Image.open(io.BytesIO(squared(drawn(size, kind)))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "PNG"), ("P", "GIF"), ("LA", "PNG"), ("CMYK", "JPEG"), ("I;16", "PNG")]
)
def test_every_way_to_write_colors_is_read(mode, kind):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, kind)
    assert squared(out.getvalue())


def test_what_the_camera_wrote_is_not_kept():
    exif = Image.Exif()
    exif[0x010E] = "Sorrel Street 7"
    exif.get_ifd(0x8825)[1] = "N"
    comment = drawn(exif=exif, comment=b"taken at home", icc_profile=b"a profile")
    assert b"Sorrel" in comment
    kept = squared(comment)
    assert not {b"Sorrel", b"EXIF", b"ICCP", b"XMP "} & {
        word for word in (b"Sorrel", b"EXIF", b"ICCP", b"XMP ") if word in kept
    }
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()


def test_a_picture_taken_sideways_stands_upright():
    wide = Image.new("RGB", (400, 400), (255, 255, 255))
    wide.paste((0, 0, 0), (0, 0, 400, 200))  # the upper half is black
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise: the black half is at the right then
    out = io.BytesIO()
    wide.save(out, "JPEG", exif=exif, quality=95)
    with Image.open(io.BytesIO(squared(out.getvalue()))) as picture:
        grey = picture.convert("L")
        assert grey.getpixel((230, 128)) < 60 < 200 < grey.getpixel((20, 128))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a picture"),
        (b"hello", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
        (drawn(kind="BMP"), "not a picture"),
        (drawn()[:300], "damaged or cut short"),
        (drawn(kind="PNG")[:200], "damaged or cut short"),
        (png_that_says(300, 300), "damaged or cut short"),
        (png_that_says(50_000, 50_000), "40 million pixels"),
        (png_that_says(8_000, 5_001), "40 million pixels"),
        (b"\xff" * (8 * 1024 * 1024 + 1), "8 MB"),
    ],
)
def test_what_cannot_become_a_picture_gets_a_sentence(data, sentence):
    with pytest.raises(PictureError, match=sentence):
        squared(data)


@pytest.mark.django_db
def test_a_picture_is_readable_by_the_server_alone_and_its_name_cannot_be_guessed(folder):
    name = services.set_picture(make_person("ann"), drawn())
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(name) == 27
    assert services.set_picture(make_person("ben"), drawn()) != name


@pytest.mark.django_db
def test_a_new_picture_takes_the_place_of_the_old_one(folder):
    ann = make_person("ann")
    services.set_picture(ann, drawn())
    second = services.set_picture(ann, drawn((50, 50)))
    assert [path.name for path in folder.iterdir()] == [second]
    services.remove_picture(ann)
    assert list(folder.iterdir()) == []
    ann.refresh_from_db()
    assert ann.picture == ""


@pytest.mark.django_db
def test_a_file_that_is_no_picture_leaves_the_old_one(folder):
    ann = make_person("ann")
    name = services.set_picture(ann, drawn())
    with pytest.raises(PictureError):
        services.set_picture(ann, b"nonsense")
    ann.refresh_from_db()
    assert (ann.picture, [path.name for path in folder.iterdir()]) == (name, [name])


@pytest.mark.django_db
def test_pictures_are_shown_to_people_who_are_signed_in_and_to_nobody_else(client):
    ann = make_person("ann")
    url = f"/pictures/{services.set_picture(ann, drawn())}"
    assert ann.picture_url == url
    assert client.get(url).status_code == 404
    client.force_login(make_person("ben"))
    answer = client.get(url)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.content[:4] == b"RIFF"


@pytest.mark.django_db
def test_visitors_see_initials_where_people_who_are_signed_in_see_a_picture(client):
    ann = make_person("ann")
    tribe = joining.found_tribe(ann, "Choir", "We sing.", joining="open")
    picture = f'src="/pictures/{services.set_picture(ann, drawn())}"'
    page = f"/t/{tribe.slug}/about/"
    assert picture not in client.get(page).content.decode()
    client.force_login(make_person("ben"))
    assert picture in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["..%2Fsecret_key", "%2E%2E%2Fsecret_key", "a.webp", "x" * 22 + ".webp", "%00"])
def test_no_other_file_of_the_server_is_ever_shown(client, folder, name):
    folder.mkdir(parents=True)
    (folder.parent / "secret_key").write_text("secret")
    client.force_login(make_person("ann"))
    assert client.get(f"/pictures/{name}").status_code == 404


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read():
    from folkmoot.people.forms import ProfileForm

    large = SimpleUploadedFile("me.jpg", b"")
    large.size = pictures.BYTES_MAX + 1
    form = ProfileForm({"display_name": "Ann"}, {"picture": large})
    assert not form.is_valid()
    assert "8 MB" in str(form.errors["picture"])
