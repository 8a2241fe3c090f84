"""The words by which a turn asks for something."""

from __future__ import annotations

__all__ = [
    "AUX",
    "BREAKS",
    "CONJ",
    "COPULAS",
    "FILLERS",
    "GIVE",
    "INFO",
    "NEEDS",
    "PAIRS",
    "PREPS",
    "PRONOUNS",
    "REACTIONS",
    "RECEIVE",
    "SHOW",
    "SPEAKERS",
    "STOPS",
    "SUBJECTS",
    "TAGS",
    "WH",
    "WHS",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WH = _set("what who where when why how which whose whom")
WHS = _set(
    "what's who's where's when's why's how's which's whats whos wheres "
    "hows what're who're where're how're "
    "what'd how'd where'd what'll who'll how'll who'd when'll where'll what've how've"
)
AUX = _set(
    "do does did is are was were am have has had can could will would should shall may might must "
    "don't doesn't didn't isn't aren't wasn't weren't haven't hasn't "
    "hadn't can't couldn't won't wouldn't "
    "shouldn't ain't dont cant didnt isnt"
)
PRONOUNS = _set("i you he she it we they u ya y'all")
SUBJECTS = PRONOUNS | _set(
    "this that these those there the your my our his her its their any "
    "anyone anybody anything everything "
    "everyone someone somebody something all both either one a an"
)
CONJ = _set("and or but so then plus also & yet nor")
BREAKS = _set(", ; : — – ( ) - … .. ... .... ! . /")
FILLERS = _set(
    "well okay ok so now and but please pls also first second third next "
    "then great good thanks thank perfect sure right "
    "alright awesome cool oh ah hmm um uh hey hi hello yes yeah yep no "
    "nope just maybe actually again finally "
    "lastly anyway quick quickly kindly absolutely certainly understood "
    "gotcha wonderful excellent lovely fine "
    "sorry really still meanwhile otherwise plus go ahead could'ya today"
)
PREPS = _set("for at in on to with from by about until since till under of")
# "Tell me …": asks for what follows.
SHOW = _set(
    "tell describe share provide confirm specify clarify verify explain spell state dm list remind "
    "elaborate"
)
# "Give me …", "send us …": asks only when it comes to the speaker.
GIVE = _set(
    "give send email text show read message walk talk take run fill help catch hand drop shoot"
)
NEEDS = _set("need needed require want")
# Answers that have a name: two of them are two things asked.
INFO = _set(
    "name names surname email e-mail mail address addresses number numbers "
    "phone telephone cell mobile id ids "
    "username login password pin zip zipcode postcode code birthday birthdate "
    "birth dob date dates time times day days "
    "month year age budget size color colour model make brand version "
    "device location city state country "
    "street order account invoice receipt amount price level membership "
    "plan reason details detail info information "
    "title role company industry job occupation position department salary income height weight "
    "preference flight destination duration schedule availability deadline "
    "timeline goal goals problem "
    "issue error message symptom symptoms ssn card expiration cvv policy "
    "serial vin mileage reference "
    "confirmation booking reservation ticket quantity language carrier network browser os ios "
    "provider style topic handle hometown birthplace method diet allergies "
    "medications hobby hobbies "
    "digits answers area party occasion timeframe quantity route airline tracking"
)
PAIRS = frozenset(
    frozenset(p)
    for p in (
        ("city", "state"),
        ("month", "year"),
        ("month", "day"),
        ("day", "month"),
        ("city", "country"),
        ("name", "surname"),
        ("state", "city"),
        ("state", "zip"),
        ("city", "zip"),
    )
) | {frozenset({"name"})}
# Where the thing asked for ends.
STOPS = (
    PREPS
    | PRONOUNS
    | _set(
        "that which so if as is are was were works work would will please "
        "associated linked registered before "
        "because while when linked attached starting beginning first used "
        "using suits does do did has have "
        "works? best i'll we'll i'd i'm we're it's"
    )
)
REACTIONS = _set(
    "really seriously oh wow huh what no yeah hey haha ha ooh aw hm hmm eh you're kidding"
)
TAGS = _set(
    "right correct okay ok yeah yes no huh eh alright true good deal "
    "innit yep sure is that it so isn't "
    "don't aren't wasn't doesn't won't can't didn't you think agree am "
    "i are we they he she was does do did "
    "will would could can shall should haven't hasn't have has not wouldn't couldn't the case fair"
)
COPULAS = _set("is are was were")
SPEAKERS = _set("i we you u ya")
RECEIVE = _set("have get ask grab know take")
