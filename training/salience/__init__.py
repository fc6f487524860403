"""How the weights by which a pronoun finds its antecedent are learned."""
