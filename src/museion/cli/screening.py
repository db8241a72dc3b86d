"""`museion screen`: is this object sought, or of a kind at risk? One question, or a file of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from django.utils import timezone
from rich.table import Table
from rich.text import Text

from museion.cli.cataloguing import screen_file
from museion.cli.console import err, fail, make_progress, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.cli.verifying import verify
from museion.core.access import Actor, make_operator
from museion.core.problems import ProblemError
from museion.screening.actions.batches import Asked, make_screenings
from museion.screening.runs.answers import describe_answer, describe_failure
from museion.screening.runs.questions import Question, UnusableQuestionError, tell_problem


def register(app: typer.Typer) -> None:
    group = typer.Typer(invoke_without_command=True, no_args_is_help=True)
    group.callback()(screen)
    group.command("verify")(verify)
    group.command("catalogue")(screen_file)
    app.add_typer(group, name="screen")


def screen(
    context: typer.Context,
    photos: Annotated[
        list[Path] | None, typer.Option("--photo", help="A photo of the object; repeat for more.")
    ] = None,
    text: Annotated[str, typer.Option(help="What is written about it, in any language.")] = "",
    fields: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME=VALUE", help="One answer of Object ID; repeat for more."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help='JSON Lines of {"photo": [paths], "text": …, "fields": {…}}; one answer a line.')
    ] = None,
    purpose: Annotated[str, typer.Option(help="Why it is asked, kept with the answer.")] = "",
    language: Annotated[str, typer.Option("--lang", help="The reader's language, BCP 47.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON document.")] = False,
) -> None:
    """Ask the registers about an object; nothing found does not mean not stolen."""
    if context.invoked_subcommand:
        return
    prepare_home()
    actor = make_operator()
    if batch:
        if photos or text or fields:
            refuse("--batch names its photos, texts and fields in the file itself")
        _screen_file(batch, actor, language=language, purpose=purpose)
        return
    question = Question(_read_fields(fields or []), text, tuple(map(_read_photo, photos or [])), purpose)
    with fail_at_outages():
        answer = next(make_screenings([question], actor=actor, clock=timezone.now, language=language))
    if isinstance(answer.outcome, UnusableQuestionError):
        refuse(str(answer.outcome))
    described = describe_answer(answer.outcome, language)
    if as_json:
        print_json(described)
    else:
        _print_table(described)


@contextmanager
def fail_at_outages() -> Iterator[None]:
    """Whoever runs the command is told which register it was."""
    try:
        yield
    except ProblemError as problem:
        fail(f"{problem} ({problem.__cause__})")


def _read_fields(texts: list[str]) -> dict[str, str]:
    """A name given twice holds several values, as a table's cell does."""
    held: dict[str, str] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not value:
            refuse(f"--field {text}: write it as name=value, such as object_type=amphora")
        held[name.strip()] = f"{held[name.strip()]}|{value}" if name.strip() in held else value
    return held


def _read_photo(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"--photo {path}: {error.strerror}")


def _screen_file(path: Path, actor: Actor, *, language: str, purpose: str) -> None:
    """One answer a line, in order; a line that cannot be asked is answered with what is wrong with it."""
    try:
        total = sum(1 for line in path.open("rb") if line.strip())
    except OSError as error:
        refuse(f"--batch {path}: {error.strerror}")
    failed = 0
    with fail_at_outages(), make_progress() as bar:
        task = bar.add_task(path.name, total=total, rate="")
        for answer in make_screenings(
            _read_questions(path, purpose), actor=actor, clock=timezone.now, language=language
        ):
            failed += isinstance(answer.outcome, UnusableQuestionError)
            typer.echo(orjson.dumps(_describe(answer, language), default=str).decode())
            bar.update(task, advance=1)
    if failed:
        fail(f"{failed} of {total} lines could not be asked; their answers say why")


def _describe(answer: Asked, language: str) -> dict[str, Any]:
    if isinstance(answer.outcome, UnusableQuestionError):
        return describe_failure(str(answer.outcome), language=language)
    return describe_answer(answer.outcome, language)


def _read_questions(path: Path, purpose: str) -> Iterator[Question | UnusableQuestionError]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield _read_question(line, path.parent, purpose)
                except UnusableQuestionError as error:
                    yield UnusableQuestionError(f"{path.name} line {number}: {error}")


def _read_question(line: bytes, folder: Path, purpose: str) -> Question:
    try:
        asked = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnusableQuestionError(f"no JSON: {error}") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("fields") or {}, dict):
        raise UnusableQuestionError('expected {"photo": [paths], "text": "…", "fields": {…}}')
    named = asked.get("photo") or asked.get("photos") or []
    paths = [named] if isinstance(named, str) else named
    return Question(
        fields=asked.get("fields") or {},
        text=str(asked.get("text") or ""),
        photos=tuple(_read_named_photos(paths, folder)),
        purpose=str(asked.get("purpose") or purpose),
    )


def _read_named_photos(paths: Iterable[object], folder: Path) -> Iterator[bytes]:
    """Paths are relative to the file of questions, or else to the working folder."""
    for named in paths:
        beside = folder / str(named)
        try:
            yield (beside if beside.is_file() else Path(str(named))).read_bytes()
        except OSError as error:
            raise UnusableQuestionError(f"photo {named}: {error.strerror}") from error


def _print_table(answer: dict[str, Any]) -> None:
    table = Table(box=None, header_style="dim")
    for column in ("key", "verdict", "probability", "title", "why"):
        table.add_column(column)
    for match in answer["matches"]:
        why = ", ".join(f"{reason['feature']} {reason['points']:+.1f}" for reason in match["why"][:4])
        table.add_row(match["key"], match["verdict"], f"{match['probability']:.3f}", Text(match["title"]), why)
    out.print(table if answer["matches"] else "No record of the registers resembles it.")
    for entry in answer["red_list"] + answer["sites"] + answer["legal"]:
        out.print(f"{entry.get('answer', '')}: {entry.get('title', '')}", markup=False)
    for problem in answer["problems"]:
        err.print(tell_problem(problem), style="yellow", markup=False)
    err.print(answer["notice"], markup=False)
    err.print(f"record {answer['record']}, seal {answer['seal']}", highlight=False)
