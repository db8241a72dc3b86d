"""The API under `/api/v1/`: every room's router, errors as problem details, validators for caches."""

from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Router

from museion.api.errors import add_error_handlers
from museion.api.rendering import OrjsonRenderer
from museion.events.api import router as events
from museion.exchange.api import router as open_data
from museion.exchange.api_partners import router as partners
from museion.governance.api import router as governance
from museion.heritage.api import router as heritage
from museion.heritage.api_care import router as care
from museion.library.api import router as library
from museion.network.api import router as network
from museion.response.api import router as hazard_events
from museion.screening.api import router as losses
from museion.screening.api_runs import router as screening
from museion.search.api import router as search
from museion.search.api_saved import router as saved_searches
from museion.vocabulary.api import router as vocabulary

ROUTERS: tuple[Router, ...] = (
    search,
    saved_searches,
    open_data,
    partners,
    network,
    heritage,
    care,
    vocabulary,
    losses,
    screening,
    hazard_events,
    governance,
    library,
    events,
)

DESCRIPTION = """
Every public record of the network and the search over them. Lists are paged by an opaque cursor: follow `next` until it is
null. Texts are maps from BCP 47 language tags to text; `und` marks a text whose language nobody stated. Errors are problem
details (RFC 9457). Answers carry an `ETag`; send it back in `If-None-Match` to be told that nothing changed.
A token from `/account/tokens` (`Authorization: Bearer …`) answers as its account, within its scopes; without one, as to everybody.
"""


def make_api() -> NinjaAPI:
    api = NinjaAPI(
        title="Museion",
        version="1",
        description=DESCRIPTION.strip(),
        urls_namespace="api",
        renderer=OrjsonRenderer(),
    )
    api.add_decorator(conditional_page, mode="view")
    for router in ROUTERS:
        api.add_router("", router)
    add_error_handlers(api)
    return api


api = make_api()
