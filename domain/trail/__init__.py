"""The trail that proves itself: what can be shown about the log without trusting who keeps it.

Nothing here knows a database, a web server or the rest of the product. An auditor can copy this
folder, read it, and run `python -m domain.trail.verifier`; it needs Python and `cryptography`.
"""
