"""`museion incidents`: reports that arrive as e-mails in files."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import check_readable, err, fail, print_json
from museion.cli.home import prepare_home
from museion.core.access import Actor
from museion.core.site_address import get_site_address
from museion.response.actions.incidents import report_incident
from museion.response.mail import UnreadableMailError, read_mail


def register(app: typer.Typer) -> None:
    add_group(app, "incidents", {"read": read})


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="E-mails as a mail server files them (.eml).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each as one JSON document.")] = False,
) -> None:
    """Make an incident of each e-mail; one that was read before changes nothing."""
    check_readable(files)
    prepare_home()
    told = [_read_file(path) for path in files]
    if as_json:
        print_json(
            {"read": [one for one in told if "key" in one], "refused": [one for one in told if "key" not in one]}
        )
    else:
        for one in told:
            err.print(f"{one['file']}: {one.get('key') or one['reason']}", markup=False, highlight=False)
    if refused := sum("key" not in one for one in told):
        fail(f"{refused} of {len(files)} files could not be read")


def _read_file(path: Path) -> dict[str, Any]:
    try:
        mail = read_mail(path.read_bytes())
    except OSError as error:
        return {"file": str(path), "reason": str(error.strerror)}
    except UnreadableMailError as error:
        return {"file": str(path), "reason": str(error)}
    received = report_incident(mail.report, actor=Actor(name="visitor", via="mail"), at=timezone.now())
    address = f"{get_site_address()}/incidents/status/{received.status_token}"
    found = {"file": str(path), "key": received.incident.key, "is_new": received.is_new, "status_url": address}
    return found | {"problems": mail.problems}
