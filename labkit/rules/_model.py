"""What a rule sees (an exchange) and what it says (a verdict), and the registry of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from labkit.errors import InputError

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__ = [
    "RULEBOOK",
    "RULES",
    "Exchange",
    "Need",
    "Outcome",
    "Persona",
    "Rule",
    "Ruling",
    "Verdict",
    "check",
    "failed",
    "not_applicable",
    "passed",
    "rule",
    "select",
    "undecided",
]

Outcome = Literal["pass", "fail", "not_applicable", "undecided"]
Need = Literal["reply", "user_turn", "prompt", "turn", "scenario"]


class PhraseLists(Protocol):
    """Phrases a persona uses and phrases it must not; "…" in one marks an open end."""

    @property
    def signature(self) -> tuple[str, ...]:
        """Phrases to use."""

    @property
    def never(self) -> tuple[str, ...]:
        """Phrases never to use."""


class Persona(Protocol):
    """What the rules need to know of a persona; `labkit.prompt.Prompt` is one."""

    @property
    def phrases(self) -> PhraseLists:
        """The phrase lists."""

    @property
    def tools(self) -> tuple[str, ...]:
        """Names of the tools it really has."""


@dataclass(frozen=True)
class Exchange:
    """One reply with what a rule may need to judge it.

    `user_turn` is what the user said just before, `None` when unknown; `turn` counts from 1.
    `complete` is false when the reply was cut at the token limit: a rule that only the whole reply
    can keep, such as `length`, is then undecided unless it is broken already.
    """

    reply: str
    user_turn: str | None = None
    prompt: Persona | None = None
    turn: int | None = None
    complete: bool = True

    @cached_property
    def text(self) -> Text:
        """The reply prepared for probes, computed once for all rules."""
        from labkit.rules.language import Text

        return Text(self.reply)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a probe returns: an outcome, a half-open span of code points in the reply, a reason."""

    outcome: Outcome
    reason: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding bound to its rule. `evidence` is `reply[start:end]`, empty without a span."""

    rule: str
    verdict: Outcome
    start: int | None
    end: int | None
    evidence: str
    reason: str
    checker: str


Probe = Callable[[Exchange], Ruling]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rulebook.

    `section` is the section of the prompt the rule comes from (1-6). `scored` is false for usage
    rates, which stay out of any overall score.
    """

    id: str
    section: int
    statement: str
    needs: frozenset[Need]
    probe: Probe = field(compare=False)
    version: int = 1
    scored: bool = True

    def check(self, exchange: Exchange) -> Verdict:
        """Judge one exchange."""
        found = self.probe(exchange)
        start, end = found.span or (None, None)
        return Verdict(
            rule=self.id,
            verdict=found.outcome,
            start=start,
            end=end,
            evidence=exchange.reply[start:end] if found.span else "",
            reason=found.reason,
            checker=f"{self.id}/{self.version}",
        )


RULEBOOK: tuple[str, ...] = (
    "length",
    "no_markup",
    "one_question",
    "acknowledgment",
    "natural_speech",
    "speakable",
    "spoken_seconds",
    "never_phrases",
    "signature_phrases",
    "transparency",
    "scope",
    "regulated_advice",
    "data_protection",
    "no_transfer",
    "escalation",
    "capability_honesty",
    "professional_conduct",
    "no_fabrication",
    "flow",
)
"""Every rule of the rulebook in its order, measured or not; see `docs/rulebook.md`."""

RULES: dict[str, Rule] = {}
"""The rules that can be measured, in rulebook order, a researcher's own after them."""


def rule(
    id: str,
    *,
    section: int,
    statement: str,
    needs: Iterable[Need] = ("reply",),
    version: int = 1,
    scored: bool = True,
) -> Callable[[Probe], Probe]:
    """Register the decorated probe as a rule; registering an id again replaces it."""

    def register(probe: Probe) -> Probe:
        RULES[id] = Rule(id, section, statement, frozenset(needs), probe, version, scored)
        return probe

    return register


def passed(reason: str, span: tuple[int, int] | None = None) -> Ruling:
    """The reply keeps the rule."""
    return Ruling("pass", reason, span)


def failed(reason: str, span: tuple[int, int] | None = None) -> Ruling:
    """The reply breaks the rule at `span`, or by what it does not say, which has no span."""
    return Ruling("fail", reason, span)


def not_applicable(reason: str) -> Ruling:
    """The rule has nothing to say about this exchange."""
    return Ruling("not_applicable", reason)


def undecided(reason: str, span: tuple[int, int] | None = None) -> Ruling:
    """A program cannot tell; `reason` says why."""
    return Ruling("undecided", reason, span)


def select(ids: Iterable[str] | None = None) -> list[Rule]:
    """The rules with these ids in rulebook order, all for `None`; an unknown id is an error."""
    if ids is None:
        return list(RULES.values())
    wanted = list(ids)
    unknown = [i for i in wanted if i not in RULES]
    if unknown:
        raise InputError(f"Unknown rule {unknown[0]!r}. The rules are: {', '.join(RULES)}.")
    return [r for r in RULES.values() if r.id in wanted]


def check(exchange: Exchange, rules: Iterable[str] | None = None) -> list[Verdict]:
    """Judge one exchange by the chosen rules, in rulebook order."""
    return [r.check(exchange) for r in select(rules)]
