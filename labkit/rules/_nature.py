"""What an AI says it is: the user's direct question, and the reply's statements about the speaker.

Quoted words, suppositions and other people's beliefs ("you might think I'm a person") do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from labkit.rules import _nature_words as w
from labkit.rules._normal import plain

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__ = ["Asked", "asked", "mentioned", "statements"]

Asked = Literal["", "human", "ai", "open"]
Span = tuple[int, int]

_OR = re.compile(r"\bor\b")
_ASKING = re.compile(r"\W{0,9}(?:are|is|do|did|were|am|was|can|could|would|have) ")
_ABOUT_SELF = re.compile(
    r"(?:this is|we're|we are|it's) (?:not )?(?:an? |the )?(?:real |actual |live |all |an? )*"
    r"(?:person|people|human|ai\b|automated|virtual|bot|robot|recording|digital)"
)
_ANY_BE = frozenset({"this is", "it's", "we're", "we are"})
_REAL_PEOPLE = re.compile(r"(?:real|actual|live|living) people")
_DENIED = re.compile(r"(?:n't|\bnot|\bnever|\bno|\bsay|\bask|\btell)(?: \w+){0,2} $")
_SUPPOSED = re.compile(r"\b(?:if i|like|imagine)\b")
_LONGEST = 60


@lru_cache(maxsize=4096)
def asked(user_turn: str | None) -> Asked:
    """What "yes" would mean if the user asks what the speaker is; "" when the user does not ask."""
    if not user_turn:
        return ""
    low = plain(user_turn).text.lower()
    for pattern in w.ASKS:
        for found in pattern.finditer(low):
            groups = found.groupdict()
            if groups.get("o") is not None:
                return "human" if "real" in found[0] else "open"
            transfer = w.TRANSFER.search(low)
            if transfer and transfer.start() <= found.start() < transfer.end():
                continue
            if _OR.search(low, found.start(), found.end() + 30):
                return "open"
            return "ai" if groups.get("a") else "human"
    return ""


def mentioned(text: Text) -> bool:
    """Whether the reply has any word for what a speaker may be."""
    words = text.all_forms & w.NATURE
    if words == {"person"} and "in person" in text.low:
        return False
    return bool(words) or "a.i" in text.low


def statements(text: Text, answering: bool) -> tuple[Span | None, Span | None]:
    """Where the reply says the speaker is human, and where it says it is an AI.

    `answering` lets a bare noun count ("Real human, at your service.").
    """
    nature = mentioned(text)
    if not nature and text.forms.isdisjoint(w.LIVED):
        return None, None
    human: Span | None = None
    ai: Span | None = None
    for begin, end in text.spans:
        if text.low.startswith("?", end - 1) and _ASKING.match(text.low, begin):
            continue
        for is_human, span in _claims(text, begin, end, nature, answering):
            if is_human:
                human = human or span
            else:
                ai = ai or span
    return human, ai


def _claims(
    text: Text, begin: int, end: int, nature: bool, answering: bool
) -> Iterator[tuple[bool, Span]]:
    """The claims of one sentence: whether to be human, and where."""
    patterns = (w.SELF, w.AS, w.BARE) if nature else ()
    for pattern in patterns:
        for found in pattern.finditer(text.low, begin, end):
            groups = found.groupdict()
            negated = bool(groups.get("not"))
            if _unsaid(text, found.start(), begin) or (
                pattern is w.BARE and not (negated or answering)
            ):
                continue
            if groups.get("be") in _ANY_BE and not _ABOUT_SELF.match(found[0]):
                continue
            if groups.get("h") == "people" and not _REAL_PEOPLE.search(found[0]):
                continue
            human = bool(groups.get("h") or groups.get("h2")) ^ negated
            if human and pattern is w.BARE and not w.BARE_END.match(text.low, found.end(), end):
                # "A real person at the desk can help": somebody else.
                continue
            yield human, found.span()
    for pattern in (w.LIFE, w.NO_BOT, w.REAL):
        for found in pattern.finditer(text.low, begin, end):
            before = text.low[max(begin, found.start() - 30) : found.start()]
            if not (
                _unsaid(text, found.start(), begin)
                or _DENIED.search(before)
                or (pattern is w.LIFE and _SUPPOSED.search(before))
            ):
                yield True, found.span()


def _unsaid(text: Text, start: int, begin: int) -> bool:
    """Whether what starts here is quoted or only supposed."""
    if start in text.quotes:
        return True
    return w.UNREAL.search(text.low, max(begin, start - _LONGEST), start) is not None
