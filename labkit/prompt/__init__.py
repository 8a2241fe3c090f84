"""The document: reading and writing persona prompts, lint, tokens, generation."""

from __future__ import annotations

from labkit.prompt.document import HEADINGS, KINDS, Kind, Prompt, Section, write
from labkit.prompt.elements import Phrases

__all__ = ["HEADINGS", "KINDS", "Kind", "Phrases", "Prompt", "Section", "write"]
