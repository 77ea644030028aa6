"""Holds the source tree against the rules that no compiler checks."""
