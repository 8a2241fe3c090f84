"""The document: reading and writing persona prompts, lint, tokens, generation."""

from __future__ import annotations

from labkit.prompt.document import HEADINGS, KINDS, Kind, Prompt, Section, write
from labkit.prompt.elements import Phrases
from labkit.prompt.facts import Description, describe
from labkit.prompt.generation import Generated, generate, read_description
from labkit.prompt.linting import Finding, lint
from labkit.prompt.scaffold import Draft, Fact, scaffold
from labkit.prompt.tokens import TokenCount, count_tokens, rough_tokens

__all__ = [
    "HEADINGS",
    "KINDS",
    "Description",
    "Draft",
    "Fact",
    "Finding",
    "Generated",
    "Kind",
    "Phrases",
    "Prompt",
    "Section",
    "TokenCount",
    "count_tokens",
    "describe",
    "generate",
    "lint",
    "read_description",
    "rough_tokens",
    "scaffold",
    "write",
]
