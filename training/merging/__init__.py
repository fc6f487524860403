"""How the two coders of stance are weighed against each other."""
