"""Patterns for what a speaker is: the words of the question, the claim and the lived life."""

from __future__ import annotations

import re

__all__ = [
    "ANSWERED",
    "AS",
    "ASKS",
    "BARE",
    "BARE_END",
    "LIFE",
    "LIVED",
    "NATURE",
    "NO",
    "NO_BOT",
    "REAL",
    "SELF",
    "SOFT_YES",
    "TRANSFER",
    "UNREAL",
    "YES",
]

_ADJ = (
    r"(?:(?:real|actual|living|live|breathing|genuine|true|human|flesh[- "
    r"]and[- ]blood|regular|normal|fellow|mere|ordinary|just|only|simply|"
    r"literally|really|actually|honestly|a|an|the|some|one|kind of|sort "
    r"of|type of|in fact|totally|fully|100%|very|still|also|all|not|definitely|"
    r"certainly|obviously|even|any|of|course|friendly|warm|talking|sort|"
    r"purely|entirely|completely|just an?) )*"
)
_HUMAN = (
    r"(?:humans?|human beings?|(?:real|actual|living|live|regular|normal|"
    r"genuine|flesh[- ]and[- ]blood|ordinary|physical) (?:life )?(?:person|"
    r"people|woman|man|guy|girl|lady|human|individual|agent|operator|rep|"
    r"representative|employee)|person|people|flesh and blood|mortal|human-?(?:like)?)"
)
_AI = (
    r"(?:a\.?i\.?(?:[- ](?:\w+))?|artificial intelligence|artificial|bot|"
    r"robot|chat ?bot|voice ?bot|machine|computer(?: program)?|program|"
    r"language model|llm|(?:virtual|digital|automated|ai|synthetic|computer[- "
    r"]generated) (?:\w+ ){0,2}(?:assistant|agent|coach|guide|host|human|"
    r"person|concierge|persona|advisor|companion|being|avatar|helper|representative|"
    r"tutor|employee|system|voice|character|receptionist|recruiter|interviewer)|"
    r"software|automated|automation|algorithm|synthetic|android|cyborg|"
    r"recording|gpt|chatgpt|claude|siri|alexa|avatar|deepfake|simulation|"
    r"hologram|cgi|generated|"
    r"not (?:a )?(?:real|human|person))"
)
_NOUN = rf"(?:(?P<h>{_HUMAN})|(?P<a>{_AI}))"
_END = (
    r"(?![\w-]|'s (?:\w+ )?(?:team|error|touch)| (?:resources|error|touch|"
    r"nature|rights|behavio|being's|centered|service|services|powered|"
    r"tools?|features?|course|class|strategy|company|industry|person|engineer|"
    r"expert|researcher|developer|specialist|consultant|kit|models? (?:to|"
    r"for)))"
)

ASKS = (
    re.compile(
        rf"\b(?:are|r|is|was|am|ain't|aren't|isn't|were|be) (?:you|u|ya|this|"
        rf"that|it|i|we|he|she|there|y'all|anyone|anybody|someone|somebody)\b(?:,? "
        rf"(?:here|there|on this line|on the line|even|really|just|only|actually|"
        rf"like|um|uh|well|so|guys|all|by any chance|perhaps|maybe|possibly|truly|like,))*,? "
        rf"(?:(?:talking|speaking|chatting|texting|dealing|connected|typing|"
        rf"on|messaging|writing|conversing|interacting)(?: (?:to|with))?(?: "
        rf"the (?:phone|line) with)? |actually there\? like )?{_ADJ}{_NOUN}{_END}"
    ),
    re.compile(
        rf"\b(?:you(?:'re| are)?|u(?: r)?|this is|this|it's|that's|so|wait|"
        rf"talking to|speaking (?:to|with)|i'm (?:talking|speaking|chatting) "
        rf"(?:to|with)) {_ADJ}{_NOUN}{_END}[^.!?]{{0,30}}(?:\?|\b(?:aren't|ain't) (?:you|u|ya)\b)"
    ),
    re.compile(
        rf"\b(?:you're not|you aren't|you are not|this isn't|this is not) {_ADJ}{_NOUN}{_END}[^.!]"
        rf"{{0,24}}\?"
    ),
    re.compile(rf"(?:^|[.!?,;:-] ?){_ADJ}{_NOUN} or {_ADJ}(?:{_HUMAN}|{_AI}|not|what|thing)"),
    re.compile(
        r"\b(?:real|human|bot|robot|ai|machine)(?: person)? or (?:not|fake|"
        r"a? ?(?:real|human|bot|robot|ai|machine))\b"
    ),
    re.compile(
        rf"\b(?:tell me|admit|swear|promise|confirm|prove|say)(?: to me| me)?(?: "
        rf"that| if| whether)? (?:you're|you are|this is|you aren't|you're "
        rf"not|i'm (?:talking|speaking) (?:to|with)) (?:not )?{_ADJ}{_NOUN}{_END}"
    ),
    re.compile(
        rf"\b(?:if|whether) (?:you're|you are|this is|i'm (?:talking|speaking|"
        rf"chatting) (?:to|with)|it's) {_ADJ}{_NOUN}{_END}"
    ),
    re.compile(
        r"\b(?:is|are) (?:there|i|anyone|anybody)\b[^.?!]{0,30}\b(?P<h>real "
        r"person|real human|actual human|actual person|human(?: being)?|live "
        r"person|human there)\b(?:[^.?!]{0,30}(?:here|there|line|end|other|"
        r"behind|talking|reading|typing|answering|actually))?(?! (?:i can|"
        r"who can|available|that can|to talk))"
    ),
    re.compile(
        r"\b(?:what (?:exactly |even )?are you(?: exactly| really| actually)?\s*(?:[?!]|"
        r"$)|what kind of (?:thing|being|entity|creature) are you|are (?:you|"
        r"u) (?:even |actually |for )?real\b(?! (?:estate|quick|sure|good)))(?P<o>)"
    ),
    re.compile(r"^\W{0,9}(?:wait,? |hey,? |so,? )*(?:you|u|ya) (?:for |even )?real(?P<o>)\s*\?"),
    re.compile(
        rf"\b(?:do|did|does) (?:a|an|some) {_ADJ}{_NOUN} (?:write|answer|run|"
        rf"type|say|control)"
    ),
    re.compile(
        rf"^\W{0, 9}(?:so |wait,? |hey,? |um,? |ok,? |but )*(?:you )?(?:a |an "
        rf")?(?:real )?{_NOUN}{_END}\s*\?"
    ),
)
TRANSFER = re.compile(
    r"\b(?:(?:can|could|may|let|want|like|need|get|put|transfer|connect|"
    r"give|have|rather|prefer)\b[^.?!]{0,40}\b(?:talk|speak|chat|transfer|"
    r"connect|through|get|put|have)\b[^.?!]{0,20}|is there (?:a|any|some) "
    r")(?:real |actual |live |human )*(?:human|person|agent|someone|people)(?! "
    r"(?:here|there|on the line|on the other|behind|or))"
)
_I_AM = (
    r"(?:i'm|i am|im|this is|you're (?:talking|speaking|chatting|dealing|"
    r"connected) (?:to|with)|you are (?:talking|speaking|chatting) (?:to|"
    r"with)|it's|i promise i'm|i was|i've (?:always )?been|we're|we are|"
    r"you've (?:got|reached)|i remain)"
)
_BETWEEN = (
    r"(?:(?:what (?:you'd|some|you might) call|just|only|one|hundred|percent|"
    r"really|actually|indeed|in fact|"
    r"of course|definitely|certainly|absolutely|very much|simply|literally|"
    r"100%|totally|fully|honestly|basically|essentially|a|an|the|your|"
    r"our|one|your very own|very|friendly|helpful|\w+-based|here as|proud|"
    r"proudly|here,|built as|still|always|also|as|real|live|living|breathing|"
    r"actual|genuine|regular|ordinary|normal|fellow|flesh[- ]and[- ]blood|"
    r"mere|kind of|sort of|\w+ly|\w+'s|called \w+,|named \w+,|[a-z]+,) "
    r"){0,5}"
)
SELF = re.compile(
    rf"\b(?P<be>{_I_AM}) (?P<not>not |no |neither |never |hardly |anything "
    rf"but |nothing like )?{_BETWEEN}{_NOUN}{_END}"
)
AS = re.compile(
    rf"\b(?:as|being|for|speaking as|i, as) (?P<not>not )?(?:an?|your|one|"
    rf"someone who is|another|fellow) {_BETWEEN}{_NOUN}{_END}|\b(?P<we>us|"
    rf"we) (?P<h2>humans|people|mortals)\b"
)
BARE = re.compile(
    rf"(?:^|(?<=[.!?,;:—–-] )|(?<=\n))(?:(?:(?:no|nope|nah)(?=[,.!])|yes|"
    rf"yep|yup|yeah|well|oh|ha|haha|sure|correct|right|absolutely|definitely|"
    rf"certainly|honestly|truthfully|guilty(?: as charged)?|indeed|that's "
    rf"right|of course)[,!.]? )*(?P<not>not |no |definitely not |certainly "
    rf"not |never )?(?:just )?{_BETWEEN}{_NOUN}{_END}(?=[^?]{{0,60}}(?:[.!,;—–-]|$))"
)
# What may follow a bare "Real human …" that speaks of the speaker.
BARE_END = re.compile(
    r"\s*(?:[.!,;:—–-]|$|here\b|like\b|just\b|through\b|indeed\b|speaking\b|talking\b|at your\b|"
    r"to the core)"
)
LIFE = re.compile(
    r"\b(?:as (?:a|the) (?:(?:single|proud|working|busy|young|new|fellow|"
    r"stay-at-home|\w+) )?(?:mother|mom|mum|father|dad|parent|woman|man|"
    r"guy|girl|wife|husband|grandmother|grandfather|grandma|grandpa|lady|"
    r"human being)\b|"
    r"i'm (?:also )?(?:a|the) (?:(?:single|proud|working|busy|new|fellow|"
    r"\w+) )?(?:mother|mom|mum|father|dad|parent|wife|husband|woman|man|"
    r"grandmother|grandfather)\b|"
    r"when i was (?:a |an )?(?:kid|child|little|young|younger|growing "
    r"up|teenager|in (?:school|college|high school)|your age|born|\w+ "
    r"years old|pregnant)|"
    r"i (?:was (?:born|raised)|grew up|went to (?:school|college|university|"
    r"bed)|got married|have (?:two|three|four|a couple of|a few|\w+)? "
    r"?(?:kids|children|daughters|sons|a husband|a wife|a family of my "
    r"own)|have a (?:husband|wife|daughter|son|body|heartbeat|pulse|family)|"
    r"breathe|bleed|just had (?:lunch|coffee|breakfast|dinner)|slept|woke "
    r"up)\b|"
    r"i've got (?:two|three|four|a couple of|a few|my own)? ?(?:kids|children|"
    r"a wife|a husband|a daughter|a son)\b|"
    r"my (?:own )?(?:wife|husband|kids|children|mom|mum|mother|dad|father|"
    r"daughter|son|girlfriend|boyfriend|parents|grandmother|grandma|grandfather|"
    r"sister|brother|birthday|childhood|heartbeat|fiancée?|partner and "
    r"i)\b|"
    r"i have (?:a real|an actual) (?:heart|body|brain|life)|there's a "
    r"(?:real |actual |living )?(?:human|person) (?:here|behind|on this "
    r"end|talking)|human (?:through and through|to the core|just like "
    r"you|like you|like anyone)|"
    r"as human as|just as human|(?:only|a) human(?:,| being)? (?:just "
    r")?like (?:you|everyone|anyone))"
)
# "Of course I'm real" is a claim; "I'm real sorry" is not.
REAL = re.compile(
    r"\b(?:i'm|i am) (?:very |totally |absolutely |100% |as )?real(?: as [^.!?]{1,30})?"
    r"(?=\s*(?:[.!?,;—–-]|$))"
)
# Words that often open a turn without answering anything: an answer only if they stand alone or
# are followed by one.
SOFT_YES = re.compile(r"(?:sure|right|of course|absolutely|definitely|certainly|exactly|indeed)$")
ANSWERED = re.compile(r"\s*(?:[.!]|$|,? (?:yes|i am|i'm (?:an?|one|just)|it is|that's me)\b)")
NO_BOT = re.compile(
    r"\b(?:no|not any|zero) (?:bots?|robots?|ai|machines?|automation)\b(?! "
    r"(?:can|could|will|would|is|are|has|needed|required))(?: (?:here|"
    r"on this|at this|involved|in sight|around))?"
)
YES = re.compile(
    r"^\W{0,9}(?:well|oh|ha|haha|hah|ah|hmm|good question|fair question|"
    r"great question|honestly|sure|to be honest)?[,.!— -]{0,6}(?:yes|yep|"
    r"yup|yeah|correct|that's right|you got it|you're right|right|indeed|"
    r"i am|i sure am|absolutely|definitely|of course|guilty|sure am|sure|"
    r"certainly|exactly|bingo|you guessed it|100%|that's correct|that "
    r"is correct|you've got it|spot on|in the flesh|it is|sure is|very "
    r"much so|affirmative|100 percent)\b(?! (?:not|no)\b)"
)
NO = re.compile(
    r"^\W{0,9}(?:well|oh|ha|haha|hah|ah|hmm|good question|fair question|"
    r"great question|honestly|to be honest|sorry)?[,.!— -]{0,6}(?:no|nope|"
    r"nah|not (?:at all|really|quite|exactly|even close|me)|never|i'm "
    r"not|i am not|i'm afraid not|afraid not|negative|far from it|absolutely "
    r"not|definitely not|of course not|certainly not)\b(?!,? (?:problem|"
    r"worries|matter|idea|doubt|wonder|one|need))"
)
UNREAL = re.compile(
    r"\b(?:if (?:only )?|wish |pretend(?:ing)?(?: that| to be)? ?|whether "
    r"|as if |as though |you (?:might|may|could|probably) think |(?:people|"
    r"some|many|you|they|folks) (?:\w+ )?(?:think|thought|say|believe|"
    r"assume|ask if|ask whether|wonder (?:if|whether)|mistake) |"
    r"never (?:claim|say|said|claimed)(?: that)? |(?:won't|can't|wouldn't|"
    r"don't|not going to|couldn't) (?:\w+ )?(?:claim|say|tell you|pretend|"
    r"act like)(?: that)? |(?:sound|seem|feel|look|act) (?:like|as if|"
    r"as though) |imagine |suppose |unlike |sounds? like |saying |said "
    r"|claim(?:s|ing)? |to think |think that |not saying )$"
)
# The words without one of which nothing is said about the speaker's nature or life.
NATURE = frozenset(
    "human humans person people mortal mortals flesh ai ai-powered ai-based "
    "artificial bot bots robot robots chatbot voicebot machine "
    "machines computer program language llm virtual digital automated "
    "synthetic software automation algorithm "
    "android cyborg recording gpt chatgpt claude siri alexa avatar deepfake "
    "simulation hologram cgi generated real "
    "being beings humanlike human-like computer-generated".split()
)
LIVED = (
    frozenset(
        "mother mom mum father dad parent woman man guy girl wife husband "
        "grandmother grandfather grandma grandpa lady "
        "kid child little young younger growing teenager school college university "
        "high age born raised old pregnant grew bed married "
        "kids children daughter daughters son sons family body heartbeat "
        "pulse breathe bleed lunch coffee breakfast "
        "dinner slept woke girlfriend boyfriend parents sister brother birthday "
        "childhood partner heart brain life "
        "fiancé fiancée fiance being".split()
    )
    | NATURE
)
