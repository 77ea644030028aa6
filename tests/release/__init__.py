"""Judges the shipped programs as files, and runs them where there is nothing else."""
