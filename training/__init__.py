"""How the weights are made; not shipped."""
