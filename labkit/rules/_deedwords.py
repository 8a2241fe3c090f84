"""Which verbs are doing rather than talk, and in which company: `lexicon/verbs.yaml` lists them."""

from __future__ import annotations

import re
from functools import cache

from labkit.rules._lexicon import lexicon

__all__ = ["DATA", "PARTICIPLES", "STATES", "acts", "base"]

_OBJECT = (
    r"(?:you|your|yours|it|that|this|them|those|these|the|a|an|one|everything|all|some|any|our|"
    r"another|him|her)\b"
)
DATA = (
    r"(?:accounts?|orders?|balance|files?|profile|records?|history|subscription|statement|"
    r"payments?|transactions?|charges?|invoice|bookings?|reservation|appointments?|delivery|"
    r"package|password|pin|card|request|return|complaint|message|room|table|seat|ride|demo|"
    r"meeting|viewing|session|tour|spot|prescription|replacement|discount|credit|feedback|"
    r"shipment|tracking|claim|case|tickets?|policy|application|plan|membership|calendar|"
    r"schedule|availability|inventory|stock|system|database|details|info|information|data|"
    r"status|usage|refund|bill|results|documents?|report|screen|dashboard|notes|address|"
    r"emails?|inbox|device|slots?|openings?|flights?|weather|logs?|purchases?|logins?|"
    r"activity|points)"
)
# What a thing of the user's is after somebody did something to it.
PARTICIPLES = frozenset(
    "booked rebooked scheduled rescheduled cancelled canceled refunded processed submitted sent "
    "emailed shipped dispatched issued waived forwarded escalated transferred reset activated "
    "deactivated enabled disabled unlocked upgraded downgraded registered enrolled reserved "
    "ordered charged credited updated changed added removed confirmed approved renewed replaced "
    "delivered placed fixed resolved delayed declined received filed logged flagged noted "
    "cleared posted applied extended expedited locked suspended reinstated restored corrected "
    "completed finalized secured arranged rerouted returned lost linked connected verified "
    "signed opened closed created recorded saved deleted paid".split()
)
# What the user is after being booked or signed up.
STATES = frozenset(
    "booked confirmed registered enrolled scheduled signed subscribed checked upgraded refunded "
    "rebooked".split()
)
_THIRD_ES = ("s", "x", "ch", "sh")


@cache
def _table() -> dict[str, str]:
    """Every form of every verb of doing, with its base."""
    verbs = lexicon("verbs")
    irregular: dict[str, str] = verbs["irregular"]
    table: dict[str, str] = {}
    for verb in sorted({*verbs["always"].split(), *verbs["when"]}):
        stem = verb.removesuffix("e")
        if verb.endswith(_THIRD_ES):
            third = verb + "es"
        elif verb.endswith("y") and verb[-2] not in "aeou":
            third = verb[:-1] + "ies"
        else:
            third = verb + "s"
        regular = (verb, third, stem + "ing", stem + "ed")
        for form in (*regular, *irregular.get(verb, "").split()):
            table.setdefault(form, verb)
    return table


def base(form: str) -> str:
    """The verb of doing that `form` belongs to, or ""."""
    return _table().get(form, "")


@cache
def _tests(verb: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    entry: dict[str, list[str]] = lexicon("verbs")["when"].get(verb) or {}
    found: list[re.Pattern[str] | None] = []
    for key in ("needs", "unless"):
        alternatives = "|".join(entry.get(key, ()))
        source = alternatives.replace("DATA", DATA).replace("OBJECT", _OBJECT)
        found.append(re.compile(f"(?:{source})") if source else None)
    return found[0], found[1]


def acts(verb: str, tail: str) -> bool:
    """Whether `verb` followed by the words of `tail` is more than talk."""
    needs, unless = _tests(verb)
    if unless and unless.match(tail):
        return False
    return needs is None or needs.match(tail) is not None
