"""A learned judge of what listed names stand for, tried beside the rules."""
