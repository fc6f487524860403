"""Pictures of a record as SVG, for a page with its colours as classes or as a file that carries them itself."""

from onrecord.web.drawing.courses import Course, Point, Step, draw_courses
from onrecord.web.drawing.histogram import Bar, draw_histogram
from onrecord.web.drawing.matrix import Answer, Head, Line, draw_matrix
from onrecord.web.drawing.png import png_of
from onrecord.web.drawing.svg import Picture, as_file, on_page

__all__ = [
    "Answer",
    "Bar",
    "Course",
    "Head",
    "Line",
    "Picture",
    "Point",
    "Step",
    "as_file",
    "draw_courses",
    "draw_histogram",
    "draw_matrix",
    "on_page",
    "png_of",
]
