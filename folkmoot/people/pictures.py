"""Pictures of people: whatever was uploaded is drawn anew, small and square, and nothing else of it is kept."""

import io
import os
import re
import secrets
import struct
import threading
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 256  # pixels
BYTES_MAX = 8 * 1024 * 1024
PIXELS_MAX = 40_000_000  # what a good phone takes; unpacked it is 160 MB for a moment
LENGTH_MAX = 20_000  # pixels of one side: a strip of 1 by 40 million takes gigabytes, since every row has a price
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_one_by_one = threading.Lock()  # a large picture takes 650 MB while it is drawn anew
_NAME = re.compile(r"[A-Za-z0-9_-]{22}\.webp")


class PictureError(ValueError):
    """A file that cannot become a picture; the text is a sentence."""


def squared(data: bytes) -> bytes:
    """The middle of a picture as a WebP of SIDE by SIDE pixels, upright, without metadata. PictureError."""
    if len(data) > BYTES_MAX:
        raise PictureError(_("The picture has more than 8 MB; choose a smaller one."))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            # Known from the head of the file, before anything is unpacked.
            if picture.width * picture.height > PIXELS_MAX:
                raise Image.DecompressionBombError
            if max(picture.size) > LENGTH_MAX:
                raise PictureError(_("The picture is longer than 20,000 pixels; cut it, or choose another one."))
            picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # JPEG can be read small
            with _one_by_one:
                return _drawn_anew(picture)
    except PictureError:  # which is a ValueError, as those below
        raise
    except Image.DecompressionBombError:
        raise PictureError(_("The picture has more than 40 million pixels; choose a smaller one.")) from None
    except UnidentifiedImageError:
        raise PictureError(_("This is not a picture that can be read; use a JPEG, PNG, WebP or GIF file.")) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError, struct.error):
        raise PictureError(_("The picture is damaged or cut short; choose another file.")) from None


def keep(content: bytes) -> str:
    """Write a picture into the folder of pictures, readable by the server alone; its new, unguessable name."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_urlsafe(16)}.webp"
    unfinished = folder / f"{name}.part"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    unfinished.replace(folder / name)  # a reader never sees half a picture
    return name


def kept(name: str) -> bytes | None:
    """The picture of that name, if there is one."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return (Path(settings.MEDIA_ROOT) / name).read_bytes()
    except FileNotFoundError:
        return None


def forget(name: str) -> None:
    """Delete a picture. Deleting one that is gone is fine."""
    if _NAME.fullmatch(name):
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)


def _drawn_anew(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    flat = ImageOps.fit(upright.convert("RGBA" if see_through else "RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new(flat.mode, flat.size)
    fresh.paste(flat)  # a new picture has no metadata to carry over
    out = io.BytesIO()
    fresh.save(out, "WEBP", quality=86, method=4)
    return out.getvalue()
