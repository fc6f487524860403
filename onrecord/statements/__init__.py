"""Statements: who says or holds what in an article, linked from the reader's tags, quotation marks and a lexicon."""

from onrecord.statements.finding import find_statements
from onrecord.statements.quotation import Quotation, quotations
from onrecord.statements.sameness import Judge
from onrecord.statements.utterances import assign_utterances, meanings_of, same_utterance

__all__ = ["Judge", "Quotation", "assign_utterances", "find_statements", "meanings_of", "quotations", "same_utterance"]
