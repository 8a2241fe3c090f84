"""From a description to a prompt: the scaffold, with short slots a model may fill."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.prompt.document import Prompt, read_text
from labkit.prompt.facts import MAX_DESCRIPTION, describe
from labkit.prompt.linting import Finding, lint
from labkit.prompt.scaffold import Fact, scaffold
from labkit.prompt.slots import SCHEMA, request, usable

if TYPE_CHECKING:
    from labkit.endpoint import Recordings, Store

__all__ = ["Generated", "generate", "read_description"]

# Enough for the three slots of the schema; the grammar ends the text before that.
_SLOT_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated prompt with its findings and where its facts came from.

    `model` names what filled slots, `None` when only the description and defaults were used.
    `refused` are slots whose proposal did not pass the checks.
    """

    prompt: Prompt
    facts: tuple[Fact, ...]
    left_out: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]
    findings: tuple[Finding, ...]
    model: str | None

    @property
    def inferred(self) -> tuple[Fact, ...]:
        """The facts the description did not give: look at these before you ship the prompt."""
        return tuple(f for f in self.facts if f.source != "description")


def read_description(path: str | Path) -> str:
    """The text of a description file; an `InputError` when missing, huge, empty or not UTF-8."""
    # Four bytes is the most one character takes.
    text = read_text(path, "description", limit=4 * MAX_DESCRIPTION)
    describe(text)
    return text


async def generate(
    description: str,
    *,
    model: str | None = "local",
    store: Store | None = None,
    recordings: Recordings | None = None,
    replay: bool | None = None,
) -> Generated:
    """Write a complete prompt from a free-text description; the model only fills short slots.

    The name, role, place and subject are read from the description itself. The model proposes the
    rest under a JSON schema, and a proposal is used only when it passes the checks of
    `labkit.prompt.slots`. With `model=None` defaults fill the gaps. The call is recorded in
    `store`, so a second time it costs nothing.

    Raises `InputError` for an empty or huge description, `EndpointError` when the model is away.
    """
    read = describe(description)
    proposed: object = None
    if model is not None:
        from labkit.endpoint import ask_json, resolve

        proposed = await ask_json(
            resolve(model),
            request(read),
            SCHEMA,
            max_tokens=_SLOT_TOKENS,
            temperature=0.0,
            seed=0,
            store=store,
            recordings=recordings,
            replay=replay,
        )
    slots = usable(proposed, read)
    draft = scaffold(read, slots)
    refused = tuple(k for k in SCHEMA["required"] if k not in slots) if model else ()
    return Generated(
        prompt=draft.prompt,
        facts=draft.facts,
        left_out=draft.left_out,
        refused=refused,
        findings=tuple(lint(draft.prompt)),
        model=model,
    )
