"""People named in running text whom no card names: runs of capitals, weighed by what is around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from domain.identifiers import birthdays
from domain.identifiers.kinds import Find
from domain.identifiers.lists import folded, lists, words
from domain.identifiers.people import Name, is_particle, split

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SURNAME_FIRST = re.compile(
    r"(?<![\w-])([^\W\d_a-z][^\W\d_a-z'’-]{1,30}), ([^\W\d_a-z][^\W\d_A-Z]{1,20})(?![\w-])"
)
_BORN = re.compile(rf"[\s,(-]{{1,3}}(?:d\.?o\.?b|born|b\.|aged \d|{birthdays.DATE})", re.I)
_ENOUGH = 3


@dataclass(slots=True)
class Context:
    """What the rest of the submission says about words: which are places, which are plain words."""

    plain: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    submitter: frozenset[str] = frozenset()


@dataclass(slots=True)
class Run:
    """Words in a row that begin with capitals, with what stands before and after."""

    text: str
    context: Context
    tokens: list[re.Match[str]] = field(default_factory=list)
    titled: bool = False

    @property
    def parts(self) -> list[str]:
        """The words, the last without its 's."""
        parts = [token[0] for token in self.tokens]
        return [*parts[:-1], re.sub(r"['’][sS]$", "", parts[-1])] if parts else []

    @property
    def start(self) -> int:
        """Where the run begins."""
        return self.tokens[0].start()

    @property
    def end(self) -> int:
        """Where the run ends, a closing 's left out."""
        return self.tokens[-1].start() + len(self.parts[-1])

    @property
    def before(self) -> str:
        """The word before, in small letters."""
        found = re.search(r"([\w.]+)[ :(\"“]{1,3}$", self.text[max(0, self.start - 24) : self.start])
        return found[1].lower() if found else ""

    @property
    def after(self) -> str:
        """The word after, in small letters."""
        found = re.match(r"\W{1,2}(?:\d+ )?([^\W\d_]+)", self.text[self.end : self.end + 24])
        return found[1].lower() if found else ""

    def lower(self) -> list[str]:
        """Give the words in small letters."""
        return [part.lower() for part in self.parts]


def find(text: str, context: Context) -> Iterator[Find]:
    """Find names of people: "Alan Wadsworth", "Dale HARGREAVES", "HALL, Mary", "Mrs D. Firth"."""
    for match in _SURNAME_FIRST.finditer(text):
        if match[2].lower() in _forenames() or _BORN.match(text, match.end()):
            yield Find("name", match.start(), match.end(), Name(match[1], match[2]).written)
    for run in _runs(text, context):
        name = _name(run)
        if name and not _is_submitter(name, context):
            yield Find("name", run.start, run.end, name.written)


def _runs(text: str, context: Context) -> Iterator[Run]:
    """Cut the text into runs; a title, a small word, a stop or an 's ends one."""
    run, last = Run(text, context), 0
    for token in filter(_matters, _TOKEN.finditer(text)):
        gap = text[last : token.start()]
        if run.tokens and (not _joined(run, gap) or not _may_stand(token[0], text, token.end())):
            yield run
            run = Run(text, context)
        if not run.tokens and _is_title(token[0]):
            run.titled = True
        elif _begins(run, token[0], gap):
            run.tokens.append(token)
        elif not run.tokens:
            run.titled = False
        if run.tokens and re.search(r"['’][sS]$", token[0]):
            yield run
            run = Run(text, context)
        last = token.end()
    if run.tokens:
        yield run


def _matters(token: re.Match[str]) -> bool:
    """Pass over what is small and no particle: most words, hence first."""
    word = token[0]
    return not word[0].islower() or "-" in word or is_particle(word)


def _begins(run: Run, word: str, gap: str) -> bool:
    if not run.tokens and run.titled and gap.strip(" ."):
        run.titled = False
    return _stands(word) or (is_particle(word) and (bool(run.tokens) or run.titled))


def _stands(word: str) -> bool:
    if not word[0].isupper():
        return re.match(r"(?:al|el|ul|ur)-[^\W\d_a-z]", word) is not None
    return word.lower() not in words(lists().names.not_names)


def _may_stand(word: str, text: str, end: int) -> bool:
    """A particle belongs to the run if a capital follows it."""
    return _stands(word) or (is_particle(word) and re.match(r" \w", text[end : end + 2]) is not None)


def _joined(run: Run, gap: str) -> bool:
    return gap == " " or (gap == ". " and len(run.tokens[-1][0]) == 1)


def _is_title(word: str) -> bool:
    return word[0].isupper() and word.lower() in words(lists().names.titles)


def _name(run: Run) -> Name | None:
    """Give the name a run is, if enough speaks for it."""
    parts = run.parts
    if run.titled and _is_surname(run):
        return Name(" ".join(parts), "")
    if not 2 <= len(parts) <= 5 or re.match(r".(-|$)", parts[-1]) or _is_shouting(run) or _is_body(run):
        return None
    weight = sum(points for points, holds in _WEIGHTS if holds(run))
    return split(parts) if weight >= _ENOUGH else None


def _is_surname(run: Run) -> bool:
    parts = run.parts
    alone = len(parts) == 1 and len(parts[0]) > 2
    return alone or (is_particle(parts[0]) and len(parts) > 1)


def _is_shouting(run: Run) -> bool:
    """Capitals throughout are a name only if short and the first is a forename."""
    if not all(part.isupper() for part in run.parts):
        return False
    goes_on = re.match(r" (?!DOB|AKA|D\.O)[^\W\d_a-z]{2,}\b", run.text[run.end : run.end + 30])
    return len(run.parts) > 3 or not _known(run) or goes_on is not None


def _is_body(run: Run) -> bool:
    """Say whether a word makes the run a street, a firm or a body; Mr and dates of birth outweigh it."""
    low = run.lower()
    if low[0] in words(lists().names.kin) or words(lists().names.bodies) & {*low, run.after}:
        return True
    makes = words(lists().vehicles.makes) | words(lists().vehicles.models)
    if low[0] in makes - _forenames():
        return True
    street = bool(words(lists().names.streets) & set(low[1:])) or run.before.isdigit()
    return street and not (run.titled or _born(run))


def _born(run: Run) -> bool:
    return _BORN.match(run.text, run.end) is not None


def _opens_sentence(run: Run) -> bool:
    return re.search(r"(^|[.!?\n•*:;\"“]\s*)$", run.text[max(0, run.start - 3) : run.start]) is not None


def _all_places(run: Run) -> bool:
    return all(part in run.context.places for part in run.lower())


_WEIGHTS: tuple[tuple[int, Callable[[Run], bool]], ...] = (
    (3, lambda run: _known(run)),
    (3, lambda run: run.titled),
    (3, _born),
    (3, lambda run: run.parts[-1].isupper() and not run.parts[0].isupper()),
    (2, lambda run: run.before in words(lists().names.cue_before)),
    (2, lambda run: _is_announced(run)),
    (3, lambda run: not _is_latin(run)),
    (1, lambda run: run.after in words(lists().names.cue_after)),
    (1, lambda run: bool(re.search(r"['’-]|^Mc[A-Z]|^Mac[A-Z]", run.parts[-1]))),
    (1, lambda run: not "".join(run.parts).isascii()),
    (1, lambda run: any(part in words(lists().names.particles) for part in run.parts)),
    (-1, lambda run: _opens_sentence(run) and not _known(run)),
    (-2, lambda run: run.before in words(lists().names.place_before)),
    (-2, lambda run: run.before in ("the", "a", "an", "our", "this")),
    (-2, lambda run: bool(run.context.plain & set(run.lower()) - _forenames())),
    (-3, _all_places),
)
"""What speaks for and against a run being a person: points, and when they count."""


def _known(run: Run) -> bool:
    """Say whether the first word is a forename we know; the half before a hyphen counts."""
    first = folded(run.parts[0])
    return bool({first, first.split("-")[0], run.lower()[0]} & _forenames())


def _is_announced(run: Run) -> bool:
    """Say whether a word like "named" stands before the run, or before "is" and "was"."""
    said = run.text[max(0, run.start - 32) : run.start].lower().split()[-2:]
    return bool(words(lists().names.naming) & set(said))


def _is_latin(run: Run) -> bool:
    return all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x2100 for sign in run.parts[0])


def _forenames() -> frozenset[str]:
    return words(lists().names.forenames)


def _is_submitter(name: Name, context: Context) -> bool:
    return {*name.surname.lower().split(), *name.forenames.lower().split()} <= context.submitter
