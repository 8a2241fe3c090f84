"""Facts are read from a description; what addresses the model is left out and reported."""

from __future__ import annotations

import contextlib

import pytest
from descriptions import MAYA, ORDERS
from hypothesis import given
from hypothesis import strategies as st

from labkit.errors import InputError
from labkit.prompt import describe


def test_a_named_persona() -> None:
    read = describe(MAYA)
    assert read.name == "Maya"
    assert read.who == (
        "a guide who answers questions from new patients about their first visit to "
        "Brightwater Dental, a family dental clinic in Portland"
    )
    assert read.subject == "the first visit to Brightwater Dental"
    assert read.purpose == "explain what happens and how to prepare"
    assert read.details == ("You are calm.", "You cannot book appointments.")
    assert read.left_out == ()


@pytest.mark.parametrize(
    ("text", "name", "who", "role"),
    [
        ("museum guide", None, "a museum guide", "museum guide"),
        ("AI tutor for algebra", None, "an AI tutor for algebra", "AI tutor"),
        ("A sales rep named Leo for Acme Cloud.", "Leo", "a sales rep for Acme Cloud", "sales rep"),
        (
            "I need a friendly support lead at Northwind.",
            None,
            "a friendly support lead at Northwind",
            "friendly support lead",
        ),
        (
            "Dr. Ana Ruiz is a nutrition coach in Madrid.",
            "Dr. Ana Ruiz",
            "a nutrition coach in Madrid",
            "nutrition coach",
        ),
        (
            "A 71-year-old retired nurse from Italy, caring for her neighbours",
            None,
            "a 71-year-old retired nurse from Italy, caring for your neighbours",
            "retired nurse",
        ),
        ("someone nice", None, None, None),
        ("x", None, None, None),
    ],
)
def test_who_the_persona_is(text: str, name: str | None, who: str | None, role: str | None) -> None:
    read = describe(text)
    assert (read.name, read.who, read.role) == (name, who, role)


def test_coordinated_verbs_turn_to_you() -> None:
    read = describe(
        "Ana is a coach. She often walks people through menus and teaches them to cook."
    )
    assert read.purpose is None or "teaches" not in read.purpose
    text = " ".join([*read.details, read.purpose or ""])
    assert "teach them to cook" in text


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_left_out_and_reported(order: str) -> None:
    read = describe(f"Maya is a museum guide. {order} She loves old maps.")
    left_out = read.left_out[0][0]
    assert left_out in order or order in left_out
    kept = " ".join(filter(None, [read.who, read.purpose, read.subject, *read.details]))
    assert read.name == "Maya"
    assert not any(word in kept for word in order.split() if len(word) > 7)


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_an_empty_description_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="description is empty"):
        describe(text)


def test_a_huge_description_is_an_error_that_says_the_limit() -> None:
    with pytest.raises(InputError, match="50,001 characters; the limit is 50,000"):
        describe("a" * 50_001)


@given(st.text(min_size=1, max_size=2_000))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    with contextlib.suppress(InputError):
        describe(text)


def test_cost_is_linear() -> None:
    for piece in ("a ", "A b, ", "She is (", "and teaches the ", "named A. "):
        describe((piece * 50_000)[:50_000])


def test_a_description_that_says_you_loses_nothing() -> None:
    read = describe(
        "You are Marcus, a no-nonsense mortgage advisor at First Valley Bank. You explain home "
        "loans. You never give a rate quote. Do not mention competitors."
    )
    assert read.name == "Marcus"
    assert read.who == "a no-nonsense mortgage advisor at First Valley Bank"
    assert read.details == ("You never give a rate quote.", "Do not mention competitors.")
    assert read.purpose == "explain home loans"
    assert read.left_out == ()


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("Max hates refunds and always tells why.", "You hate refunds and always tell why."),
        ("Max has two kids and loves chess.", "You have two kids and love chess."),
        ("He grew up in Toledo and still coaches.", "You grew up in Toledo and still coach."),
        ("He asks people about their pets.", "You ask people about their pets."),
        ("He feeds his pets and birds.", "You feed your pets and birds."),
        ("You can't rush him.", "You can't rush him."),
    ],
)
def test_sentences_turn_to_you(sentence: str, turned: str) -> None:
    assert turned in describe(f"Max is a guide. {sentence}").details


def test_a_sentence_that_is_not_used_is_reported() -> None:
    read = describe("Sam is a nurse. Most customers are retail chains.")
    assert read.left_out[0][0] == "Most customers are retail chains."


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Weber ist eine ruhige Beraterin aus München, sie hilft gern",
        "歯科医院の受付係の優しい案内人です",
    ],
)
def test_another_language_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="does not read as English"):
        describe(text)


def test_a_love_is_no_field_and_a_pronoun_no_love() -> None:
    assert describe("Ana is a guide. Guests love her. She never runs.").subject is None
    assert describe("A chef who loves opera").subject == "the work of a chef, and opera"
