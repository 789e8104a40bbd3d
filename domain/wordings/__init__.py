"""What was written, as words and phrases: the ground that rules about wording stand on.

`passages` walks the answers, `words` breaks text into plain words with their places, `phrases`
finds phrases of a small pattern language. Nothing here knows what any phrase means.
"""
