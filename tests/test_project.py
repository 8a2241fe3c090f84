"""The project as a stranger finds it: files in step, quick to import, nothing of ours in them."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_environment_yml_is_in_step_with_pyproject() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    *plain, pip = environment["dependencies"]
    assert plain == [f"python{PROJECT['requires-python']}", "pip"]
    assert pip["pip"] == [*PROJECT["dependencies"], "--editable ."]


def test_every_dependency_is_locked_with_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    locked = {re.match(r"[\w.-]+", entry)[0].lower() for entry in entries}  # type: ignore[index]
    wanted = {re.match(r"[\w.-]+", d)[0].lower() for d in PROJECT["dependencies"]}  # type: ignore[index]
    assert wanted <= locked


def test_the_version_is_one() -> None:
    import labkit

    assert labkit.__version__ == PROJECT["version"]
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text()


HEAVY = ("pandas", "numpy", "matplotlib", "ipywidgets", "papermill", "anthropic", "tiktoken")


def test_importing_labkit_and_its_rooms_pulls_nothing_heavy() -> None:
    code = (
        "import sys, labkit, labkit.endpoint, labkit.rules, labkit.prompt, labkit.replies, "
        f"labkit.results; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_import_labkit_takes_under_150_ms() -> None:
    code = "import time; t = time.perf_counter(); import labkit; print(time.perf_counter() - t)"
    seconds = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    assert statistics.median(seconds) < 0.15


def test_every_public_name_is_there() -> None:
    import labkit

    for name in labkit.__all__:
        assert getattr(labkit, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = labkit.nonsense


def test_notebooks_are_committed_executed_and_clean() -> None:
    books = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert len(books) >= 4
    for path in books:
        book = json.loads(path.read_text(encoding="utf-8"))
        code = [c for c in book["cells"] if c["cell_type"] == "code"]
        assert [c["execution_count"] for c in code] == list(range(1, len(code) + 1)), path
        assert any("parameters" in c["metadata"].get("tags", []) for c in code), path
        outputs = [o for c in code for o in c["outputs"]]
        assert outputs
        assert not [o for o in outputs if o["output_type"] == "error"], path
        assert not [o for o in outputs if o.get("name") == "stderr"], path


def test_recordings_name_the_model_that_spoke() -> None:
    from labkit.endpoint import read_recordings

    for path in (ROOT / "data" / "recordings").glob("*.jsonl"):
        records = list(read_recordings(path))
        assert records
        assert {r.model for r in records} == {"smollm2-135m-instruct"}


def test_tracked_text_names_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    home = str(Path.home())
    for name in filter(None, listed.stdout.decode().split("\0")):
        data = (ROOT / name).read_bytes()
        for place in {home, str(ROOT)} - {"/"}:
            assert f"{place}/".encode() not in data, f"{name} holds a path of this machine"
