"""Trains the network that tells whether two sayings are one."""
