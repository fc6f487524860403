"""Training of the reading encoder: attribution, entities, sentences and parts of speech in one network."""
