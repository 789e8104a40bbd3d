"""Which words of a submission may give its source away, to highlight before sanitising.

They are highlighted, never silently rewritten. The kinds of hint and their phrases are data
(`config/source_hints.toml`).
"""

from __future__ import annotations

from domain.source_hints.highlights import Hint, highlight
from domain.source_hints.kinds import HintBook, HintKind, Reach, hintbook
from domain.source_hints.names import Names

__all__ = ["Hint", "HintBook", "HintKind", "Names", "Reach", "highlight", "hintbook"]
