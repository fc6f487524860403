"""Measures of quality and speed; not shipped."""
