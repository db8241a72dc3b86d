"""What the buttons of the assembly desk do, one function each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import (
    FormError,
    go_back,
    need_field,
    read_field,
    read_form_day,
    read_form_key,
    read_form_number,
)
from museion.core.languages import LanguageMap
from museion.governance.actions.assemblies import (
    AssemblyError,
    add_agenda_item,
    close_list,
    end_session,
    note_item_done,
    open_session,
)
from museion.governance.actions.ballots import create_ballot
from museion.governance.actions.delegates import (
    RefusedError,
    appoint_delegate,
    give_proxy,
    note_presence,
    remove_delegate,
    take_back_proxy,
)
from museion.governance.actions.motions import create_motion, withdraw_motion
from museion.governance.models import Assembly, Delegate, Proxy
from museion.governance.terms import Method
from museion.governance.views.finding import find_assembly, find_body, find_person

Step = Callable[[HttpRequest, Assembly, dict[str, Any]], object]
"""The third argument says who does it and when."""


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Each action checks the right itself, so an address guessed from another body's page opens nothing."""
    assembly = find_assembly(request, key)
    take = STEPS.get(step)
    told = {"actor": get_actor(request), "at": timezone.now()}
    page = f"/assemblies/{assembly.key}/{'delegates' if request.POST.get('back') == 'delegates' else 'desk'}"
    if take is None:
        return go_back(page)
    try:
        take(request, assembly, told)
    except RefusedError as error:
        rules = "; ".join(
            f"{reason.rule.article} {_pick(request, reason.rule.texts)}" for reason in error.answer.against
        )
        return go_back(page, f"{error} {rules}")
    except (FormError, AssemblyError, ValueError) as error:
        return go_back(page, str(error))
    return go_back(page)


def _pick(request: HttpRequest, texts: Any) -> str:
    return LanguageMap(texts).pick(get_languages(request)).text


def _appoint(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    appoint_delegate(
        assembly,
        find_body(request, need_field(request, "body")),
        find_person(request, need_field(request, "person")),
        votes=read_form_number(read_field(request, "votes") or "1", least=1, most=999),
        emergency=read_field(request, "emergency"),
        **told,
    )


def _remove(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    remove_delegate(_delegate(request, assembly, "delegate"), emergency=read_field(request, "emergency"), **told)


def _give_proxy(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    giver, holder = _delegate(request, assembly, "giver"), _delegate(request, assembly, "holder")
    give_proxy(giver, holder, emergency=read_field(request, "emergency"), **told)


def _take_back(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    proxies = Proxy.objects.filter(assembly=assembly, removed_at__isnull=True)
    take_back_proxy(get_object_or_404(proxies, pk=read_form_number(need_field(request, "proxy"))), **told)


def _note_presence(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    note_presence(_delegate(request, assembly, "delegate"), is_there="there" in request.POST, **told)


def _add_item(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    add_agenda_item(assembly, {get_languages(request)[0]: need_field(request, "title")}, **told)


def _end_item(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    note_item_done(get_object_or_404(assembly.agenda, pk=read_form_number(need_field(request, "item"))), **told)


def _move(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    language, item, amends = get_languages(request)[0], read_field(request, "item"), read_field(request, "amends")
    values: dict[str, Any] = {
        "titles": {language: need_field(request, "title")},
        "texts": {language: need_field(request, "text")},
        "item_id": get_object_or_404(assembly.agenda, pk=read_form_number(item)).pk if item else None,
        "amends_id": get_object_or_404(assembly.motions, key=read_form_key(amends)).pk if amends else None,
    }
    create_motion(assembly, values, **told)


def _withdraw(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    withdraw_motion(get_object_or_404(assembly.motions, key=read_form_key(need_field(request, "motion"))), **told)


def _prepare_ballot(request: HttpRequest, assembly: Assembly, told: dict[str, Any]) -> None:
    language, motion = get_languages(request)[0], read_field(request, "motion")
    values: dict[str, Any] = {
        "titles": {language: need_field(request, "title")},
        "method": Method(need_field(request, "method")).value,
        "options": list(_read_options(request, language)),
        "seats": read_form_number(read_field(request, "seats") or "1", least=1, most=99),
        "threshold": read_field(request, "threshold") or "1/2",
        "counts_abstentions": "counts_abstentions" in request.POST,
        "motion_id": get_object_or_404(assembly.motions, key=read_form_key(motion)).pk if motion else None,
    }
    create_ballot(assembly, values | _read_office(request), **told)


def _read_options(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """One a line: a name, or the key of a person who stands."""
    options = []
    for number, line in enumerate(filter(None, map(str.strip, read_field(request, "options").splitlines())), start=1):
        option: dict[str, Any] = {"code": f"o{number}", "names": {language: line}}
        if line.startswith("p") and len(line) == 9:
            person = find_person(request, line)
            option |= {"names": {"und": person.name}, "person": person.key}
        options.append(option)
    return options


def _read_office(request: HttpRequest) -> dict[str, Any]:
    role = read_field(request, "role")
    if not role:
        return {}
    term_from = read_form_day(need_field(request, "term_from"))
    if term_from is None:
        raise FormError(_("An office is held from a day on."))
    return {
        "office_role": role,
        "office_body_id": find_body(request, need_field(request, "office_body")).pk,
        "term_from": term_from,
        "term_to": read_form_day(read_field(request, "term_to")) or term_from + timedelta(days=3 * 365),
    }


def _delegate(request: HttpRequest, assembly: Assembly, name: str) -> Delegate:
    delegates = Delegate.objects.filter(assembly=assembly, removed_at__isnull=True)
    return get_object_or_404(
        delegates.select_related("assembly__body", "body", "person"), pk=read_form_number(need_field(request, name))
    )


STEPS: dict[str, Step] = {
    "close-list": lambda _request, assembly, told: close_list(assembly, **told),
    "open": lambda _request, assembly, told: open_session(assembly, **told),
    "end": lambda _request, assembly, told: end_session(assembly, **told),
    "delegate": _appoint,
    "remove-delegate": _remove,
    "proxy": _give_proxy,
    "take-back-proxy": _take_back,
    "presence": _note_presence,
    "agenda": _add_item,
    "agenda-done": _end_item,
    "motion": _move,
    "withdraw-motion": _withdraw,
    "ballot": _prepare_ballot,
}
