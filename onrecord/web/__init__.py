"""The faces of a record: the map as a page, in the terminal and as lines, all from one view.

Import the face that is needed; each brings its own libraries.
"""

from onrecord.web.lines import map_lines
from onrecord.web.view import MapView, Material, Window, build_view

__all__ = ["MapView", "Material", "Window", "build_view", "map_lines"]
