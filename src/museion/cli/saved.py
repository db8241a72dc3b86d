"""`museion saved`: searches that accounts keep, and what came in for them."""

from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from django.utils import timezone

from museion.cli.commands import add_group
from museion.cli.console import err, out, print_json, refuse
from museion.cli.home import prepare_home
from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.search.actions.saved import SavingError, Wishes, delete_search, save_search
from museion.search.api_saved import describe_saved
from museion.search.models import SavedSearch
from museion.search.queries import search
from museion.search.queries.saved import get_own_search, get_searches, read_alerts
from museion.search.requests import QuerySyntaxError, SearchRequest

Email = Annotated[str, typer.Argument(help="Whose: what the account signs in with.")]
Key = Annotated[str, typer.Argument(help="The saved search.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
MOST_ALERTS = 200


def register(app: typer.Typer) -> None:
    add_group(app, "saved", {"list": list_saved, "keep": keep, "alerts": show_alerts, "delete": delete})


def list_saved(email: Email, as_json: Json = False) -> None:
    """List the searches that an account keeps."""
    found = [describe_saved(held) for held in get_searches(_find_actor(email).account_id or 0)]
    if as_json:
        print_json(found)
    for held in () if as_json else found:
        out.print(held["key"], held["title"], held["count"], held["address"], markup=False, highlight=False)


def keep(
    email: Email,
    query: Annotated[str, typer.Argument(help="As in `museion search`.")],
    title: Annotated[str, typer.Option(help="How it is called; the query itself without it.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of record; repeat for more.")] = None,
    mail: Annotated[str, typer.Option(help="never, soon, daily or weekly.")] = "never",
    webhook: Annotated[str, typer.Option(help="Address that hears of each arrival.")] = "",
    language: Annotated[str, typer.Option("--lang", help="The reader's language, BCP 47.")] = "en",
    as_json: Json = False,
) -> None:
    """Keep a search: records that come in from now on are told of."""
    actor = _find_actor(email)
    request = SearchRequest(text=query, filters={"kind": tuple(kind)} if kind else {}, tokens=(), language=language)
    wishes = Wishes(title or query, mail, webhook)
    try:
        search(request)
        kept = save_search(request, wishes, address=_write_address(query, kind), actor=actor, at=timezone.now())
    except (QuerySyntaxError, SavingError) as error:
        refuse(str(error))
    if as_json:
        print_json(describe_saved(kept))
    else:
        err.print(f"{kept.key} is looked for", highlight=False)


def show_alerts(email: Email, key: Key, as_json: Json = False) -> None:
    """List what came in for a saved search, the newest first."""
    actor = _find_actor(email)
    found = _find_own(actor, key)
    rows: list[dict[str, Any]] = [
        {"key": held.card.key, "title": held.card.title.pick(found.language).text, "found_at": held.alert.found_at}
        for held in read_alerts(found, actor.viewer, found.language, limit=MOST_ALERTS)
    ]
    if as_json:
        print_json(rows)
    for row in () if as_json else rows:
        out.print(row["key"], row["title"], row["found_at"].isoformat(), markup=False, highlight=False)


def delete(email: Email, key: Key) -> None:
    """Delete a saved search; its owner can bring it back on the site."""
    actor = _find_actor(email)
    delete_search(_find_own(actor, key), actor=actor, at=timezone.now())
    err.print(f"{key} is deleted", highlight=False)


def _find_actor(email: str) -> Actor:
    prepare_home()
    account = Account.objects.filter(email__iexact=email).first()
    return make_actor(account) if account else refuse(f"No account signs in as {email}.")


def _find_own(actor: Actor, key: str) -> SavedSearch:
    return get_own_search(actor.account_id or 0, key) or refuse(f"The account keeps no search {key}.")


def _write_address(query: str, kinds: list[str] | None) -> str:
    return f"/search?{urlencode([('q', query), *(('kind', kind) for kind in kinds or ())])}"
