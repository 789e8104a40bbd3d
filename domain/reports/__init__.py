"""Intelligence reports."""
