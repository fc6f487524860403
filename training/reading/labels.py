"""The label sets of the heads; their order is written into the manifest."""

ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SEGMENTS = ("source", "cue", "content")
PAIR = 32  # numbers by which the first and the last word of a segment know each other
KINDS = ("person", "organisation", "place", "date", "nationality", "role", "other")
ENTITIES = ("O", *(f"{tag}-{kind}" for kind in KINDS for tag in "BI"))
SENTENCE = ("I", "B")
POS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
HEADS = {"attribution": ATTRIBUTION, "entities": ENTITIES, "sentence": SENTENCE, "pos": POS}
