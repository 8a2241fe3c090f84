"""Scenarios: what a user says, turn by turn, and which rules the answers put to the test."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError, field_validator

from labkit.errors import InputError
from labkit.paths import data

__all__ = ["Scenario", "load_scenarios"]

_MOST_BYTES = 200_000

_Words = Annotated[StrictStr, Field(min_length=1, pattern=r"\S")]


class Scenario(BaseModel):
    """One scripted conversation. The user's turns are fixed; the persona's replies are sampled.

    `rules` are the rule ids it is meant to test, `context` facts about this one call that are added
    to the prompt, `canary` words that only an answer to an out-of-scope request would hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[StrictStr, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    title: _Words
    rules: Annotated[tuple[StrictStr, ...], Field(min_length=1)]
    turns: Annotated[tuple[_Words, ...], Field(min_length=1)]
    context: _Words | None = None
    canary: tuple[_Words, ...] = ()
    note: _Words | None = None

    @field_validator("rules")
    @classmethod
    def _known(cls, rules: tuple[str, ...]) -> tuple[str, ...]:
        from labkit.rules import RULEBOOK

        unknown = [rule for rule in rules if rule not in RULEBOOK]
        if unknown:
            raise ValueError(f"no rule {unknown[0]!r}; the rules are {', '.join(RULEBOOK)}")
        return rules

    @property
    def sha256(self) -> str:
        """The hash of the scenario's content, which a run's manifest keeps."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def load_scenarios(
    path: str | os.PathLike[str] | None = None, only: Iterable[str] | None = None
) -> list[Scenario]:
    """The scenarios of a folder of YAML files, or of one file, in order of file name.

    The shipped ones without `path`; with `only`, those with these ids, in the folder's order.
    A file that is not a scenario is an `InputError` naming file, field and the fields there are.
    """
    place = Path(path).expanduser() if path is not None else data("scenarios")
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not files:
        raise InputError(f"No scenario (*.yaml) in {place}.")
    found: dict[str, Scenario] = {}
    origin: dict[str, Path] = {}
    for file in files:
        scenario = _read(file)
        if scenario.id in found:
            raise InputError(
                f"{file}: the id {scenario.id!r} is taken by {origin[scenario.id].name}; "
                "give each scenario its own."
            )
        found[scenario.id], origin[scenario.id] = scenario, file
    if only is None:
        return list(found.values())
    wanted = [only] if isinstance(only, str) else list(only)
    for id in wanted:
        if id not in found:
            raise InputError(f"No scenario {id!r} in {place}. There are: {', '.join(found)}.")
    return [scenario for id, scenario in found.items() if id in wanted]


class _Loader(yaml.SafeLoader):
    """YAML without surprises: plain data only, and a key given twice is an error."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        if key_node.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"{key_node.value!r} is given twice", key_node.start_mark
            )
        if isinstance(key_node.value, str):
            seen.add(key_node.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(file: Path) -> Scenario:
    fields = ", ".join(Scenario.model_fields)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}.") from None
    if len(content) > _MOST_BYTES:
        raise InputError(f"{file}: {len(content)} bytes is too much for a scenario.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8.") from None
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{file}: is not YAML: {_one_line(error)}.") from None
    if not isinstance(value, dict):
        raise InputError(f"{file}: holds no scenario; it takes the fields {fields}.")
    try:
        return Scenario.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "scenario"
        reason = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            reason = "there is no such field"
        raise InputError(f"{file}: field {field!r}: {reason}. The fields are {fields}.") from None


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" at line {mark.line + 1}" if mark else ""
    reason = getattr(error, "problem", None) or str(error) or type(error).__name__
    return f"{' '.join(str(reason).split())}{where}"[:300]
