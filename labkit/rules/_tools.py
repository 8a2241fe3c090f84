"""What a persona's attached tools can really do, read from their names and descriptions."""

from __future__ import annotations

import re
from functools import lru_cache

from labkit.rules import _deedwords as d

__all__ = ["covers"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLAIN = frozenset(
    "get set the a an of to for and or in on with current new user users tool function api call by from your this that "
    "it up information info details data customer caller when if".split()
)


@lru_cache(maxsize=256)
def _known(tools: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The families of deeds the tools cover, and the things they name."""
    words: set[str] = set()
    for tool in tools:
        words.update(re.findall(r"[a-z]+", _CAMEL.sub(" ", tool).lower()))
    families = {name for name, (_, signs) in d.FAMILIES.items() if words & signs}
    return frozenset(families), frozenset(words - _PLAIN)


def covers(tools: tuple[str, ...], verb: str, tail: str) -> bool | None:
    """Whether a tool does this deed; `None` when the words do not tell."""
    families, things = _known(tools)
    own = set(re.findall(r"[a-z]+", tail))
    if verb in things:
        return True
    matched = [name for name in d.family(verb) if name in families]
    if not matched:
        return False
    if matched != ["looking"]:
        return True
    stems = {t.rstrip("s") for t in things}
    named = {o.rstrip("s") for o in own} & stems
    if named:
        return True
    vague = not (own - {"that", "it", "this", "for", "you", "up", "into", "right", "now", "one", "a", "on", "out", "the", "in"})
    return None if vague else False
