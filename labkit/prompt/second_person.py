"""Sentences about a persona turned to "you", by small rules for the English of descriptions."""

from __future__ import annotations

import re

__all__ = ["address", "bare_verbs", "base_form", "yours"]

_PRONOUN = re.compile(r"^(She|He|They|It|This (?:persona|character|assistant|agent))\s+")
_INSTRUCTION = re.compile(
    r"^(?:Never|Always|Do not|Don['’]t|Avoid|Keep|Stay|Speak|Be|Use|Ask|Offer|Mention|Remember)\b"
)
_ADVERB = r"(?:always|never|often|usually|also|sometimes|still|really|just|only)\s+"
_IRREGULAR = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go",
    "isn't": "aren't", "isn’t": "aren’t", "wasn't": "weren't", "wasn’t": "weren’t",
    "doesn't": "don't", "doesn’t": "don’t", "hasn't": "haven't", "hasn’t": "haven’t",
}  # fmt: skip
_KEEPS_S = re.compile(r"(?:ss|us|is)$")
_ES = re.compile(r"(?:ch|sh|ss|x|zz|o)es$")
# Verbs that stand behind "and" in a description whatever follows. Other words in -s are turned
# only before a word that a noun in the plural would not have behind it.
_VERBS = re.compile(
    r"(?:is|has|does|tells|loves|likes|hates|uses|coaches|teaches|helps|gives|explains|speaks|talks|"
    r"asks|answers|makes|takes|gets|knows|works|lives|wants|needs|keeps|runs|writes|reads|sings|"
    r"listens|shows|shares|offers|remembers|enjoys|prefers|laughs|jokes|walks|says|sounds|brings|"
    r"sells|guides|leads|feels|thinks|believes|avoids|encourages|collects|spends|volunteers)$"
)
_FOLLOWS_VERB = re.compile(
    r"\s+(?:the|an?|to|in|on|with|about|how|what|her|his|their|them|people|for|it|every|each|any|"
    r"no|you|that|only|from)\b"
)
_AND = re.compile(
    rf"\b(?P<and>(?:and|but|or|then)\s+(?:{_ADVERB})?)(?P<verb>[\w’']{{2,}}s|is|has)\b"
)
_OWN = {
    "her": "your", "his": "your", "their": "your", "hers": "yours", "theirs": "yours",
    "herself": "yourself", "himself": "yourself", "themselves": "yourself",
    "themself": "yourself",
}  # fmt: skip
_OTHERS = re.compile(
    r"\b(?:people|persons?|customers?|callers?|guests?|users?|visitors?|patients?|clients?|students?"
    r"|kids|child(?:ren)?|famil(?:y|ies)|parents?|teams?|owners?|members?|they)\b",
    re.IGNORECASE,
)


def address(sentence: str, name: str | None) -> str | None:
    """A sentence of a description as one to the persona; `None` when it is about something else.

    "She explains X" becomes "You explain X"; an instruction ("Never mention needles") and a
    sentence that already says "you" stay as they are.
    """
    body = sentence.rstrip(".!? ")
    if _INSTRUCTION.match(body) or re.match(r"You(?:['’]\w+)?\s", body):
        return f"{body}."
    if start := _PRONOUN.match(body):
        rest = body[start.end() :]
    elif name and (own := re.match(rf"{re.escape(name)}\s+", body)):
        rest = body[own.end() :]
    else:
        return None
    split = re.match(rf"((?:{_ADVERB})?)(\S+)(.*)$", rest, re.DOTALL)
    if split is None:
        return None
    theirs = bool(start) and body.startswith("They ")
    tail = yours(bare_verbs(split[3]), theirs=theirs)
    return f"You {split[1]}{base_form(split[2])}{tail}."


def bare_verbs(text: str) -> str:
    """Verbs behind "and", "but", "or", "then" in the form that goes with "you" or "to"."""

    def turned(match: re.Match[str]) -> str:
        verb = match["verb"]
        if _VERBS.match(verb) or _FOLLOWS_VERB.match(text, match.end()):
            return match["and"] + base_form(verb)
        return match.group()

    return _AND.sub(turned, text)


def base_form(verb: str) -> str:
    """A verb of the third person in its base form: "teaches" as "teach", "is" as "are"."""
    if verb.lower() in _IRREGULAR:
        return _IRREGULAR[verb.lower()]
    if not verb.endswith("s") or _KEEPS_S.search(verb):
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if _ES.search(verb) else verb[:-1]


def yours(text: str, *, theirs: bool = False) -> str:
    """The persona's own "her" and "his" as "your".

    "Their" is turned only where the persona is a "they" and the text speaks of nobody else.
    """
    words = "her|his|hers|herself|himself"
    if theirs and not _OTHERS.search(text):
        words += "|their|theirs|themselves|themself"
    return re.sub(rf"\b(?:{words})\b", lambda m: _OWN[m[0].lower()], text)
