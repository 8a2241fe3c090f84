"""Stage directions: bracketed or starred words that say how to act, not what to say."""

from __future__ import annotations

import re

__all__ = ["find"]

_MARKED = re.compile(
    r"\(([^()\n]{2,60})\)|(?<![\w*])\*([^*\n]{2,60})\*(?![\w*])|(?<!\w)_([^_\n]{2,60})_(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
# Also nouns: "(smile)", "(short pause)".
_ACTS = (
    "smile laugh chuckle giggle sigh pause nod wink shrug grin gasp whisper wave gesture cough "
    "snort groan hum frown blush cheer smirk beam facepalm yawn sob sniff"
).split()
# Only as told of somebody: "(leans in)", "(thinking)".
_TOLD = (
    "clap lean bow point type tilt cry blink clear take look raise stare roll think mumble hug "
    "speak turn stand sit reach hold put press close open shake lower soften brighten listen"
).split()
_MOODS = frozenset(
    "excited excitedly whispered cheerful soft warm gentle calm sad happy friendly serious "
    "empathetic playful sincere enthusiastic concerned reassuring upbeat".split()
)
_SOUNDS = frozenset("pause beat silence laughter applause music tone voice".split())
_LIGHT = _MOODS | frozenset(
    "a an the her his their my its and to with for on at in into up down of over out forward "
    "back head hand hands eyes camera screen note notes moment breath deep deeply throat "
    "shoulder understanding shoulders eyebrow eyebrows brow brows around away closer thumbs "
    "thumb user you it long short big small brief slight quick still then thoughtful little bit "
    "sympathetic".split()
)


def _bend(verb: str) -> list[str]:
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1] if verb[-1] in "bdgmnpt" and verb[-2] in "aeiou" else stem
    third = verb[:-1] + "ies" if verb == "cry" else verb + ("es" if verb.endswith("ss") else "s")
    return [third, stem + "ing", doubled + "ing"]


_FORMS = frozenset([*_ACTS, *(form for verb in (*_ACTS, *_TOLD) for form in _bend(verb))])


def find(plain: str) -> tuple[int, int] | None:
    """The span of the first stage direction in a plain text."""
    for found in _MARKED.finditer(plain):
        words = _WORD.findall((found[1] or found[2] or found[3]).lower())
        if words and _directs(words):
            return found.span()
    return None


def _directs(words: list[str]) -> bool:
    acts = [w for w in words if w in _FORMS or w in _SOUNDS]
    if words[0] in _FORMS and words[0].endswith("s"):
        # "(clears his throat before answering)": told of somebody, whatever follows.
        return True
    if not acts:
        return len(words) <= 2 and words[0] in _MOODS and words[0].endswith("ly")
    return all(w in _FORMS or w in _SOUNDS or w in _LIGHT or w.endswith("ly") for w in words)
