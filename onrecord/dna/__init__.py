"""The databases of Discourse Network Analyzer 3: what a .dna file holds, as values, read and written.

It knows nothing of the record; SQL stands here because such a file is a database of its own.
"""

from onrecord.dna.checking import problems
from onrecord.dna.reading import is_dna, read_database
from onrecord.dna.tables import Cell, Database, Row, Said, StatementType, Variable
from onrecord.dna.writing import Writer, write_database

__all__ = [
    "Cell",
    "Database",
    "Row",
    "Said",
    "StatementType",
    "Variable",
    "Writer",
    "is_dna",
    "problems",
    "read_database",
    "write_database",
]
