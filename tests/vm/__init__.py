"""Boots Debian's kernel with a stand-in for the Neuron driver, and runs programs in it."""
