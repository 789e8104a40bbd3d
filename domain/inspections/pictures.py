"""Pictures: parsed as the one format they were said to be, and made anew from pixels alone."""

from __future__ import annotations

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.inspections.bounds import Bounds, Found

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
QUALITY = 90
_WITHOUT_LOSS = frozenset({"png"})
_BROKEN = (OSError, UnidentifiedImageError, SyntaxError, ValueError, EOFError, IndexError)


def copy(file: BinaryIO, copied: BinaryIO, kind: str, bounds: Bounds) -> str:
    """Write what can be seen, upright, and nothing else; give the kind written. Raises Found."""
    Image.MAX_IMAGE_PIXELS = bounds.pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=(FORMATS[kind],)) as picture:
                return _written(_pixels(picture), copied, kind)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Found("pixels") from error
        except _BROKEN as error:
            raise Found("damaged") from error


def _pixels(picture: Image.Image) -> Image.Image:
    """Give the first frame, turned as it was held, in a picture that knows nothing else."""
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain = Image.new(seen.mode, seen.size)
    plain.paste(seen)
    return plain


def _written(plain: Image.Image, copied: BinaryIO, kind: str) -> str:
    if kind in _WITHOUT_LOSS or plain.mode == "RGBA":
        plain.save(copied, "PNG")
        return "png"
    plain.save(copied, "JPEG", quality=QUALITY)
    return "jpeg"
