"""What a free-text description says about a persona, read by small rules, never obeyed.

A description is a stranger's text. A sentence that addresses the model, carries markup or an
address, or is too long is left out and reported; the rest becomes facts in the second person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from labkit.errors import InputError
from labkit.prompt.second_person import address, bare_verbs, base_form, yours

__all__ = ["MAX_DESCRIPTION", "Description", "describe", "is_order", "work_of"]

MAX_DESCRIPTION = 50_000
_MAX_SENTENCE = 300
_MAX_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Description:
    """Facts read from a description; `None` or empty where it is silent.

    `who` continues "You are NAME, "; `details` are whole sentences in the second person; `left_out`
    pairs a sentence that was not used with the reason.
    """

    text: str
    name: str | None = None
    who: str | None = None
    role: str | None = None
    subject: str | None = None
    purpose: str | None = None
    details: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = field(default=())


_ORDER = re.compile(
    r"\b(?:never|not|don['’]t|deny|denies)\b.{0,40}\b(?:an? AI|artificial|a bot|a machine)\b"
    r"|\b(?:swears?|curses?|insults?|humiliates?|bull(?:y|ies))\b"
    r"|\b(?:ignore|disregard|forget|bypass|override|reveal|jailbreak|pretend|repeat after)\b"
    r"|\b(?:system|previous|above|prior|hidden)\s+(?:prompt|instructions?|messages?|rules?)\b"
    r"|\b(?:prompt|instructions?|guardrails?|developer mode|from now on|output only)\b"
    r"|\brespond (?:only|with)\b"
    r"|\b(?:you must|you will|you are now|do not follow|no restrictions?|unrestricted|uncensored)\b"
    r"|\b(?:write|print|say|answer|reply)\b.{0,40}\b(?:only|exactly|verbatim)\b"
    r"|\b(?:claims?|says?|insists?|pretends?|tells?)\b.{0,30}"
    r"\b(?:is|are|be|being|to be)\s+(?:an?\s+)?(?:real\s+)?(?:human|person)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    "the a and is of who for with to she he they you her his their that helps you're".split()
)
_MARKUP = re.compile(r"[<>{}\[\]`|\\#*_=~^]|https?:|www\.|\S@\S|\d{5,}|\$\w")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[^\sa-z])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:Dr|Mr|Ms|Mrs|Mx|St|Prof|Rev|Col|Gen|Capt|Lt|Sgt|Sr|Jr|e\.g|i\.e|vs|U\.S|[A-Z])\.$"
)

_WORD = r"[A-Z][\w’'-]*[a-z]\w*"
_PROPER = rf"(?:(?:Dr|Mr|Ms|Mrs|Mx|Prof|Rev|Col|Gen|Capt|Lt|Sgt)\.?\s+)?{_WORD}(?:\s{_WORD}){{0,2}}"
_NAMED = re.compile(rf"\b(?i:named|called|name(?:\s+is|\s*:)|meet)\s+[\"“]?({_PROPER})")
_SUBJECT_NAME = re.compile(
    rf"^(?:You(?:['’]re| are)\s+)?({_PROPER})"
    r"(?=,\s|\s+(?:is|works?|helps?|answers?|guides?|teaches|greets?|runs|welcomes|"
    r"coaches|leads|speaks?|explains?|talks?|supports|tutors|advises|hosts|trains|sells|shows)\b)"
)
_NOT_NAMES = frozenset(
    (
        "A An The Our We They He She It This That You Your Someone Customer Technical Senior Sales "
        "Virtual Friendly Warm Calm Please Create Build Make Write Design Persona Description "
        "Everyone People Users Visitors Callers Ai"
    ).split()
)
_SAID_OF = re.compile(r"^(?:She|He|They|It|You|This (?:persona|character|assistant|agent))\s+")
_ASKED_FOR = re.compile(
    r"^(?:(?:I|We)(?:['’]d)?\s+(?:need|want|would like|like|am looking for|are looking for)|"
    r"(?:Please\s+)?(?:create|build|make|write|design|generate)(?:\s+(?:me|us))?|"
    r"Need(?:ed)?|Wanted:?)"
    r"\s+(?:(?:a|the)\s+(?:(?:system\s+)?prompt|persona|character)\s+(?:for|of)\s+)?",
    re.IGNORECASE,
)
_NOUN_PHRASE_END = re.compile(
    r"\s+(?:who|that|which|whose|from|at|in|for|on|with|of|to|based|named|called|and|specializ\w+|"
    r"specialis\w+|helping|teaching|working|running|sharing|advocating|promoting|focus\w*|building|"
    r"volunteering|selling|guiding|answering|supporting|living)\b|[,.;:(—–]| - "
)
_HELPS = (
    r"helps?|guides?|teach(?:es)?|answers?|coach(?:es)?|supports?|explains?|tutors?|advises?|trains?"
    r"|welcomes?|leads?|introduces?|shows?|talks?|walks?|prepares?|encourages?|mentors?"
    r"|qualif(?:y|ies)"
)
_PURPOSE = re.compile(
    rf"(?:^|\b(?:who|that|to|and|she|he|they)\s+|^(?:{_PROPER})\s+)"
    rf"(?i:({_HELPS}))\s+(.{{8,160}}?)(?:[.;]|$)"
)
_SUBJECT = (
    re.compile(r",\s+(?:now\s+)?((?:\w{3,}ing)\s+[^.;:()]{3,110})"),
    re.compile(
        r"\b(?:speciali[sz]\w*|expert|expertise|experienced|interest(?:ed)?) in ([^.;:()]{3,90})"
    ),
    re.compile(
        r"\b(?:questions|facts|stories|everything|knowledge)(?: [\w’' ]{1,40})? about "
        r"([^.;:()]{3,90})"
    ),
    re.compile(
        r"\b(?:focus(?:es|ed|ing)? on|works? on) "
        r"([^.;:()]{3,90})"
    ),
    re.compile(
        r"\bwith (?:their |his |her )?([^.;:()]{3,60}(?:questions|issues|problems|plans|setup))"
    ),
)
# Nouns that name no trade: of these "the work of" would say nothing.
_VAGUE = re.compile(r"(?:\w+ ){0,2}(?:persona|character|head|director|chief|member|expert|one)")
_LOVED = re.compile(
    r"\b(?:passionate about|loves|enjoys|collects) (?!her\b|him\b|them\b|it\b|to\b)([^.;:()]{3,90})"
)
_NO_TRADE = re.compile(
    r"\b(?:mother|father|mom|dad|parent|man|woman|person|veteran|student|teenager|grand\w+|widow\w*|"
    r"husband|wife|immigrant|refugee|retiree|enthusiast|fan|kid|child|girl|boy)$",
    re.IGNORECASE,
)


def describe(text: str) -> Description:
    """Read the facts of a persona description.

    Raises `InputError` for an empty description or one over 50,000 characters.
    """
    text = text.replace("\0", " ").strip().lstrip("\ufeff")
    if not text:
        raise InputError("The description is empty. Say in a sentence who the persona is.")
    if len(text) > MAX_DESCRIPTION:
        raise InputError(
            f"The description has {len(text):,} characters; the limit is {MAX_DESCRIPTION:,}. "
            "Keep what the persona is, knows and must do."
        )
    if not _is_english(text):
        raise InputError(
            "The description does not read as English, the one language labkit writes prompts in. "
            "Describe the persona in English."
        )
    good, bad = _usable(_sentences(text))
    name = _name(good)
    who, role, used = _who(good, name)
    purpose, purpose_from = _purpose(good, used)
    details = []
    for i, sentence in enumerate(good):
        if i in (used, purpose_from):
            continue
        if turned := address(sentence, name):
            details.append(turned)
        else:
            bad.append((sentence, "not said of the persona; start it with the name, She or Never"))
    return Description(
        text=text,
        name=name,
        who=who,
        role=role,
        subject=_subject(good, role),
        purpose=purpose,
        details=tuple(details),
        left_out=tuple(bad),
    )


def _is_english(text: str) -> bool:
    """Whether a text is English, as far as its letters and small words tell; short ones pass."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 10 and sum(c.isascii() for c in letters) < 0.8 * len(letters):
        return False
    words = re.findall(r"[A-Za-z’']+", text.lower())
    return len(words) < 8 or bool(_SMALL_WORDS & set(words))


def is_order(text: str) -> bool:
    """Whether a text addresses the model or carries markup: never to be put into a prompt."""
    return bool(_ORDER.search(text) or _MARKUP.search(text))


def _sentences(text: str) -> list[str]:
    parts: list[str] = []
    # A line break inside a sentence is only where a text editor wrapped it.
    text = re.sub(r"(?<=[^.!?:;\n])\n(?!\s*(?:[-*•\n]|\w+:))", " ", text.replace("\r\n", "\n"))
    for part in _SENTENCE.split(text):
        part = " ".join(part.split()).lstrip("-*•# ").strip()
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += " " + part
        elif part:
            parts.append(part)
    return parts


def _usable(sentences: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    good: list[str] = []
    bad: list[tuple[str, str]] = []
    for sentence in sentences:
        if _ORDER.search(sentence):
            bad.append((sentence, "reads as an order to the model"))
        elif _MARKUP.search(sentence) or not sentence.isprintable():
            bad.append((sentence, "holds markup, an address or a long number"))
        elif len(sentence) > _MAX_SENTENCE:
            bad.append((sentence, f"longer than {_MAX_SENTENCE} characters"))
        elif len(good) == _MAX_SENTENCES:
            bad.append((sentence, f"more than {_MAX_SENTENCES} sentences"))
        else:
            good.append(sentence)
    return good, bad


def _name(sentences: list[str]) -> str | None:
    for sentence in sentences:
        for pattern in (_NAMED, _SUBJECT_NAME):
            match = pattern.search(sentence)
            if match and match[1].split()[0] not in _NOT_NAMES:
                return re.sub(r"['’]s$", "", match[1])
    return None


def _who(sentences: list[str], name: str | None) -> tuple[str | None, str | None, int | None]:
    """The noun phrase that says who the persona is, its short role, and its sentence's index."""
    for i, sentence in enumerate(sentences[:3]):
        plain = _ASKED_FOR.sub("", sentence).rstrip(".!? ")
        if name:
            plain = re.sub(rf",?\s*\b(?:named|called)\s+[\"“]?{re.escape(name)}[\"”]?,?", "", plain)
            plain = re.sub(
                rf"^(?:You(?:['’]re| are)\s+)?{re.escape(name)}(?:,\s*|\s+(?:is|was)\s+)"
                r"(?=an?\s|the\s|our\s)",
                "",
                plain,
            )
        plain = _SAID_OF.sub("", plain)
        if name and (does := re.match(rf"{re.escape(name)}\s+((?:{_HELPS})\s.+)$", plain)):
            return yours(f"a guide who {does[1]}"), None, i
        plain = re.sub(r"^(?:is|are)\s+(?=an?\s|the\s)", "", plain)
        plain = re.sub(r"^[Oo]ur\s+", "the ", plain)
        if not re.match(r"(?:an?|the)\s", plain, re.IGNORECASE):
            plain = _with_article(plain) if i == 0 and not name else ""
        if not plain:
            continue
        plain = plain[0].lower() + plain[1:]
        head = _NOUN_PHRASE_END.split(plain, maxsplit=1)[0]
        role = re.sub(r"^(?:an?|the)\s+", "", head)
        role = re.sub(r"^\d{1,3}-year-old\s+|^(?:mid|late|early)-\d0s\s+", "", role)
        if _VAGUE.fullmatch(role):
            return yours(plain), None, i
        if 1 <= len(role.split()) <= 7 and re.fullmatch(r"[\w’' /&.-]+", role):
            return yours(plain), role, i
    return None, None, None


def _with_article(phrase: str) -> str:
    """A bare noun phrase ("museum guide for children") with its article, or nothing."""
    words = phrase.split()
    verb_first = re.match(rf"(?:{_HELPS}|is|are|can|should|must|will)\b", phrase, re.IGNORECASE)
    if not 1 <= len(words) <= 30 or verb_first or not re.match(r"[A-Za-z]{2,}", phrase):
        return ""
    if re.match(
        r"(?:I|we|you|he|she|they|it|this|that|there|my|your|no|not|if|when|"
        r"some(?:one|body|thing)|any\w*)\b",
        phrase,
        re.I,
    ):
        return ""
    lowered = phrase if words[0].isupper() else phrase[0].lower() + phrase[1:]
    return f"{'an' if lowered[0].lower() in 'aeiou' else 'a'} {lowered}"


def _subject(sentences: list[str], role: str | None) -> str | None:
    """What the persona talks about: its field, else its role together with what it loves."""
    if field := _first(_SUBJECT, sentences):
        return field
    loved = _first((_LOVED,), sentences)
    return f"{work_of(role)}, and {loved}" if loved and role else None


def work_of(role: str) -> str:
    """The subject that a role stands for: "the work of a nurse", "the life of a single father"."""
    article = "an" if role[0].lower() in "aeiou" else "a"
    return f"the {'life' if _NO_TRADE.search(role) else 'work'} of {article} {role}"


def _first(patterns: tuple[re.Pattern[str], ...], sentences: list[str]) -> str | None:
    for pattern in patterns:
        for sentence in sentences:
            if match := pattern.search(sentence):
                return re.sub(
                    r"^(?:their|his|her|your)\b|,\s+an?\s.*$",
                    lambda m: "" if m.start() else "the",
                    yours(_trim(match[1])),
                )
    return None


def _purpose(sentences: list[str], used: int | None) -> tuple[str | None, int | None]:
    """What the persona does for people, and the sentence it came from.

    A sentence other than the one that says who the persona is comes first: no prompt should say
    the same thing twice.
    """
    order = [i for i in range(len(sentences)) if i != used]
    for i in order if used is None else [*order, used]:
        if match := _PURPOSE.search(sentences[i]):
            verb = base_form(match[1].lower())
            return yours(f"{verb} {bare_verbs(_trim(match[2]))}"), i
    return None, None


def _trim(phrase: str) -> str:
    phrase = re.split(r",\s+(?:who|which|and (?:is|was|has|she|he|they))\b", phrase)[0]
    return phrase.strip(" ,.;").rstrip()
