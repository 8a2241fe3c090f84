"""Findings about a prompt before any model sees it: what a careful reviewer would mark, and why.

Ids are shared with the rulebook where a finding concerns one of its rules. Rules that need a
reader (is this adjective backed by a behaviour?) are left to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from labkit.prompt.document import HEADINGS, KINDS, Prompt
from labkit.prompt.tokens import count_tokens

__all__ = ["GUARDRAIL_SIGNS", "Finding", "Severity", "lint"]

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `start`, `end` are code points in the prompt; 0, 0 means all of it."""

    id: str
    severity: Severity
    message: str
    fix: str
    start: int = 0
    end: int = 0
    evidence: str = ""

    def as_dict(self) -> dict[str, object]:
        """The finding as plain data, for JSON."""
        return asdict(self)


Check = Callable[[Prompt], Iterator[Finding]]


def lint(prompt: Prompt) -> list[Finding]:
    """Everything found in the prompt, errors first, then in order of the text."""
    found = [finding for check in _CHECKS for finding in check(prompt)]
    rank = {"error": 0, "warning": 1, "hint": 2}
    return sorted(found, key=lambda f: (rank[f.severity], f.start, f.id))


def _at(
    id: str, severity: Severity, message: str, fix: str, prompt: Prompt, span: tuple[int, int]
) -> Finding:
    return Finding(id, severity, message, fix, *span, prompt.text[slice(*span)])


def _sections(prompt: Prompt) -> Iterator[Finding]:
    kinds = [s.kind for s in prompt.sections if s.kind in KINDS]
    needed = [k for k in KINDS if k != "flow"]
    for kind in needed:
        if kind not in kinds:
            severity: Severity = "error" if kind == "identity" and not prompt.name else "warning"
            yield Finding(
                "sections",
                severity,
                f"There is no section {HEADINGS[kind]!r}.",
                f"Add '## {HEADINGS[kind]}'.",
            )
    first = list(dict.fromkeys(kinds))
    if first != sorted(first, key=KINDS.index):
        yield Finding(
            "sections",
            "warning",
            f"The sections stand in the order {', '.join(first)}.",
            f"Use the order {', '.join(k for k in KINDS if k in first)}.",
        )
    for section in prompt.sections:
        if section.kind in KINDS and not section.body.strip():
            yield _at(
                "sections",
                "error",
                f"The section {section.heading!r} is empty.",
                "Fill it or remove the heading.",
                prompt,
                (section.start, section.end),
            )


_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{[a-z_ ]{2,40}\}"
    r"|\[(?:[A-Z][A-Z _/]{2,40}|(?:insert|your|name of)\b[^\]\n]{0,60})\]"
    r"|<(?:insert|your|company|name)[^<>\n]{0,40}>|\bTBD\b|\bTO-?DO\b|\blorem ipsum\b",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"\A\s*(?:```|(?:sure|certainly|of course|absolutely)\b|here(?:['’]s| is) (?:the|your|a)\b)",
    re.I,
)


def _leftovers(prompt: Prompt) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(prompt.text):
        if match.group().startswith("[") and not re.match(
            r"\[(?:[A-Z _/]+\]|insert|your|name)", match.group()
        ):
            continue
        yield _at(
            "placeholder",
            "error",
            "A placeholder was left in.",
            "Write what belongs there.",
            prompt,
            match.span(),
        )
    if chatter := _CHATTER.search(prompt.text):
        yield _at(
            "preamble",
            "error",
            "The text opens with a fence or with talk about the prompt.",
            "Start with the prompt itself.",
            prompt,
            chatter.span(),
        )


# Signs that a guardrail is there: a sentence must hold one of these, in whatever words around it.
GUARDRAIL_SIGNS: dict[str, str] = {
    "transparency": (
        r"\b(?:you are|being|as|an|that you['’]re an?) AI\b|\bartificial intelligence\b"
        r"|(?:claim|pretend|imply)[^.\n]{0,30}human"
    ),
    "scope": (
        r"\bscope\b|\b(?:outside|beyond|unrelated|off[- ]topic)\b|\bstay (?:within|on|focused)\b"
    ),
    "regulated_advice": (
        r"\b(?:medical|legal|financial|clinical|tax|investment)\b[^.\n]{0,80}\badvice\b"
        r"|\badvice\b[^.\n]{0,60}\b(?:medical|legal|financial)\b|\bdiagnos"
    ),
    "data_protection": (
        r"\b(?:social security|SSN|card (?:number|data|details|or bank)|passwords?|PINs?"
        r"|sensitive (?:data|information|personal)|personal (?:data|information))\b"
    ),
    "escalation": (
        r"\b(?:transfer|hand[- ]?(?:off|over)|escalat\w+|pass the call|connect (?:them|the))\b"
    ),
    "capability_honesty": (
        r"\b(?:can|may) only talk\b|\b(?:cannot|can['’]t|never|not)\b[^.\n]{0,80}"
        r"\b(?:look (?:\w+ )?up|book|send|take actions?|perform|access|check)\b"
    ),
    "professional_conduct": (
        r"\b(?:profan\w+|swear\w*|slurs?|insult\w*|harass\w*|abus\w+|respectful|offensive)\b"
    ),
    "no_fabrication": (
        r"\b(?:make up|fabricat\w+|invent|hallucinat\w+|guess)\b|\bdo(?:n['’]t| not) know\b"
    ),
}


# A sentence that merely mentions these things may well ask for them.
_FORBIDDEN = ("regulated_advice", "data_protection")


def _forbids(signs: str, text: str, *, needs_negation: bool) -> bool:
    sentences = re.split(r"(?<=[.!?])\s|\n", text)
    found = [s for s in sentences if re.search(signs, s, re.IGNORECASE)]
    return any(_NEGATED.search(s) for s in found) if needs_negation else bool(found)


def _guardrails(prompt: Prompt) -> Iterator[Finding]:
    where = prompt.section("guardrails")
    text = where.text if where else prompt.text
    for id, signs in GUARDRAIL_SIGNS.items():
        if not _forbids(signs, text, needs_negation=id in _FORBIDDEN):
            yield Finding(
                id,
                "warning",
                f"No guardrail for {id.replace('_', ' ')} was found.",
                "Add a line for it under '## Guardrails & Constraints'.",
                *((where.start, where.body_start) if where else (0, 0)),
            )


_CUE = re.compile(r"(?im)^[\s>*+•–-]*(?:\*\*)?(?:when|if|while)\b[^.\n]{4,}")
_VOICE = re.compile(
    r"\b(?:speak|slow|pace|tone|voice|energy|warm|soft|soften|gentle|calm|bright|brighten|lift|lower|"
    r"pause|quiet|steady|cheer|excite|enthusias|empath|sound|smile|patien|brisk|serious|playful)\w*",
    re.IGNORECASE,
)


def _cues(prompt: Prompt) -> Iterator[Finding]:
    style = prompt.section("style")
    if style is None:
        return
    cues = [m for m in _CUE.finditer(style.text) if _VOICE.search(m.group())]
    if len(cues) < 3:
        yield _at(
            "cues",
            "warning",
            f"{len(cues)} emotional delivery cues were found; a voice needs at least 3.",
            'Add lines of the form "When SITUATION, how to deliver".',
            prompt,
            (style.start, style.body_start),
        )


def _size(prompt: Prompt) -> Iterator[Finding]:
    count = count_tokens(prompt.text)
    if count.tokens > 5_000:
        yield Finding(
            "size",
            "warning",
            f"The prompt has {count}; aim under 5,000.",
            "Cut what no reply depends on.",
        )
    elif count.tokens < 800:
        yield Finding(
            "size",
            "hint",
            f"The prompt has {count}; under about 1,000 it leaves much open.",
            "Add situations, delivery cues and edge cases.",
        )


_MONOLOGUE = re.compile(
    r"\b(?:in (?:great |full )?detail|comprehensive(?:ly)?|at length|thorough(?:ly)? explain\w*|"
    r"long(?:er)? (?:answers|replies|explanations)|elaborate on everything|full paragraphs?)\b",
    re.I,
)
_WRITTEN = re.compile(
    r"\b(?:use|using|with|in|format\w*)\s+(?:bold|italics|bullet(?:ed)? (?:points|lists?)|"
    r"numbered lists?|markdown|tables?|emojis?|headings)\b"
    r"|\bclick (?:here|the link)\b|\bsee below\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:never|not|no|don['’]t|avoid|without|instead of|rather than|unless|only (?:if|when))\b",
    re.I,
)


def _spoken(prompt: Prompt) -> Iterator[Finding]:
    for pattern, id, message, fix in (
        (
            _MONOLOGUE,
            "length",
            "This invites a monologue in a spoken call.",
            "Ask for one to three sentences and an offer to go on.",
        ),
        (
            _WRITTEN,
            "no_markup",
            "This asks for something a voice cannot say.",
            "Say how it should sound instead.",
        ),
    ):
        for match in pattern.finditer(prompt.text):
            line_start = max(prompt.text.rfind(c, 0, match.start()) for c in ".\n") + 1
            line_end = prompt.text.find("\n", match.end())
            around = (
                prompt.text[line_start : match.start()] + prompt.text[match.end() : line_end][:40]
            )
            if not _NEGATED.search(around):
                yield _at(id, "warning", message, fix, prompt, match.span())


_HUMAN_CLAIM = re.compile(
    r"\b(?:say|claim|pretend|insist|tell (?:them|people|users?|callers?))\b[^.\n]{0,30}"
    r"\b(?:you(?:['’]re| are)|to be)\s+(?:an?\s+)?(?:real\s+)?(?:human|person)\b",
    re.I,
)


def _dishonest(prompt: Prompt) -> Iterator[Finding]:
    for match in _HUMAN_CLAIM.finditer(prompt.text):
        start = max(prompt.text.rfind(c, 0, match.start()) for c in ".\n") + 1
        if not _NEGATED.search(prompt.text[start : match.start()]):
            yield _at(
                "transparency",
                "error",
                "This tells the persona to claim to be human.",
                "Have it say plainly that it is an AI when asked.",
                prompt,
                match.span(),
            )


def _phrase_conflicts(prompt: Prompt) -> Iterator[Finding]:
    from labkit.rules import Exchange, check

    rules = ("no_markup", "speakable", "transparency", "capability_honesty")
    for phrase in prompt.phrases.signature:
        start = max(prompt.text.find(phrase), 0)
        for verdict in check(Exchange(phrase, prompt=prompt), rules):
            if verdict.verdict == "fail":
                yield _at(
                    verdict.rule,
                    "error",
                    f"A signature phrase breaks the rule {verdict.rule}: {verdict.reason}.",
                    "Choose a phrase a persona that only talks can keep."
                    if verdict.rule == "capability_honesty"
                    else "Choose a phrase that can be spoken.",
                    prompt,
                    (start, start + len(phrase)),
                )
    never = {p.casefold().strip(" .!?…") for p in prompt.phrases.never}
    for phrase in prompt.phrases.signature:
        if phrase.casefold().strip(" .!?…") in never:
            start = max(prompt.text.find(phrase), 0)
            yield _at(
                "never_phrases",
                "error",
                "The same phrase is a signature and a never-use phrase.",
                "Keep it in one list.",
                prompt,
                (start, start + len(phrase)),
            )


_SECRET = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{30,}|\bxox[bap]-[\w-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:\d[ -]?){13,16}\b|\b\d{3}-\d{2}-\d{4}\b"
)


def _secrets(prompt: Prompt) -> Iterator[Finding]:
    for match in _SECRET.finditer(prompt.text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= 13 and digits == re.sub(r"[ -]", "", match.group()) and not _luhn(digits):
            continue
        # The finding names the place, not the secret.
        yield Finding(
            "data_protection",
            "error",
            "This looks like a key, a card number or a personal number.",
            "Remove it: whatever is in a prompt can be talked out of it.",
            *match.span(),
        )


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


_CHECKS: tuple[Check, ...] = (
    _sections,
    _leftovers,
    _guardrails,
    _cues,
    _size,
    _spoken,
    _dishonest,
    _phrase_conflicts,
    _secrets,
)
