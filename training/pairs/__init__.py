"""How the pairwise encoder is made and what it was worth; not shipped."""
