"""Labelled cases, and the prompt a case is judged under."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from labkit.prompt import Prompt
from labkit.rules import Exchange

CASES = Path(__file__).parent / "cases"
FIELDS = {
    "reply",
    "user_turn",
    "never",
    "signature",
    "tools",
    "expect",
    "evidence",
    "note",
    "split",
}


@dataclass(frozen=True)
class Case:
    """One labelled reply: the verdict a careful person gives, and the characters that decide it."""

    rule: str
    number: int
    expect: str
    evidence: str
    split: str
    exchange: Exchange

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}"


def prompt_of(entry: dict[str, Any]) -> Prompt | None:
    """A prompt that lists the case's phrases and tools, `None` where it names none."""
    if not {"never", "signature", "tools"} & entry.keys():
        return None
    lines = ["## Identity & Role", "You are Mia, a guide.", "", "## Personality & Style"]
    for heading, key in (("Signature phrases", "signature"), ("Never say", "never")):
        if entry.get(key):
            lines.append(f"- {heading}: " + ", ".join(f"“{phrase}”" for phrase in entry[key]))
    if entry.get("tools"):
        lines += ["", "Available functions:", *(f"- `{t}`: call it." for t in entry["tools"])]
    prompt = Prompt.from_text("\n".join(lines) + "\n")
    assert prompt.phrases.signature == tuple(entry.get("signature", ()))
    assert prompt.phrases.never == tuple(entry.get("never", ()))
    assert prompt.tools == tuple(entry.get("tools", ()))
    return prompt


def load(path: Path) -> list[Case]:
    """All cases of one file."""
    out = []
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert entry.keys() <= FIELDS, f"{path.name} #{number}: {entry.keys() - FIELDS}"
        out.append(
            Case(
                rule=path.stem,
                number=number,
                expect=entry["expect"],
                evidence=entry.get("evidence", ""),
                split=entry["split"],
                exchange=Exchange(entry["reply"], entry.get("user_turn"), prompt_of(entry)),
            )
        )
    return out


def all_cases() -> list[Case]:
    """All cases of all rules, files in order."""
    return [case for path in sorted(CASES.glob("*.yaml")) for case in load(path)]
