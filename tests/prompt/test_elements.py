"""Phrase lists, names and tools, as prompts in the wild write them."""

from __future__ import annotations

import pytest

from labkit.prompt.elements import find_name, find_phrases, find_tools

PHRASES = [
    ('Signature phrases: "Happy to help", "Let\'s see"', ("Happy to help", "Let's see"), ()),
    ("- **Signature phrases:** “Here we go…”, “Love that”", ("Here we go…", "Love that"), ()),
    (
        'Never say: "no problem" (too casual), "per our policy".',
        (),
        ("no problem", "per our policy"),
    ),
    (
        "Never-use phrases:\n- as an AI\n- I'm just a bot (ever)\n\nNext.",
        (),
        ("as an AI", "I'm just a bot"),
    ),
    ('Signature phrases: "Ahoy". Never say: "Land ho".', ("Ahoy",), ("Land ho",)),
    (
        'Never say "I\'ll transfer you"; instead say "I can\'t transfer calls".',
        (),
        ("I'll transfer you",),
    ),
    ("Never say you are human. Never use bullet points.", (), ()),
    ("Never use markdown:\n- no bold\n- no lists", (), ()),
    ('If asked, say "I am an AI".', (), ()),
    ("Phrases to avoid: ‘don’t worry’, 'calm down'", (), ("don’t worry", "calm down")),
    ("Catch phrases: onward we go; steady as she goes", ("onward we go", "steady as she goes"), ()),
    (
        "She often says “One step at a time”. She never says “No worries”.",
        ("One step at a time",),
        ("No worries",),
    ),
    ("A wrap-up line.\n", (), ()),
]


@pytest.mark.parametrize(("text", "signature", "never"), PHRASES)
def test_phrase_lists(text: str, signature: tuple[str, ...], never: tuple[str, ...]) -> None:
    found = find_phrases(text)
    assert (found.signature, found.never) == (signature, never)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("You are Maya, a guide.", "Maya"),
        ("You're Dr. Ana Ruiz from Madrid.", "Dr. Ana Ruiz"),
        ("**Name:** Leo\n", "Leo"),
        ("Your name is Kim.", "Kim"),
        ("You are a helpful assistant.", None),
        ("You are an AI. Always be kind.", None),
        ("You are Never late.", None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert find_name(text) == name


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("Use the `dial_operator` function to transfer.", ("dial_operator",)),
        ("Call get_weather tool first, then `send_mail(to)`.", ("get_weather",)),
        ("- `book_table(date)`: books.\n- `cancel`: cancels.", ("book_table", "cancel")),
        ("You can only talk.", ()),
    ],
)
def test_tools(text: str, tools: tuple[str, ...]) -> None:
    assert find_tools(text) == tools
