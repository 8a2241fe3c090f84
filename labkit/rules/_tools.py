"""What a persona's attached tools can really do, read from their names and descriptions."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from labkit.rules._lexicon import lexicon

__all__ = ["covers"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")
_PLAIN = frozenset(
    "get set the a an of to for and or in on with current new user users tool function api call by "
    "from your this that it up information info details data customer caller when if".split()
)
_VAGUE = frozenset("that it this for you up into right now one a on out the in".split())


@cache
def _kinds() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each kind of tool with the verbs it can do and the words it is known by."""
    table: dict[str, dict[str, str]] = lexicon("tools")
    return {
        name: (frozenset(kind["verbs"].split()), frozenset(kind["signs"].split()))
        for name, kind in table.items()
    }


@lru_cache(maxsize=256)
def _known(tools: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of the tools, and the things they name."""
    words: set[str] = set()
    for tool in tools:
        words.update(_WORD.findall(_CAMEL.sub(" ", tool).lower()))
    kinds = {name for name, (_, signs) in _kinds().items() if words & signs}
    return frozenset(kinds), frozenset(words - _PLAIN)


def covers(tools: tuple[str, ...], verb: str, tail: str) -> bool | None:
    """Whether a tool does this deed; `None` when the words do not tell.

    Looking something up needs the same thing named on both sides: a weather tool sees no orders.
    """
    kinds, things = _known(tools)
    if verb in things:
        return True
    matched = {name for name in kinds if verb in _kinds()[name][0]}
    if matched != {"looking"}:
        return bool(matched)
    own = set(_WORD.findall(tail))
    if {o.rstrip("s") for o in own} & {t.rstrip("s") for t in things}:
        return True
    return False if own - _VAGUE else None
