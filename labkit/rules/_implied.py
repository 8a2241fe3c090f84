"""Claims without a first person: a thing done, live data seen, waiting for something to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labkit.rules import _deedwords as d

if TYPE_CHECKING:
    from labkit.rules._model import Exchange

__all__ = ["implied"]

Implied = tuple[tuple[int, int], str, str]
_DONE = "|".join(sorted(d.PARTICIPLES, key=len, reverse=True))
_STATE = "|".join(sorted(d.STATES, key=len, reverse=True))
_ADV = r"(?:now |already |all |just |officially |successfully |currently |being |been |also |fully |still |scheduled to be |set to be |out )*"
_THING = rf"(?:new |next |last |latest |refund |confirmation |table |hotel |dinner |flight |\w+ )?{d.DATA}"



def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_GERUNDS = _set(
    "pulling checking looking sending booking cancelling canceling processing updating transferring connecting "
    "scheduling submitting searching retrieving accessing loading placing emailing getting opening adding calling "
    "verifying dialing scanning reserving resetting"
)
# Words one of which must be there, name of the deed (for tools), reason, pattern.
_PATTERNS: tuple[tuple[frozenset[str], str, str, re.Pattern[str]], ...] = (
    (_set("your the"), "", "says a deed is done", re.compile(
        rf"\b(?:your|the) {_THING} (?:is|are|has been|have been|was|were|'s been|has|will be) {_ADV}(?P<verb>{_DONE})\b")),
    (_set("your"), "", "says a deed is done", re.compile(
        rf"\byour {_THING} (?:(?:just|already) )?(?P<verb>shipped|arrived|went through|went out|left|bounced)\b")),
    (_set("you're you've you we're we"), "", "says a deed is done", re.compile(
        rf"\b(?:you're|you are|you've been|you have been|we're|we are) {_ADV}(?P<verb>{_STATE})\b(?! (?:about|by|with|to (?:what|how|the fact)))")),
    (_set("all"), "set", "says a deed is done", re.compile(
        r"\b(?:you're|you are|everything's|everything is|that's|it's|we're) all (?:set|done|taken care of|sorted|booked)(?=\s*(?:[.!,;:—–-]|$|for |now|and ))"
        r"|(?:^|(?<=[.!?] )|(?<=\n))all (?:set|done|booked|sorted|taken care of)(?=\s*[.!,—–-])")),
    (_set("! ."), "do", "says a deed is done", re.compile(
        rf"(?:^|(?<=[.!?,] )|(?<=\n))(?:okay, |ok, |great, |and |there, )?(?:it's |that's |it is |that is )?(?P<verb>done|{_DONE})(?: and (?:done|dusted|{_DONE}))?(?: for you)?(?=\s*[!.](?:\s|$))")),
    (_set("consider"), "do", "says a deed is done", re.compile(
        rf"\bconsider (?:it|that|this|yourself) (?:all )?(?:done|handled|sorted|taken care of|fixed|set|{_DONE})\b")),
    (_set("it's it that that's this everything it'll that'll"), "do", "says a deed is done", re.compile(
        rf"\b(?:it|that|this|everything)(?:'s| is| has|'ll be| will be) {_ADV}(?P<verb>booked|sent|cancelled|canceled|refunded|updated|processed|submitted|scheduled|taken care of|on its way|on the way)\b(?! (?:by|to) )")),
    (_set("you'll you"), "send", "implies a deed", re.compile(
        r"\byou(?:'ll| will| should)(?: \w+ly)? (?:be )?(?:receive|get|receiving|getting|see|have)(?: \w+ly)? (?:an? |the |your )?(?:\w+ ){0,2}(?:confirmation|email|e-mail|text|sms|invite|invitation|receipt|link|notification|refund|tracking number|callback|call back)\b")),
    (_set("way headed heading coming"), "send", "implies a deed", re.compile(
        r"\b(?:an?|the|your) (?:\w+ )?(?:confirmation|email|invite|link|receipt|refund|replacement|text)(?: \w+)? (?:is|are|will be|'s) (?:now )?(?:on (?:its|the) way|headed|coming|heading)")),
    (_set("seeing showing looking"), "see", "claims to see live data", re.compile(
        rf"\b(?:i'm|i am|we're|i was) (?:seeing|showing|looking at)(?: here)?(?: that)? (?:your |the |an? |two |three |some |that your |that you (?:have|placed|ordered) |no )(?:\w+ ){{0,3}}{d.DATA}")),
    (_set("see noticed notice got have"), "see", "claims to see live data", re.compile(
        rf"\b(?:i see|i can see|i do see|i see here|i noticed|i notice|i've got|i have)(?: here)?(?: that)? (?:your |an? |the |two |three |several |from your |in your |on your )(?:\w+ ){{0,2}}?{d.DATA}(?: \w+){{0,3}}? (?:here|is|was|are|were|on file|up|from|for|in|on|has|shows?|pulled|expires?|of|that|dated)\b")),
    (_set("see"), "see", "claims to see live data", re.compile(
        rf"\bi (?:can )?see(?: here)?(?: that)? (?:you(?:'ve| have)? (?:\w+ )?(?:booked|ordered|called|paid|purchased|signed up|joined|placed|missed|contacted|logged|enrolled|registered|scheduled|upgraded|used|subscribed|cancelled)|(?:your|an?|the|two|three) (?:\w+ )?{d.DATA}(?=[.!,]|$))")),
    (_set("according based per looking going see on"), "see", "claims to see live data", re.compile(
        r"\b(?:according to|based on|per|from what i (?:can )?see (?:in|on)|looking at|going by|on) (?:our|your|my|the) (?:records?|system|account|files?|account history|order history|database|screen|dashboard|profile|notes)\b(?!,? (?:you|can you|could you|do you|what|page|settings|and tell))")),
    (_set("system systems record records database account screen file files dashboard tracking calendar notes profile"), "see", "claims to see live data", re.compile(
        r"\b(?:our|my|the|your) (?:system|records?|database|account|screen|file|files|dashboard|tracking|calendar|notes|profile) (?:\w+ly )?(?:shows?|says?|indicates?|tells?|lists?|has you|reflects?|is showing|are showing|is telling|confirms?)\b")),
    (_set("looks like appears seems"), "see", "claims to see live data", re.compile(
        rf"\b(?:it (?:looks like|appears|seems)(?: that)?|looks like) (?:your |the |there (?:is|are|was|were) (?:an? |some |two )?)(?:\w+ ){{0,2}}?{d.DATA} (?:is|was|has|were|are|shipped|hasn't|wasn't|arrived|expired|on your|in your|went|will)\b")),
    (_set("moment moments second seconds sec secs minute minutes min mo tick"), "check", "pretends to work on something", re.compile(
        r"\b(?:one|just (?:a|one)|give me (?:just )?(?:a|one|another|two|a few|a couple)|hold on (?:just )?(?:a|one)|hang on (?:just )?(?:a|one)|wait (?:just )?(?:a|one)|bear with me(?: for)?(?: just)? (?:a|one)|if you(?:'ll| could| can) (?:just )?(?:give|hold)(?: me| on| for)? (?:just )?(?:a|one)|allow me (?:a|one)) "
        r"(?:quick |brief |short |of )?(?:moment|moments|second|seconds|sec|secs|minute|minutes|min|mo|tick|of moments|of minutes)\b(?! (?:to (?:think|gather|consider|reflect|breathe|answer|put|find the (?:right )?words|collect|process (?:that|what))|ago|of (?:your|silence|peace|calm|quiet|honesty)|can|could|at a time|longer|is all|please tell|that|like|thing|thought|in time))"
        r"(?= ?(?:[.!,;…—–-]|\.\.|$|please|while|and|to|as|here|for me|so|then|i'?m|i'?ll|let))")),
    (_set("while as"), "check", "pretends to work on something", re.compile(
        r"\b(?:(?:hang|sit) tight|bear with me|please hold|stand by|hold the line|please stand by|hold on|hang on|please wait|just wait|wait|hold)\b(?: (?:here|please|there|for me|with me|on|a moment|a second))* (?:while|as) (?:i|we|the|it|this|that|my|our|things|everything)\b")),
    (_set("while until once whilst as"), "check", "pretends to work on something", re.compile(
        r"\b(?:while|as|until|once|whilst) (?:the|this|that|my|our|it|your) ?(?:page|system|screen|computer|file|record|account|app|search|information|info|tool|request|data|database|it)?(?: \w+)? ?(?:loads?|loading|processes|processing|pulls? up|comes? up|opens up|boots|refreshes|updates here|catches up)\b")),
    (_set("hold tight stand bear"), "check", "pretends to work on something", re.compile(
        r"(?:^|(?<=[.!?,…—] )|(?<=\n))(?:please hold|hang tight|please stand by|stand by|bear with me)(?=\s*[.!,…—]|\s*$)")),
    (_GERUNDS, "", "announces a deed", re.compile(
        r"(?:^|(?<=[.!?,…—;] )|(?<=\n))(?:okay,? |ok,? |sure,? |great,? |now |right,? |currently |just |and )?"
        r"(?P<verb>pulling|checking|looking|sending|booking|cancelling|canceling|processing|updating|transferring|connecting|scheduling|submitting|searching|retrieving|accessing|loading|placing|emailing|getting|opening|adding|calling|verifying|dialing|scanning|reserving|resetting)"
        r"(?: \w+){0,4} (?:now|for you|right away|right now|as we speak|to you|on it)(?=\s*[.!,…—]|\s*$)"
        r"|(?:^|(?<=[.!?…] )|(?<=\n))(?P<verb2>pulling|checking|looking|sending|booking|cancelling|processing|updating|transferring|connecting|searching|retrieving|accessing|loading) (?:up |on |into |over |through |for )*(?:that|it|your|this|the|you)\b(?: \w+){0,3}(?=\s*(?:[!….]|$))")),
    (_set("expect"), "remind", "announces a deed", re.compile(r"\bexpect (?:a|an|my|our) (?:call|email|text|message|confirmation|follow-up)\b")),
)  # fmt: skip
_CONDITION = re.compile(
    r"\b(?:if|once|when|whenever|after|until|unless|before|as soon as|in case|whether|make sure|ensure|assuming|say(?:s)? that|usually|typically|normally|generally|often|sometimes|by default)\b"
)
_ASKS = re.compile(r"^(?:\W*(?:so|and|okay|ok|well|just to (?:check|confirm)),? )*(?:is|are|was|were|has|have|did|do|does|can|could|what|when|where|how|why|which|who)\b")


_DOINGS = d.PARTICIPLES | d.STATES | frozenset("shipped arrived went left bounced set done taken sorted handled way".split())

# What is left to look for where nothing can be said to be done.
_DONE_PATTERNS = tuple(p for p in _PATTERNS if p[2] != "says a deed is done")


def implied(exchange: Exchange) -> Iterator[Implied]:
    """Spans of such claims in the plain text, the verb behind each, and what is wrong with it."""
    text = exchange.text
    low = text.low
    forms = text.forms
    known = _DONE_PATTERNS if forms.isdisjoint(_DOINGS) else _PATTERNS
    patterns = [p for p in known if not forms.isdisjoint(p[0])]
    if not patterns:
        return
    user = (exchange.user_turn or "").replace("’", "'").lower()
    for start, end in text.spans:
        said = low[start:end]
        asks = said.endswith("?") and _ASKS.match(said)
        for _, verb, reason, pattern in patterns:
            for found in pattern.finditer(said):
                if start + found.start() in text.quotes:
                    continue
                groups = pattern.groupindex
                name = (found["verb"] or "") if "verb" in groups else ""
                name = name or ((found["verb2"] or "") if "verb2" in groups else "")
                if _excused(found, said, name, reason, user, bool(asks)):
                    continue
                yield (start + found.start(), start + found.end()), d.base(name) or verb, reason
                break


def _excused(found: re.Match[str], said: str, name: str, reason: str, user: str, asks: bool) -> bool:
    """A condition, a question, a denial, or the user's own words said back."""
    before = said[: found.start()]
    if re.search(r"(?:n't|\bnot|\bnever|\bno|\bnor|\bcannot|\bwithout|\bunable to)(?: \w+){0,4} $", before[-60:]):
        return True
    if reason == "pretends to work on something":
        return bool(re.search(r"\b(?:you|your)\b", found[0].replace("your page", "you")) and "give" not in found[0] and "if you" not in found[0])
    if asks and reason != "announces a deed":
        return True
    if _CONDITION.search(said) and reason in {"says a deed is done", "implies a deed"}:
        return True
    if said.endswith("?") and re.match(r"(?:so|and|okay|ok)?,? ?(?:you're|you've|your|it's|that's)\b", said):
        return True
    if name and user:
        own = d.base(name) or name
        if any((d.base(w) or w) == own for w in re.findall(r"[\w'-]+", user)) and not re.search(
            r"\b(?:can|could|would|please|want|need|like to|help me|will) (?:you |to |i )?", user
        ):
            return True
    return False
