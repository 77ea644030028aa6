"""Measures what the agent costs: one module a benchmark, run by tools/bench."""
