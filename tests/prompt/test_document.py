"""Reading a prompt: nothing is lost, sections are recognised, bad files are refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.errors import InputError
from labkit.prompt import HEADINGS, KINDS, Prompt, write

STANDARD = "\r\n".join(
    ["Intro.", "", *(f"## {title}\r\n\r\nBody of {kind}.\r\n" for kind, title in HEADINGS.items())]
)


def test_standard_sections_are_recognised_in_order() -> None:
    kinds = [s.kind for s in Prompt(STANDARD).sections]
    assert kinds == ["preamble", *KINDS]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("# 1. Identity and Role", "identity"),
        ("### PERSONALITY & TONE", "style"),
        ("## How you sound", "style"),
        ("## Response Guidelines", "response"),
        ("## Response Style Rules", "response"),
        ("## Safety boundaries", "guardrails"),
        ("## Call phases", "flow"),
        ("## Handling objections", "behaviors"),
        ("## Donuts", "other"),
    ],
)
def test_other_headings_are_recognised_by_their_words(heading: str, kind: str) -> None:
    assert [s.kind for s in Prompt(f"{heading}\n\nText.\n").sections] == [kind]


def test_a_deeper_heading_belongs_to_its_section() -> None:
    text = (
        "# Title of Persona\n\n## Identity & Role\n\nA.\n\n### Voice\n\nB.\n\n## Guardrails\n\nC.\n"
    )
    sections = Prompt(text).sections
    assert [s.kind for s in sections] == ["other", "identity", "guardrails"]
    assert "### Voice" in sections[1].text


def test_a_heading_inside_a_fence_is_text() -> None:
    prompt = Prompt("## Identity & Role\n\n```\n## Guardrails\n```\n")
    assert [s.kind for s in prompt.sections] == ["identity"]


@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "## Identity",
                "text",
                "",
                "\r\n",
                "\r",
                "\n",
                "```",
                "Title\n===",
                "> # q",
                "\0",
                "- ## x",
                "\u2028",
                "\ufeff",
                "é",
                "##",
                "\t## tab",
            ]
        )
        | st.text(max_size=12),
        max_size=30,
    )
)
def test_sections_join_to_the_text_whatever_it_is(parts: list[str]) -> None:
    text = "\n".join(parts)
    sections = Prompt(text).sections
    assert "".join(s.text for s in sections) == text
    assert all(text[s.start : s.end] == s.text for s in sections)
    assert all(s.text.endswith(s.body) for s in sections)


@pytest.mark.parametrize("text", ["a\r\nb", "\ufeff# X\n", "no newline", "x\n\n\n", "tab\tend\r"])
def test_a_file_is_written_back_byte_for_byte(tmp_path: Path, text: str) -> None:
    source, target = tmp_path / "in.md", tmp_path / "out.md"
    source.write_bytes(text.encode())
    Prompt.read(source).write(target)
    assert target.read_bytes() == source.read_bytes()


def test_replacing_a_section_changes_only_its_body() -> None:
    prompt = Prompt(STANDARD)
    changed = prompt.replace("style", "\r\nNew.\r\n")
    before, after = prompt.sections, changed.sections
    assert [a.text for b, a in zip(before, after, strict=True) if b.kind != "style"] == [
        b.text for b in before if b.kind != "style"
    ]
    section = changed.section("style")
    assert section is not None
    assert section.body == "\r\nNew.\r\n"


def test_replacing_a_missing_section_is_an_error() -> None:
    with pytest.raises(InputError, match="no 'Conversation Flow' section"):
        Prompt("Just text.").replace("flow", "x")


def test_write_puts_parts_under_standard_headings_in_standard_order() -> None:
    prompt = write({"guardrails": "Be honest.", "identity": "You are Ana."})
    assert prompt.text == (
        "## Identity & Role\n\nYou are Ana.\n\n## Guardrails & Constraints\n\nBe honest.\n"
    )


@pytest.mark.parametrize(
    ("parts", "message"),
    [({"tone": "x"}, "No section is called 'tone'"), ({"style": "  "}, "is empty")],
)
def test_write_refuses_what_is_no_section(parts: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        write(parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "prompt is empty"),
        (b" \n\t", "prompt is empty"),
        (b"caf\xe9", r"not UTF-8 \(byte 3 is 0xe9\)"),
        (b"x" * 2_000_001, "2,000,001 bytes; the limit is 2,000,000"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "prompt.md"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        Prompt.read(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Cannot read the prompt .*nowhere\.md: No such file"):
        Prompt.read(tmp_path / "nowhere.md")
