"""A picture as PNG."""

from __future__ import annotations

from onrecord.errors import MissingExtra
from onrecord.web.drawing.svg import Picture, as_file

# Twice the size in points: sharp in a document and on screens of today.
_ZOOM = 2
# A picture larger than this would take seconds and hundreds of megabytes; it is drawn smaller instead.
_MOST_PIXELS = 40_000_000


def png_of(picture: Picture) -> bytes:
    """The picture as a PNG of twice its size in pixels, or smaller where that would be too large.

    Raises MissingExtra where the library that draws it is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise MissingExtra(
            "PNG is drawn by the library resvg-py: pip install resvg-py. The same picture as .svg needs none"
        ) from None
    pixels = picture.width * picture.height
    zoom = min(_ZOOM, (_MOST_PIXELS / max(1.0, pixels)) ** 0.5)
    width = max(1, int(picture.width * zoom))
    return bytes(resvg_py.svg_to_bytes(svg_string=as_file(picture), width=width))
