"""All effective positions of a record in memory as columns, so that a page of the map takes no time worth waiting for.

What a stand, a shift or a split is, the rules of ``networks`` decide; here they are the same rules over columns.
"""

from onrecord.web.board.actors import Crew
from onrecord.web.board.marks import Marks, marks_of
from onrecord.web.board.rows import Rows
from onrecord.web.board.shared import Board, Boards, board_from

__all__ = ["Board", "Boards", "Crew", "Marks", "Rows", "board_from", "marks_of"]
