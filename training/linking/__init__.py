"""How the weights of the linking step are made."""
