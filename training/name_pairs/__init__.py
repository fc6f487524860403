"""The learned judgement of name pairs that was tried beside the one by hand."""
