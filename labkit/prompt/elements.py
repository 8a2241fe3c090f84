"""Elements inside a prompt's text: phrase lists, the persona's name, the tools it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

__all__ = ["Phrases", "find_name", "find_phrases", "find_tools", "quoted"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases a prompt lists. "…" inside one marks an open end."""

    signature: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


# A label announces a list of phrases. With a noun ("never-use phrases") the list may be bare
# bullets; a verb alone ("never say") counts only with quotation marks behind it, so that
# "never say you are human" lists nothing.
_LABEL = re.compile(
    r"""(?P<never_noun>
          \b(?:never[- ](?:use|say)|banned|forbidden|prohibited|off[- ]limits)
            [\s*_]+(?:phrases?|words?|expressions?)\b
        | \b(?:phrases?|words?|expressions?)\s+
            (?:to\s+avoid|(?:you\s+)?(?:must\s+)?never\s+(?:to\s+)?(?:use|say))\b
        | \bavoid(?:ed)?\s+(?:these\s+|the\s+|using\s+|saying\s+)*(?:phrases?|words?|expressions?)\b
      )
      |(?P<never_verb>
          \b(?:never|don['’]?t|do\s+not|must\s+not|avoid)\s+(?:ever\s+)?(?:uses?|using|says?|saying)\b
        | \b(?:never|avoid|don['’]?t\s+say|do\s+not\s+say)\s*[*_]*:
      )
      |(?P<signature_noun>
          \b(?:signature|catch|go-to|favou?rite|typical|characteristic|example)[\s-]?
            (?:phrases?|expressions?|lines?|sayings?)\b
        | \bphrases?\s+(?:you\s+(?:often\s+|like\s+to\s+)?(?:use|say)|to\s+use)\b
      )
      |(?P<signature_verb>\b(?:often|likes?\s+to|loves?\s+to|fond\s+of)\s+(?:says?|saying|uses?)\b)
      |(?P<end>\binstead\b|\brather\s+(?:say|than)\b|\bsay\s+this\b|\bthen\s+say\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(
    r"“([^“”\n]{1,200})”|\"([^\"\n]{1,200})\"|‘([^‘’\n]{1,200}(?:’\w[^‘’\n]{0,200}){0,9})’"
    r"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w)){1,200})'(?!\w)"
)
_BULLET = re.compile(r"^([ \t]*)(?:[-*+•–]|\d{1,3}[.)])[ \t]+(.*)$")


def quoted(text: str) -> list[str]:
    """The quoted strings of a text, in order, without their quotation marks."""
    return [next(g for g in m.groups() if g is not None).strip() for m in _QUOTED.finditer(text)]


def find_phrases(text: str) -> Phrases:
    """Read the phrase lists of a prompt: quoted lists in a line, or bullets under a label."""
    found: dict[str, list[str]] = {"signature": [], "never": []}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        labels = list(_LABEL.finditer(_mask_quotes(line)))
        for label, following in zip_longest(labels, labels[1:]):
            kind, _, form = (label.lastgroup or "end").partition("_")
            if kind == "end":
                continue
            rest = line[label.end() : following.start() if following else len(line)]
            phrases = quoted(rest)
            if not phrases and form == "noun" and following is None:
                phrases = _bare_list(rest) or _bullets_below(lines, number)
            found[kind] += phrases
    return Phrases(
        *(tuple(dict.fromkeys(p for p in found[k] if p)) for k in ("signature", "never"))
    )


def _mask_quotes(line: str) -> str:
    return _QUOTED.sub(lambda m: "\0" * len(m.group()), line)


def _bare_list(rest: str) -> list[str]:
    # "Signature phrases: happy to help; let's see" has semicolons where others quote.
    rest = rest.lstrip(" *_:-–—").strip()
    return [p.strip(" .*_") for p in rest.split(";")] if ";" in rest else []


def _bullets_below(lines: list[str], number: int) -> list[str]:
    indent = len(lines[number]) - len(lines[number].lstrip())
    is_bullet = bool(_BULLET.match(lines[number]))
    phrases: list[str] = []
    for line in lines[number + 1 :]:
        if not line.strip():
            if phrases:
                break
            continue
        item = _BULLET.match(line)
        if not item or (is_bullet and len(item.group(1)) <= indent):
            break
        marks = quoted(item.group(2))
        phrases += marks or [re.sub(r"\s*\([^()]*\)\s*$", "", item.group(2)).strip(" *_")]
    return phrases


_NAME = r"(?P<name>(?:(?:Dr|Ms|Mr|Mx)\.?\s+)?[A-Z][\w’'-]{1,20}(?:\s[A-Z][\w’'-]{1,20}){0,2})"
_NAMED = (
    re.compile(rf"\b[Yy]our name is\s+[\"“*_]*{_NAME}"),
    re.compile(rf"(?m)^[\s>*_-]*Name[*_]*\s*:[\s*_]*{_NAME}"),
    re.compile(
        rf"\b[Yy]ou(?:['’]re| are)\s+(?:now\s+)?[*_]*{_NAME}[*_]*"
        r"(?=\s*(?:[,.;(—–-]|\n|$|\s(?:from|at|and|who|of|a|an|the)\b))"
    ),
)
_NO_NAME = frozenset(
    (
        "I You The A An AI Hi This It We They My Your Very Not Now Never Always Please Free Here"
    ).split()
)


def find_name(text: str) -> str | None:
    """The persona's name: "You are NAME", "Your name is NAME" or a "Name: NAME" line."""
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            if match["name"].split()[0] not in _NO_NAME:
                return match["name"]
    return None


_CALL = r"(?:\([^()\n]{0,200}\))?"
_TOOL = re.compile(
    rf"(?:`{{1,2}}|\b)([A-Za-z_][A-Za-z0-9]*_\w*|(?<=`)[A-Za-z]\w{{2,63}}(?=`)){_CALL}"
    r"`{0,2}\s+(?:tool|function|action)\b"
    r"|\b(?:tool|function)\s*:?\s+`{1,2}([A-Za-z_]\w{1,63})"
    r"|\b(?:call|calls|calling|use|using|invoke|run)\s+(?:the\s+)?"
    rf"`{{1,2}}([A-Za-z_]\w{{1,63}}){_CALL}`"
    rf"|^\s*[-*]\s+\**`([A-Za-z_]\w{{1,63}}){_CALL}`",
    re.MULTILINE,
)


def find_tools(text: str) -> tuple[str, ...]:
    """Names of tools or functions the prompt tells the persona to call, in order of appearance."""
    names = (next(g for g in m.groups() if g) for m in _TOOL.finditer(text))
    return tuple(dict.fromkeys(names))
