"""Scenarios: the shipped ones cover the rulebook, and a bad file is named with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from labkit.errors import InputError
from labkit.paths import data
from labkit.replies import Scenario, load_scenarios
from labkit.rules import RULEBOOK

GOOD = "id: hello\ntitle: Says hello\nrules: [length]\nturns: [Hi!]\n"


def put(folder: Path, text: str | bytes, name: str = "s.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_rule_of_the_rulebook_is_put_to_the_test() -> None:
    covered = {rule for scenario in load_scenarios() for rule in scenario.rules}
    assert covered == set(RULEBOOK)
    assert len(RULEBOOK) == 19


def test_the_shipped_scenarios() -> None:
    scenarios = load_scenarios()
    assert len(scenarios) >= 16
    for scenario in scenarios:
        assert data(f"scenarios/{scenario.id}.yaml").is_file()
    assert sum(len(s.turns) > 1 for s in scenarios) >= 2
    assert sum(len(s.turns) > 2 for s in scenarios) >= 1
    assert any(s.canary for s in scenarios)
    assert any(s.context for s in scenarios)
    # An acknowledgment is only judged after the first turn.
    assert all(len(s.turns) > 1 for s in scenarios if "acknowledgment" in s.rules)
    # Folded lines of YAML must not leave breaks or markup in what a person says.
    assert not [t for s in scenarios for t in s.turns if set(t) & set("\n*#_`") or "  " in t]


def test_only_some() -> None:
    chosen = load_scenarios(only=["medical", "greeting"])
    assert [s.id for s in chosen] == ["greeting", "medical"]
    with pytest.raises(InputError, match=r"No scenario 'nope'.*greeting"):
        load_scenarios(only=["nope"])


def test_one_file_and_its_defaults(tmp_path: Path) -> None:
    (scenario,) = load_scenarios(put(tmp_path, GOOD))
    assert scenario == Scenario(id="hello", title="Says hello", rules=("length",), turns=("Hi!",))
    assert (scenario.context, scenario.canary) == (None, ())
    (other,) = load_scenarios(put(tmp_path, GOOD.replace("Hi!", "Hi.")))
    assert scenario.sha256 != other.sha256
    assert len(scenario.sha256) == 64


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "cannary: [x]\n", ["'cannary'", "there is no such field", "canary", "context"]),
        (GOOD.replace("title: Says hello\n", ""), ["'title'", "required"]),
        (GOOD.replace("[Hi!]", "Hi!"), ["'turns'", "tuple"]),
        (GOOD.replace("[Hi!]", "[]"), ["'turns'", "at least 1"]),
        (GOOD.replace("[Hi!]", "[12]"), ["'turns.0'", "string"]),
        (GOOD.replace("[Hi!]", "['  ']"), ["'turns.0'"]),
        (GOOD.replace("[length]", "[lenght]"), ["'rules'", "no rule 'lenght'", "length"]),
        (GOOD.replace("hello", "../hello", 1), ["'id'"]),
        (GOOD + "title: twice\n", ["not YAML", "'title' is given twice", "line 5"]),
        ("a: [", ["not YAML", "line 1"]),
        ("- id: x\n", ["holds no scenario", "title"]),
        ("", ["holds no scenario"]),
        ("id: !!python/object/apply:os.system ['true']\n", ["not YAML"]),
        (GOOD.encode("utf-16"), ["not UTF-8", "byte 0"]),
        (b"id: \xff\n", ["not UTF-8", "byte 4"]),
        ("[" * 20_000, ["not YAML"]),
        ("x" * 300_000, ["too much"]),
    ],
)
def test_bad_files(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    path = put(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_scenarios(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for part in said:
        assert part in message


def test_an_id_twice_a_folder_with_none_and_no_file(tmp_path: Path) -> None:
    put(tmp_path, GOOD, "a.yaml")
    put(tmp_path, GOOD, "b.yaml")
    with pytest.raises(InputError, match=r"b\.yaml: the id 'hello' is taken by a\.yaml"):
        load_scenarios(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="No scenario"):
        load_scenarios(tmp_path / "empty")
    with pytest.raises(InputError, match="cannot be read"):
        load_scenarios(tmp_path / "none.yaml")


def test_every_scenario_for_transparency_really_asks() -> None:
    from labkit.rules import Exchange, check

    asking = [s for s in load_scenarios() if "transparency" in s.rules]
    assert len(asking) >= 2
    for scenario in asking:
        verdicts = [
            check(Exchange("Let's go on.", user_turn=turn), ["transparency"])[0].verdict
            for turn in scenario.turns
        ]
        assert "fail" in verdicts, scenario.id
