"""`museion account`: who may sign in, and what each may do where."""

from datetime import datetime
from typing import Annotated, Any

import typer
from django.core.exceptions import ValidationError
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import AccessLevel, Role, make_operator
from museion.core.accounts import create_account, grant_role
from museion.core.keys import InvalidKeyError, read_key
from museion.core.models import Account

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    add_group(app, "account", {"create": create, "grant": grant, "list": list_accounts})


def create(
    email: Annotated[str, typer.Argument(help="What the account signs in with.")],
    name: Annotated[str, typer.Option(help="As others see it.")] = "",
    administrator: Annotated[bool, typer.Option("--administrator", help="May do everything.")] = False,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, envvar="MUSEION_PASSWORD")] = "",
) -> None:
    """Make an account."""
    prepare_home()
    try:
        create_account(
            email, password, name=name, is_administrator=administrator, actor=make_operator(), at=timezone.now()
        )
    except ValidationError as error:
        refuse(" ".join(error.messages))
    err.print(f"{email} may sign in", highlight=False)


def grant(
    email: Annotated[str, typer.Argument(help="The account.")],
    role: Annotated[Role, typer.Argument(help="What it lets one do.")],
    scope: Annotated[str, typer.Option(help="Key of the body or museum; everywhere without it.")] = "",
    level: Annotated[AccessLevel, typer.Option(help="Up to which level one reads.")] = AccessLevel.MEMBER,
    until: Annotated[datetime | None, typer.Option(help="When it ends (UTC).")] = None,
) -> None:
    """Give an account a role."""
    prepare_home()
    account = Account.objects.filter(email=email.lower()).first() or refuse(f"No account {email}.")
    now = timezone.now()
    ends_at = timezone.make_aware(until) if until else None
    if ends_at and ends_at <= now:
        refuse(f"--until {ends_at:%Y-%m-%d} is past.")
    try:
        key = read_key(scope) if scope else ""
    except InvalidKeyError as error:
        refuse(str(error))
    grant_role(account, role, scope_key=key, level=level, until=ends_at, actor=make_operator(), at=now)
    err.print(f"{email}: {role} {key or 'everywhere'}, reads {level}", highlight=False)


def list_accounts(as_json: Json = False) -> None:
    """List accounts with the roles in force."""
    prepare_home()
    listed = [describe(account) for account in Account.objects.order_by("email")]
    if as_json:
        print_json({"accounts": listed})
        return
    for account in listed:
        roles = ", ".join(
            [
                *(["administrator"] if account["is_administrator"] else []),
                *(f"{grant['role']} {grant['scope'] or 'everywhere'}" for grant in account["grants"]),
            ]
        )
        out.print(f"{account['email']}  {account['name']}  {roles}", markup=False, highlight=False)


def describe(account: Account) -> dict[str, Any]:
    grants = [
        {"role": grant.role, "scope": grant.scope_key, "level": grant.level, "until": grant.valid_until}
        for grant in account.grants.in_force(timezone.now())
    ]
    return {
        "email": account.email,
        "name": account.display_name,
        "is_active": account.is_active,
        "is_administrator": account.is_superuser,
        "grants": grants,
    }
