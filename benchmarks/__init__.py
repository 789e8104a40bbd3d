"""Figures: how fast, how much memory. Compare ratios within one run, never across machines."""
