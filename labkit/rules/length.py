"""`length`: one to three spoken sentences, unless the user asked for more."""

from __future__ import annotations

import re

from labkit.rules._model import Exchange, Ruling, failed, passed, rule, undecided

__all__ = ["LIMIT", "wants_more"]

LIMIT = 3

_MORE = re.compile(
    r"\b(?:in (?:more |full |great |much )?detail|in depth|in full|at length|elaborate"
    r"|step[ -]by[ -]step|long(?:er)? (?:version|answer|explanation|story|one)"
    r"|full (?:version|story|list|answer|explanation|rundown|breakdown|details?|picture|text)"
    r"|(?:complete|whole|entire|detailed|thorough|comprehensive|longer|lengthy) "
    r"(?:version|story|list|answer|explanation|rundown|breakdown|guide|"
    r"overview|thing|picture|process)"
    r"|(?:tell|teach|explain|share|give|show|describe)\b[^.?!]{0,20}\b(?:everything|"
    r"all (?:about|of|the|there))"
    r"|everything (?:you|there|about)|all (?:of )?the (?:steps|details|options|information|info)"
    r"|every (?:single )?(?:step|detail)|(?:walk|talk|take) me through "
    r"(?:all|every|the (?:whole|entire|full)|each)"
    r"|(?:tell|say|give|explain|hear|know)(?: me| us)?(?: a (?:bit|lot|"
    r"little))? more(?! (?:than|quickly|briefly))"
    r"|(?:more|extra) details?|more in[- ]depth|go (?:deeper|into (?:more |full )?detail)|deep dive"
    r"|expand on|(?:don't|do not) (?:hold back|leave (?:anything|something|"
    r"any)|skip|be brief|keep it short)"
    r"|(?:at least |write |say |use |in )\w+ (?:sentences|paragraphs)|"
    r"an essay|a long (?:answer|story|explanation))"
)
_LESS = re.compile(
    r"\b(?:keep it (?:short|brief|simple)|briefly|in (?:a|one) (?:sentence|"
    r"word|nutshell)|short (?:answer|version)"
    r"|(?:no|not|without|don't|do not|never|skip|needn't|hate|spare me|enough)\b[^.?!]{0,30}$)"
)


def wants_more(user_turn: str | None) -> str | None:
    """The words by which the user asks for a longer answer, if there are any."""
    if not user_turn:
        return None
    low = user_turn.replace("’", "'").lower()
    for found in _MORE.finditer(low):
        before = low[max(0, found.start() - 40) : found.start()]
        negated = found[0].startswith(("don't", "do not"))
        if negated or not _LESS.search(before + " "):
            return (
                user_turn[found.start() : found.end()] if len(low) == len(user_turn) else found[0]
            )
    return None


@rule(
    "length",
    section=4,
    statement="One to three spoken sentences, unless the user asked for a longer answer.",
    needs=("reply", "user_turn"),
)
def length(exchange: Exchange) -> Ruling:
    """Count spoken sentences."""
    text = exchange.text
    spans = text.spans
    count = len(spans)
    if not count:
        return failed("nothing is said; at least one sentence is due")
    said = "1 sentence" if count == 1 else f"{count} sentences"
    if count <= LIMIT and exchange.complete:
        return passed(f"{said}; the limit is {LIMIT}")
    if count <= LIMIT:
        return undecided(f"{said} so far, but the reply was cut at the token limit")
    if asked := wants_more(exchange.user_turn):
        return passed(f"{said}, but the user asked for more: “{asked}”")
    return failed(
        f"{said}; the limit is {LIMIT} unless the user asked for more",
        text.back(spans[LIMIT][0], spans[-1][1]),
    )
