"""The command line: what it prints, what it writes, and the one line it says when it cannot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from labkit.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def labkit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    """Run the command line here; gives exit code, standard output, standard error."""
    monkeypatch.setenv("LABKIT_RUNS", str(tmp_path / "runs"))

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["labkit", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_score_writes_one_object_per_reply_and_rule(labkit: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        '{"reply": "Sure. **Bold** it is.", "id": "a"}\n'
        "\n"
        '{"reply": "Let me pull that up for you.", "user_turn": "Can you check?", "turn": 2}\n'
    )
    code, _, err = labkit("score", source, "-o", target, "--rules", "no_markup,capability_honesty")
    assert (code, err) == (0, "")
    verdicts = lines(target)
    assert [(v["id"], v["rule"], v["verdict"]) for v in verdicts] == [
        ("a", "no_markup", "fail"),
        ("a", "capability_honesty", "pass"),
        (3, "no_markup", "pass"),
        (3, "capability_honesty", "fail"),
    ]
    assert list(verdicts[0]) == ["id", "rule", "verdict", "start", "end", "evidence", "reason"]
    assert (
        "Sure. **Bold** it is."[verdicts[0]["start"] : verdicts[0]["end"]]
        == verdicts[0]["evidence"]
    )  # type: ignore[misc]


def test_score_reads_phrases_from_the_context_and_the_prompt(labkit: Run, tmp_path: Path) -> None:
    prompt, source = tmp_path / "p.md", tmp_path / "in.jsonl"
    prompt.write_text('Never say: "no worries".')
    source.write_text(
        '{"reply": "No worries at all.", "id": 1}\n'
        '{"reply": "Awesome sauce, pal.", "id": 2, "context": "Never say: \\"awesome sauce\\"."}\n'
        '{"reply": "All good here.", "id": 3}\n'
    )
    code, out, _ = labkit("score", source, "--prompt", prompt, "--rules", "never_phrases")
    assert code == 0
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["fail", "fail", "pass"]


BAD_LINES = [
    ("not json", "not JSON"),
    ("[1]", "not an object"),
    ('{"text": "x"}', "no text under 'reply'"),
    ('{"reply": 7}', "no text under 'reply'"),
    ('{"reply": "x", "turn": 0}', "'turn' is not a whole number from 1"),
    ('{"reply": "x", "turn": true}', "'turn' is not a whole number from 1"),
    ('{"reply": "x", "user_turn": []}', "'user_turn' is not text"),
    ('{"reply": "x", "id": {}}', "'id' is neither text nor a whole number"),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_named_and_the_others_are_scored(
    labkit: Run, tmp_path: Path, line: str, reason: str
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f'{{"reply": "Hi."}}\n{line}\n{{"reply": "Bye."}}\n')
    code, _, err = labkit("score", source, "-o", target, "--rules", "length")
    assert code == 2
    first, last = err.splitlines()
    assert first.startswith(f"{source}:2: ")
    assert reason in first
    assert "1 line of" in last
    assert [v["id"] for v in lines(target)] == [1, 3]


def test_a_line_that_is_not_utf8_is_named(labkit: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"reply": "caf\xe9"}\n')
    code, _, err = labkit("score", source)
    assert code == 2
    assert f"{source}:1: not UTF-8 at byte 14." in err


def test_an_unknown_rule_is_an_error_before_anything_is_written(
    labkit: Run, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"reply": "Hi."}\n')
    code, _, err = labkit("score", source, "-o", target, "--rules", "lenght")
    assert code == 2
    assert "Unknown rule 'lenght'" in err
    assert list(tmp_path.glob("*out*")) == []


def test_lint_prints_places_and_fails_on_errors(labkit: Run, tmp_path: Path) -> None:
    prompt = tmp_path / "p.md"
    prompt.write_text("## Identity & Role\n\nYou are {{name}}.\n")
    code, out, _ = labkit("lint", prompt)
    assert code == 1
    assert f"{prompt}:3: error: placeholder: A placeholder was left in." in out
    code, out, _ = labkit("lint", prompt, "--format", "json")
    assert code == 1
    assert json.loads(out)[0]["id"] == "placeholder"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lint", "nowhere.md"], "Cannot read the prompt nowhere.md: No such file or directory."),
        (["score", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory."),
        (["generate", "nowhere.txt"], "Cannot read the description nowhere.txt"),
        (["report", "nowhere.txt"], "Cannot read the description"),
        (["sample", "nowhere.md", "-o", "x.jsonl"], "Cannot read the prompt nowhere.md"),
        (["serve", "--", "no-such-command-here"], "There is no command 'no-such-command-here'"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    labkit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = labkit(*arguments)
    assert code == 2
    assert err.count("\n") == 1
    assert message in err
    assert [p.name for p in tmp_path.iterdir() if p.name != "runs"] == []


def test_an_unreachable_endpoint_is_one_line_and_leaves_nothing(
    labkit: Run, tmp_path: Path
) -> None:
    prompt, out = tmp_path / "p.md", tmp_path / "replies.jsonl"
    prompt.write_text("You are Ana.")
    code, _, err = labkit("sample", prompt, "-o", out, "--model", "http://127.0.0.1:9#m")
    assert code == 3
    assert "No model answers at http://127.0.0.1:9" in err
    assert err.count("\n") == 1
    assert not out.exists()


def test_control_characters_of_strangers_do_not_reach_the_terminal(
    labkit: Run, tmp_path: Path
) -> None:
    code, _, err = labkit("lint", tmp_path / "\x1b[31mred\n.md")
    assert code == 2
    assert "\x1b" not in err
    assert err.count("\n") == 1


def test_doctor_names_no_key(labkit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-value")
    _, out, _ = labkit("doctor")
    assert "ANTHROPIC_API_KEY is set" in out
    assert "secret" not in out
    assert "anthropic 2." in out


def test_doctor_says_how_to_get_the_model(
    labkit: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "empty"))
    monkeypatch.delenv("LABKIT_MODEL", raising=False)
    code, out, _ = labkit("doctor")
    assert code == 1
    assert "Run `labkit doctor --get-model`" in out


def test_serve_answers_a_client_and_ends_with_ctrl_c(local_model: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit", "serve"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = dict(
        line.removeprefix("export ").strip().split("=", 1)
        for line in (process.stdout.readline() for _ in range(4))
        if line.startswith("export ")
    )
    url, key = said["ANTHROPIC_BASE_URL"], said["ANTHROPIC_API_KEY"]
    request = urllib.request.Request(f"{url}/v1/models", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert json.load(answer)["data"][0]["id"] == "smollm2-135m-instruct"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0


def test_serve_shares_the_server_with_a_command(local_model: Path) -> None:
    code = (
        "from labkit.endpoint.embedded import shared_server; "
        "server = shared_server(); print(server.pid)"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LABKIT_LOCAL")}
    done = subprocess.run(
        [sys.executable, "-m", "labkit", "serve", "--", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )
    # No process id: the server it found is not its own.
    assert done.stdout.strip() == "None"
