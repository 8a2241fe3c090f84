"""A complete prompt from a description: our baseline text, the description's facts, checked slots.

What the description says comes first, then what a model filled in and passed the checks, then a
default. Where each value came from is kept, so that inferred facts can be reported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Literal

from labkit.prompt import baseline
from labkit.prompt.document import Kind, Prompt, write
from labkit.prompt.elements import find_phrases
from labkit.prompt.facts import Description, describe, work_of

__all__ = ["Draft", "Fact", "scaffold"]

Source = Literal["description", "model", "default"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the prompt says about the persona and where it came from."""

    slot: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Draft:
    """A prompt from the scaffold, the facts in it, and the sentences left out with why."""

    prompt: Prompt
    facts: tuple[Fact, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def inferred(self) -> tuple[Fact, ...]:
        """The facts the description did not give."""
        return tuple(f for f in self.facts if f.source != "description")


def scaffold(
    description: str | Description, slots: Mapping[str, str | list[str]] | None = None
) -> Draft:
    """Write a prompt of five sections, six where the description implies a structured interaction.

    `slots` are values a model proposed and `labkit.prompt.slots.usable` accepted: `purpose`,
    `subject` (strings) and `signature` (list of phrases). The same input gives the same prompt.
    """
    read = description if isinstance(description, Description) else describe(description)
    filled = slots or {}
    facts: list[Fact] = []

    def choose(slot: str, given: str | None, default: str) -> str:
        proposed = filled.get(slot)
        if given:
            facts.append(Fact(slot, given, "description"))
        elif isinstance(proposed, str):
            facts.append(Fact(slot, proposed, "model"))
        else:
            facts.append(Fact(slot, default, "default"))
        return facts[-1].value

    name = choose("name", read.name, _invented_name(read.text))
    who = choose("who", read.who, "a friendly guide")
    role = read.role or "guide"
    if read.who and not read.role:
        facts.append(Fact("role", role, "default"))
    known = read.subject or _answers_about(read)
    # Without a role, "the work of a guide" would say nothing: then the purpose is the scope.
    subject = choose("subject", known, work_of(role) if read.role else _NO_SUBJECT)
    useful = "have a useful, honest conversation"
    about = "" if subject == _NO_SUBJECT else f" about {subject}"
    purpose = choose("purpose", read.purpose, useful + about)
    energy, tone = _tone(read, facts)
    signature, never = _phrases(read, filled, facts)
    values = {
        "name": name,
        "who": who,
        "purpose": purpose,
        "subject": subject,
        "background": "".join(f"\n\n{' '.join(read.details)}" if read.details else ""),
        "tone": tone,
        "energy": str(energy),
        "signature": _quote(signature),
        "never": _quote(never),
    }
    parts: dict[Kind, str] = {
        kind: Template(body).substitute(values) for kind, body in baseline.SECTIONS.items()
    }
    parts["guardrails"] = _guardrails(read, values, facts)
    if flow := _flow(read):
        parts["flow"] = flow
        facts.append(Fact("flow", flow.split(".", 1)[0], "description"))
    return Draft(write(parts), tuple(facts), read.left_out)


_NO_SUBJECT = "what you are here for"


def _invented_name(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return baseline.NAMES[int.from_bytes(digest[:4], "big") % len(baseline.NAMES)]


def _answers_about(read: Description) -> str | None:
    """The subject of a persona that "answers questions for X": what X is about."""
    match = re.match(
        r"(?:answer|help with|explain)\s+(?:questions (?:for|from|of)\s+)?(.+)$", read.purpose or ""
    )
    return f"what matters to {match[1]}" if match and " for " in (read.purpose or "") else None


def _tone(read: Description, facts: list[Fact]) -> tuple[int, str]:
    for words, energy, behaviour in baseline.TONES:
        if found := re.search(rf"(?<!not )\b(?:{words})\b", read.text, re.IGNORECASE):
            facts.append(Fact("tone", found.group().lower(), "description"))
            return energy, behaviour
    _, energy, behaviour = baseline.DEFAULT_TONE
    facts.append(Fact("tone", "warm", "default"))
    return energy, behaviour


def _phrases(
    read: Description, filled: Mapping[str, str | list[str]], facts: list[Fact]
) -> tuple[list[str], list[str]]:
    from labkit.prompt.slots import usable_phrase

    asked = find_phrases(read.text)
    given = [p for p in asked.signature if usable_phrase(p, given=True)]
    proposed = [p for p in filled.get("signature", ()) if p not in given]
    signature = [*given, *proposed]
    for value, source in ((given, "description"), (proposed, "model")):
        if value:
            facts.append(Fact("signature phrases", _quote(value), source))  # type: ignore[arg-type]
    if len(signature) < 3:
        start = len(read.text) % len(baseline.SIGNATURE)
        rotated = baseline.SIGNATURE[start:] + baseline.SIGNATURE[:start]
        added = [p for p in rotated if p not in signature][: 4 - len(signature)]
        facts.append(Fact("signature phrases", _quote(added), "default"))
        signature += added
    banned = [p for p in asked.never if len(p) <= 80 and '"' not in p]
    if banned:
        facts.append(Fact("never-use phrases", _quote(banned), "description"))
    lower = {p.lower().strip(".!") for p in signature}
    return signature, [p for p in (*banned, *baseline.NEVER) if p.lower().strip(".!") not in lower]


def _quote(phrases: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{p}"' for p in phrases)


_MAY_TRANSFER = re.compile(
    r"\b(?:can|may|should|is able to|is allowed to|will)\s+(?:also\s+)?"
    r"(?:transfer|hand\s?(?:off|over)|forward|connect|put)\b[^.]{0,60}"
    r"\b(?:human|person|agent|colleague|team|manager|operator|department|representative|through|"
    r"over)\b",
    re.IGNORECASE,
)


def _guardrails(read: Description, values: Mapping[str, str], facts: list[Fact]) -> str:
    texts = dict(baseline.GUARDRAILS)
    if _MAY_TRANSFER.search(read.text):
        texts["escalation"] = baseline.OVERRIDES["escalation"]
        facts.append(Fact("may hand over", "yes", "description"))
    bullets = [f"- {Template(text).substitute(values)}" for text in texts.values()]
    return "\n".join([baseline.GUARDRAILS_INTRO, "", *bullets, "", baseline.GUARDRAILS_CLOSE])


def _flow(read: Description) -> str | None:
    for words, phases in baseline.FLOWS:
        if re.search(rf"\b(?:{words})", read.text, re.IGNORECASE):
            lines = [
                f"{i}. {name}: {purpose}. Move on when {condition}."
                for i, (name, purpose, condition) in enumerate(phases, 1)
            ]
            names = ", ".join(name.lower() for name, _, _ in phases)
            return "\n".join(
                [
                    f"The conversation has {len(phases)} phases: {names}.",
                    "",
                    *lines,
                    "",
                    baseline.FLOW_RULES,
                ]
            )
    return None
