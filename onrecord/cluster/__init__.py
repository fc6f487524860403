"""Reading on many machines: the input cut into blocks, each block's outcome a set of files, the files into a record."""

from onrecord.cluster.loading import check, load
from onrecord.cluster.reading import How, read_on_cluster

__all__ = ["How", "check", "load", "read_on_cluster"]
