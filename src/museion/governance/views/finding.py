"""The records that pages of the room are about, and who asks for them."""

from django.http import HttpRequest

from museion.core.access import Actor, check_right, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.governance.models import Assembly, Ballot
from museion.governance.queries.assemblies import get_assemblies
from museion.governance.queries.ballots import get_ballots
from museion.network.models import Body, Person
from museion.network.queries import get_bodies, get_people
from museion.network.queries.members import get_own_person


def find_assembly(request: HttpRequest, key: str) -> Assembly:
    return need_record(get_assemblies(get_viewer(request)), key)


def find_ballot(request: HttpRequest, key: str) -> Ballot:
    return need_record(get_ballots(get_viewer(request)), key)


def find_person(request: HttpRequest, key: str) -> Person:
    return need_record(get_people(get_viewer(request)), key)


def find_body(request: HttpRequest, key: str) -> Body:
    return need_record(get_bodies(get_viewer(request)), key)


def get_me(request: HttpRequest) -> Person | None:
    return get_own_person(get_actor(request).account_id)


def may_lead(request: HttpRequest, assembly: Assembly) -> bool:
    return may(get_actor(request), "assembly.update", assembly)


def check_leads(request: HttpRequest, assembly: Assembly) -> Actor:
    actor = get_actor(request)
    check_right(actor, "assembly.update", assembly)
    return actor
