"""Pictures of a record as SVG, for a page with its colours as classes or as a file that carries them itself."""

from onrecord.web.drawing.courses import Course, Point, Step, draw_courses
from onrecord.web.drawing.curves import Curve, Panel, Spot, draw_curves
from onrecord.web.drawing.heat import Cell, HeatMap, draw_heat, nearest
from onrecord.web.drawing.histogram import Bar, draw_histogram
from onrecord.web.drawing.matrix import Answer, Head, Line, draw_matrix
from onrecord.web.drawing.network import Knot, Tie, Web, draw_network
from onrecord.web.drawing.pdf import pdf_of
from onrecord.web.drawing.png import png_of
from onrecord.web.drawing.sheet import Size
from onrecord.web.drawing.streams import Block, Stage, draw_streams
from onrecord.web.drawing.svg import Picture, as_file, on_page
from onrecord.web.drawing.two_columns import draw_columns

__all__ = [
    "Answer",
    "Bar",
    "Block",
    "Cell",
    "Course",
    "Curve",
    "Head",
    "HeatMap",
    "Knot",
    "Line",
    "Panel",
    "Picture",
    "Point",
    "Size",
    "Spot",
    "Stage",
    "Step",
    "Tie",
    "Web",
    "as_file",
    "draw_columns",
    "draw_courses",
    "draw_curves",
    "draw_heat",
    "draw_histogram",
    "draw_matrix",
    "draw_network",
    "draw_streams",
    "nearest",
    "on_page",
    "pdf_of",
    "png_of",
]
