"""A prompt as its author wrote it: every byte kept, the structure recognised on top.

Reading never rewrites. The sections of a prompt are spans of its text that join back to the text;
a section that cannot be named is kind `other`, and text before the first heading is `preamble`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Literal, get_args

from labkit.errors import InputError
from labkit.prompt.elements import Phrases, find_name, find_phrases, find_tools

__all__ = ["HEADINGS", "KINDS", "Kind", "Prompt", "Section", "write"]

Kind = Literal["identity", "style", "behaviors", "response", "guardrails", "flow"]
KINDS: tuple[Kind, ...] = get_args(Kind)
HEADINGS: dict[Kind, str] = {
    "identity": "Identity & Role",
    "style": "Personality & Conversational Style",
    "behaviors": "Core Behaviors",
    "response": "Response Style Rules",
    "guardrails": "Guardrails & Constraints",
    "flow": "Conversation Flow",
}

# A prompt of this size no model of today takes; reading one is a mistake of file, not a prompt.
MAX_BYTES = 2_000_000

# Tried in this order: "Response Style" must not be taken for the style section, nor "Conversation
# Flow" for the style of conversation.
_KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("guardrails", re.compile(r"guard ?rail|constraint|boundar|safety|limit(s|ation)|compliance")),
    (
        "response",
        re.compile(r"respon(se|ding)|reply|replies|\boutput|\bformat|turn rules|delivery"),
    ),
    ("flow", re.compile(r"\bflow|phases?\b|\bstages?\b|call structure|script|agenda")),
    ("behaviors", re.compile(r"behavio|handl(e|ing)|how you gather|conversation management")),
    ("identity", re.compile(r"identity|\brole\b|persona\b|who you are|about you|background")),
    ("style", re.compile(r"personality|style|tone|voice|how you (sound|speak|talk)|character")),
)
_EOL = re.compile(r"\r\n|\r|\n")
_DECORATION = re.compile(r"[\s#*_:=\-\d.)(]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A span of a prompt under one heading. `text` includes the heading line, `body` does not.

    `start`, `end` are offsets into the prompt's text (code points, half-open); `level` is 1-6 for
    `#` to `######`, 0 for text before the first heading.
    """

    kind: Kind | Literal["other", "preamble"]
    heading: str
    level: int
    start: int
    end: int
    text: str
    body: str

    @property
    def body_start(self) -> int:
        """Where the body begins in the prompt's text: right behind the heading."""
        return self.end - len(self.body)


@dataclass(frozen=True)
class Prompt:
    """A persona's system prompt. `str(prompt)` is the text, unchanged."""

    text: str

    @classmethod
    def from_text(cls, text: str) -> Prompt:
        """A prompt from a string; an empty one is an `InputError`."""
        if not text.strip():
            raise InputError("The prompt is empty. Give at least one sentence of instructions.")
        return cls(text)

    @classmethod
    def read(cls, path: str | Path) -> Prompt:
        """Read a prompt file without changing a byte; `write` puts the same bytes back.

        Raises `InputError` when the file is missing, empty, over 2 MB, or not UTF-8.
        """
        return cls.from_text(read_text(path, "prompt"))

    def write(self, path: str | Path) -> None:
        """Write the text as UTF-8, byte for byte what was read."""
        Path(path).write_bytes(self.text.encode("utf-8"))

    def __str__(self) -> str:
        return self.text

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 text: names this version of the prompt in records."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order; their texts join to `text`."""
        return _split(self.text)

    @cached_property
    def phrases(self) -> Phrases:
        """Signature and never-use phrases listed in the prompt."""
        return find_phrases(self.text)

    @cached_property
    def name(self) -> str | None:
        """The persona's name, where the prompt gives one."""
        return find_name(self.text)

    @cached_property
    def tools(self) -> tuple[str, ...]:
        """Names of the tools the prompt says the persona has; empty for one that can only talk."""
        return find_tools(self.text)

    def section(self, kind: Kind) -> Section | None:
        """The first section of a kind, or `None`."""
        return next((s for s in self.sections if s.kind == kind), None)

    def replace(self, kind: Kind, body: str) -> Prompt:
        """A copy with one section's body exchanged; all other bytes stay as they are."""
        found = self.section(kind)
        if found is None:
            raise InputError(f"The prompt has no {HEADINGS[kind]!r} section to replace.")
        return Prompt(self.text[: found.body_start] + body + self.text[found.end :])


def write(parts: Mapping[Kind, str]) -> Prompt:
    """A prompt with the given section bodies under the standard headings, in the standard order.

    Raises `InputError` for a part that is no section or is empty.
    """
    unknown = [k for k in parts if k not in KINDS]
    if unknown:
        raise InputError(f"No section is called {unknown[0]!r}. The kinds are: {', '.join(KINDS)}.")
    empty = [k for k in parts if not parts[k].strip()]
    if empty:
        raise InputError(f"The section {HEADINGS[empty[0]]!r} is empty. Leave it out or fill it.")
    blocks = [f"## {HEADINGS[k]}\n\n{parts[k].strip()}\n" for k in KINDS if k in parts]
    return Prompt.from_text("\n".join(blocks))


def read_text(path: str | Path, what: str, limit: int = MAX_BYTES) -> str:
    """The file's text, newlines and byte-order mark untouched; `what` names it in errors."""
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                f"The {what} {path} has {size:,} bytes; the limit is {limit:,}. Give a shorter one."
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"Cannot read the {what} {path}: {error.strerror}.") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The {what} {path} is not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}). "
            "Save it as UTF-8."
        ) from error


def kind_of(heading: str) -> Kind | None:
    """The kind of section a heading announces, `None` if it is none of the six."""
    plain = " ".join(_DECORATION.sub(" ", heading).lower().split())
    for kind, title in HEADINGS.items():
        if plain == title.lower():
            return kind
    return next((kind for kind, words in _KIND_WORDS if words.search(plain)), None)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    start: int
    body: int
    kind: Kind | None


def _headings(text: str) -> list[_Heading]:
    from markdown_it import MarkdownIt

    starts = [0, *(m.end() for m in _EOL.finditer(text))]
    starts.append(len(text))
    found = []
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text.replace("\0", "\ufffd"))
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            first, after = token.map
            title = inline.content
            found.append(
                _Heading(int(token.tag[1]), title, starts[first], starts[after], kind_of(title))
            )
    return found


def _split(text: str) -> tuple[Section, ...]:
    headings = _headings(text)
    # The level that most recognised sections stand at; a deeper heading belongs to its section.
    levels = [h.level for h in headings if h.kind] or [h.level for h in headings]
    depth = max(sorted(set(levels)), key=levels.count) if levels else 0
    cuts = [h for h in headings if h.level <= depth]
    sections = []
    if not cuts or cuts[0].start > 0:
        end = cuts[0].start if cuts else len(text)
        sections.append(Section("preamble", "", 0, 0, end, text[:end], text[:end]))
    for here, following in zip_longest(cuts, cuts[1:]):
        end = following.start if following else len(text)
        span = text[here.start : end]
        # A title above the sections may carry a section's word ("# Support Persona").
        kind = here.kind if here.level == depth else None
        sections.append(
            Section(
                kind or "other", here.text, here.level, here.start, end, span, text[here.body : end]
            )
        )
    return tuple(sections)
