"""The persona report through papermill: what a run writes, and what it says when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from labkit import paths
from labkit.batch import run_name, run_report
from labkit.errors import EndpointError, InputError, StoreError

RECORDED = {"recordings": "dental_front_desk.jsonl"}


@pytest.fixture(autouse=True)
def _own_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LABKIT_RUNS", str(tmp_path / "runs"))


@pytest.fixture
def description(tmp_path: Path) -> Path:
    path = tmp_path / "guide.txt"
    path.write_text("Ana is a <b>museum</b> guide. Ana is a guide in Oslo who loves old maps.")
    return path


def test_a_replayed_run_is_complete_and_calls_no_model(tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    run = run_report(
        paths.data("personas/dental_front_desk.txt"),
        parameters=RECORDED,
        progress=lambda *step: steps.append(step),
    )
    assert run.folder == tmp_path / "runs" / "dental_front_desk"
    assert {p.name for p in run.folder.iterdir()} == {
        "report.html",
        "report.ipynb",
        "prompt.md",
        "replies.parquet",
        "failures.parquet",
        "verdicts.parquet",
        "manifest.json",
    }
    assert run.manifest["calls"] == 0
    replies = pd.read_parquet(run.folder / "replies.parquet")
    verdicts = pd.read_parquet(run.folder / "verdicts.parquet")
    assert len(verdicts) == len(replies) * len(run.manifest["rulebook"])
    assert steps[-1][:2] == (len(replies), len(replies))
    assert [p.name for p in run.folder.parent.iterdir()] == ["dental_front_desk"]
    html = run.html.read_text(encoding="utf-8")
    assert "<title>Persona report: Maya</title>" in html
    assert "tiny model" in html


def test_the_embedded_model_speaks_and_is_then_on_record(
    local_server: object, description: Path
) -> None:
    first = run_report(description, samples=1, parameters={"only": "greeting"})
    assert (first.manifest["calls"], first.manifest["from_store"]) == (1, 0)
    second = run_report(description, samples=1, parameters={"only": "greeting"})
    assert (second.manifest["calls"], second.manifest["from_store"]) == (0, 1)
    texts = [pd.read_parquet(r.folder / "replies.parquet")["reply"][0] for r in (first, second)]
    assert texts[0] == texts[1] != ""
    verdicts = [pd.read_parquet(r.folder / "verdicts.parquet") for r in (first, second)]
    pd.testing.assert_frame_equal(*verdicts)
    assert first.manifest["run"] == second.manifest["run"]


def test_a_prompt_file_is_sampled_as_it_is(local_server: object, tmp_path: Path) -> None:
    prompt = tmp_path / "mine.md"
    prompt.write_bytes(b"You are Kim.\r\nSay one short sentence.\r\n")
    run = run_report(prompt, is_prompt=True, samples=1, parameters={"only": "greeting"})
    assert (run.folder / "prompt.md").read_bytes() == prompt.read_bytes()


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"", InputError, "description is empty"),
        (b"x" * 200_001, InputError, "limit is 200,000"),
        ("ä".encode("latin-1") * 9, InputError, "not UTF-8"),
    ],
)
def test_a_bad_description_stops_before_anything_is_written(
    tmp_path: Path, content: bytes, error: type[Exception], message: str
) -> None:
    path = tmp_path / "d.txt"
    path.write_bytes(content)
    with pytest.raises(error, match=message):
        run_report(path)
    assert not (tmp_path / "runs").exists()


def test_an_unreachable_model_is_one_line_and_leaves_nothing(
    tmp_path: Path, description: Path
) -> None:
    with pytest.raises(EndpointError, match="No model answers at") as caught:
        run_report(description, model="http://127.0.0.1:9#m")
    assert "\n" not in str(caught.value)
    assert [p for p in (tmp_path / "runs").iterdir() if p.suffix != ".sqlite"] == []


def test_an_unknown_parameter_stops_before_the_kernel_starts(description: Path) -> None:
    with pytest.raises(InputError, match=r"has no parameter 'modle'; it has: .*model"):
        run_report(description, parameters={"modle": "local"})


def test_an_unknown_scenario_is_named(description: Path) -> None:
    with pytest.raises(InputError, match="nonsense"):
        run_report(description, parameters={"only": "nonsense"})


def test_a_failing_cell_is_named(tmp_path: Path, description: Path) -> None:
    book = json.loads(paths.notebook("persona_report").read_text())
    broken = {**book["cells"][2], "source": "1 / 0", "outputs": []}
    book["cells"].insert(3, broken | {"id": "broken"})
    path = tmp_path / "broken.ipynb"
    path.write_text(json.dumps(book))
    with pytest.raises(Exception, match=r"broken\.ipynb stopped in cell .*ZeroDivisionError"):
        run_report(description, notebook=path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, description: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Cannot write to"):
        run_report(description, tmp_path / "file" / "run")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a b.txt", "a-b"), ("../../etc.txt", "etc"), ("日本.txt", "persona"), ("x" * 99, "x" * 60)],
)
def test_a_run_is_named_safely(name: str, expected: str) -> None:
    assert run_name(Path(name)) == expected
