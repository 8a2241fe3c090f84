"""Claims without a first person: a thing done, live data seen, waiting for something to run.

The patterns are in `lexicon/claims.yaml`; this module applies them sentence by sentence and lets go
what is conditional, asked, denied, or only the user's own words said back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from labkit.rules import _deedwords as d
from labkit.rules._lexicon import lexicon

if TYPE_CHECKING:
    from labkit.rules._model import Exchange

__all__ = ["implied"]

Implied = tuple[tuple[int, int], str, str]

_WORDS = {
    "THING": rf"(?:new |next |last |latest |refund |confirmation |\w+ )?{d.DATA}",
    "DATA": d.DATA,
    "DONE": "|".join(sorted(d.PARTICIPLES, key=len, reverse=True)),
    "STATE": "|".join(sorted(d.STATES, key=len, reverse=True)),
    "ADVERBS": (
        r"(?:now |already |all |just |officially |successfully |currently |being |been |also "
        r"|fully |still |scheduled to be |set to be |out )*"
    ),
}
_GERUNDS = frozenset(
    "pulling checking looking sending booking cancelling canceling processing updating "
    "transferring connecting scheduling submitting searching retrieving accessing loading "
    "placing emailing getting opening adding calling verifying dialing scanning reserving "
    "resetting".split()
)
_DOINGS = d.PARTICIPLES | d.STATES
_DOINGS |= frozenset("shipped arrived went left bounced set done taken sorted handled way".split())
_DONE, _IMPLIES, _PRETENDS = (
    "says a deed is done",
    "implies a deed",
    "pretends to work on something",
)
_ANNOUNCES = "announces a deed"
_CONDITION = re.compile(
    r"\b(?:if|once|when|whenever|after|until|unless|before|as soon as|in case|whether|make sure|"
    r"ensure|assuming|says? that|usually|typically|normally|generally|often|sometimes|by default)\b"
)
_ASKS = re.compile(
    r"^(?:\W{0,4}(?:so|and|okay|ok|well|just to (?:check|confirm)),? )*(?:is|are|was|were|has|have|"
    r"did|do|does|can|could|what|when|where|how|why|which|who)\b"
)
_CHECKS_BACK = re.compile(r"(?:so|and|okay|ok)?,? ?(?:you're|you've|your|it's|that's)\b")
_DENIED = re.compile(
    r"(?:n't|\bnot|\bnever|\bno|\bnor|\bcannot|\bwithout|\bunable to)(?: \w+){0,4} $"
)
_USERS = re.compile(r"\b(?:you|your)\b")
_WANTS = re.compile(r"\b(?:can|could|would|please|want|need|like to|help me|will) (?:you |to |i )?")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One of `words` must be in the reply; `deed` is its verb where the pattern names none."""

    words: frozenset[str]
    deed: str
    reason: str
    pattern: re.Pattern[str]


@cache
def _claims(with_done: bool) -> tuple[_Claim, ...]:
    out = []
    for entry in lexicon("claims"):
        if entry["reason"] == _DONE and not with_done:
            continue
        words = entry["words"]
        chosen = _GERUNDS if words == "GERUNDS" else frozenset(words.split())
        for source in entry["patterns"]:
            for name, meant in _WORDS.items():
                source = source.replace(name, meant)
            out.append(_Claim(chosen, entry["deed"], entry["reason"], re.compile(source)))
    return tuple(out)


def implied(exchange: Exchange) -> Iterator[Implied]:
    """Spans of such claims in the plain text, the verb behind each, and what is wrong with it."""
    text = exchange.text
    forms = text.forms
    claims = [
        claim
        for claim in _claims(with_done=not forms.isdisjoint(_DOINGS))
        if not forms.isdisjoint(claim.words)
    ]
    if not claims:
        return
    user = (exchange.user_turn or "").replace("’", "'").lower()
    for start, end in text.spans:
        said = text.low[start:end]
        for claim in claims:
            for found in claim.pattern.finditer(said):
                if start + found.start() in text.quotes:
                    continue
                name = found.groupdict().get("verb") or ""
                if not _excused(found, said, name, claim.reason, user):
                    span = start + found.start(), start + found.end()
                    yield span, d.base(name) or claim.deed, claim.reason
                    break


def _excused(found: re.Match[str], said: str, name: str, reason: str, user: str) -> bool:
    """Whether a condition, a question, a denial or the user's own words take the claim back."""
    before = said[max(0, found.start() - 60) : found.start()]
    if _DENIED.search(before):
        return True
    if reason == _PRETENDS:
        theirs = _USERS.search(found[0]) is not None
        return theirs and "give" not in found[0] and "if you" not in found[0]
    asks = said.endswith("?")
    if asks and (_CHECKS_BACK.match(said) or (reason != _ANNOUNCES and _ASKS.match(said))):
        return True
    if reason in {_DONE, _IMPLIES} and _CONDITION.search(said):
        return True
    return bool(name and user) and _echoes(d.base(name) or name, user)


def _echoes(verb: str, user: str) -> bool:
    """Whether the user said it was so before, rather than asking for it."""
    told = any((d.base(w) or w) == verb for w in re.findall(r"[\w'-]+", user))
    return told and not _WANTS.search(user)
