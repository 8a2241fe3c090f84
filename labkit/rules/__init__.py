"""The rulebook: what a reply of a spoken persona must keep to, and the probes that tell.

`check(Exchange(reply, ...))` judges one reply, `score(replies, prompt)` a table of them, `RULES`
holds what can be measured, `RULEBOOK` names every rule. `docs/rulebook.md` says what each means.
"""

from __future__ import annotations

from labkit.rules import (  # noqa: F401  importing a probe module registers its rules
    capability,
    length,
    markup,
    phrases,
    questions,
    speech,
    transparency,
)
from labkit.rules._model import (
    RULEBOOK,
    RULES,
    Exchange,
    Rule,
    Ruling,
    Verdict,
    check,
    failed,
    not_applicable,
    passed,
    rule,
    select,
    undecided,
)
from labkit.rules._score import VERDICTS, score

__all__ = [
    "RULEBOOK",
    "RULES",
    "VERDICTS",
    "Exchange",
    "Rule",
    "Ruling",
    "Verdict",
    "check",
    "failed",
    "not_applicable",
    "passed",
    "rule",
    "score",
    "select",
    "undecided",
]

# Modules are imported by name, rules are kept in the rulebook's order.
for _id in RULEBOOK:
    if _id in RULES:
        RULES[_id] = RULES.pop(_id)
