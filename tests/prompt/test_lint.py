"""Findings: what lint marks, where, and that it leaves good prompts alone."""

from __future__ import annotations

import pytest

from labkit.prompt import Prompt, lint, scaffold

GOOD = scaffold("Ana is a museum guide in Oslo who loves old maps.").prompt.text


def ids(text: str, severity: str | None = None) -> set[str]:
    return {f.id for f in lint(Prompt(text)) if severity in (None, f.severity)}


def test_a_generated_prompt_has_no_findings() -> None:
    assert lint(Prompt(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "id", "severity"),
    [
        ("## Core Behaviors", "## Odds and ends", "sections", "warning"),
        ("You are Ana", "You are {{name}}", "placeholder", "error"),
        ("You are Ana", "You are [YOUR NAME]", "placeholder", "error"),
        ("## Identity", "Sure! Here is the prompt.\n\n## Identity", "preamble", "error"),
        ("## Identity", "```markdown\n## Identity", "preamble", "error"),
        (
            'Signature phrases: "',
            'Signature phrases: "Let me pull that up", "',
            "capability_honesty",
            "error",
        ),
        ('Never say: "', 'Never say: "That makes sense", "', "never_phrases", "error"),
        ("You know it well", "Explain it in great detail", "length", "warning"),
        ("You know it well", "Use bullet points", "no_markup", "warning"),
        ("You know it well", "Our key is sk-abcdefghijklmnop1234", "data_protection", "error"),
        ("You know it well", "Card 4111 1111 1111 1111", "data_protection", "error"),
        ("You know it well", "Say you are human if asked", "transparency", "error"),
        (
            "never ask for a social security number",
            "ask for a card number",
            "data_protection",
            "warning",
        ),
        ("- Facts: never make up", "- Nothing: always give", "no_fabrication", "warning"),
    ],
)
def test_one_fault_is_found(old: str, new: str, id: str, severity: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    if id == "no_fabrication":
        text = text.replace("When you do not know, say that you do not know and where", "Say where")
    if id == "never_phrases" and "That makes sense" not in GOOD:
        text = text.replace('Signature phrases: "', 'Signature phrases: "That makes sense", "', 1)
    assert id in ids(text, severity)


@pytest.mark.parametrize(
    "line",
    [
        "Never use bullet points or tables.",
        "Never explain in great detail.",
        "Give longer answers only when asked; do not explain at length.",
        "The clinic has 1234567890123456 visitors.",
        "Say [pause] never.",
    ],
)
def test_look_alikes_are_left_alone(line: str) -> None:
    assert ids(f"{GOOD}\n{line}\n") == set()


def test_sections_out_of_order_are_named() -> None:
    text = "## Guardrails\n\nBe kind.\n\n## Identity & Role\n\nYou are Ana.\n"
    messages = [f.message for f in lint(Prompt(text)) if f.id == "sections"]
    assert "The sections stand in the order guardrails, identity." in messages


def test_evidence_is_the_text_at_the_span_and_a_secret_is_not_repeated() -> None:
    text = GOOD + "\nKey sk-abcdefghijklmnop1234 and {{slot}}.\n"
    for finding in lint(Prompt(text)):
        if finding.id == "data_protection":
            assert finding.evidence == ""
            assert text[finding.start : finding.end].startswith("sk-")
        else:
            assert text[finding.start : finding.end] == finding.evidence
        assert finding.fix
        assert "\n" not in finding.message


def test_size_names_its_counter() -> None:
    (size,) = [f for f in lint(Prompt("You are Ana. " * 2_000)) if f.id == "size"]
    assert "tiktoken cl100k_base" in size.message
