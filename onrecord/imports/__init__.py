"""Files of other programs to what they say in the words of the record, and that into the record.

One module per format; ``READERS`` names them, and which one is meant is told by what a file holds.
"""

from onrecord.imports.bringing import Brought, bring_in
from onrecord.imports.incoming import Claim, Incoming, Text, Wishes
from onrecord.imports.opening import READERS, read_file

__all__ = ["READERS", "Brought", "Claim", "Incoming", "Text", "Wishes", "bring_in", "read_file"]
