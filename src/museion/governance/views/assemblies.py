"""The pages of an assembly: what it decides, for everybody; its desk, for who leads it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import AccessLevel, check_right, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import FormError, need_field, read_field, read_form_moment
from museion.core.http.pages import render_record
from museion.governance.actions.assemblies import create_assembly
from museion.governance.models import Assembly, Presence
from museion.governance.queries.assemblies import get_assemblies, get_delegates, get_motions, get_proxies, get_quorum
from museion.governance.queries.ballots import get_ballots, get_open_ballots_of
from museion.governance.queries.statutes import NoSettingError
from museion.governance.terms import AssemblyState, Method
from museion.governance.views.delegations import has_part
from museion.governance.views.finding import check_leads, find_assembly, find_body, get_me, may_lead
from museion.network.models import Body
from museion.network.terms import BodyKind, MandateRole


@require_GET
def show_assemblies(request: HttpRequest) -> HttpResponse:
    person, now = get_me(request), timezone.now()
    context = {
        "assemblies": list(get_assemblies(get_viewer(request)).order_by("-begins_at")[:200]),
        "my_ballots": get_open_ballots_of(person, now) if person else [],
        "may_create": may(get_actor(request), "assembly.create"),
    }
    return render(request, "governance/assemblies.html", context)


@require_http_methods(["GET", "POST"])
def show_new(request: HttpRequest) -> HttpResponse:
    actor, problem = get_actor(request), ""
    check_right(actor, "assembly.create")
    if request.method == "POST":
        try:
            return HttpResponseRedirect(f"/assemblies/{_create(request).key}")
        except (FormError, NoSettingError) as error:
            problem = str(error)
    context = {
        "bodies": Body.objects.current().filter(kind=BodyKind.GENERAL_ASSEMBLY),
        "problem": problem,
        "form": request.POST,
    }
    return render(request, "governance/assembly_form.html", context, status=422 if problem else 200)


def _create(request: HttpRequest) -> Assembly:
    begins_at = read_form_moment(need_field(request, "begins_at"))
    ends_at = read_form_moment(need_field(request, "ends_at"))
    if begins_at is None or ends_at is None or ends_at <= begins_at:
        raise FormError(_("An assembly ends after it begins."))
    values = {
        "body_id": find_body(request, need_field(request, "body")).pk,
        "names": {get_languages(request)[0]: need_field(request, "name")},
        "begins_at": begins_at,
        "ends_at": ends_at,
        "place": read_field(request, "place"),
        "is_online": "is_online" in request.POST,
    }
    return create_assembly(values, actor=get_actor(request), at=timezone.now())


def show_assembly_record(request: HttpRequest, record: Assembly) -> HttpResponse:
    viewer, person, now = get_viewer(request), get_me(request), timezone.now()
    motions = list(get_motions(viewer).filter(assembly=record).order_by("amends__id", "id"))
    context = {
        "title": record.names.pick(get_languages(request)).text or record.key,
        "agenda": record.agenda.all(),
        "motions": [motion for motion in motions if motion.amends_id is None],
        "amendments": [motion for motion in motions if motion.amends_id],
        "ballots": list(get_ballots(viewer).filter(assembly=record).order_by("id")),
        "my_ballots": [row for row in get_open_ballots_of(person, now) if row.ballot.assembly_id == record.pk]
        if person
        else [],
        "quorum": get_quorum(record) if record.state != AssemblyState.PREPARED else None,
        "may_lead": may_lead(request, record),
        "has_part": has_part(request, record),
        "sees_list": viewer.sees(AccessLevel.MEMBER),
    }
    return render_record(request, record, "governance/assembly.html", context)


@require_GET
def show_assembly(request: HttpRequest, key: str) -> HttpResponse:
    return show_assembly_record(request, find_assembly(request, key))


@require_GET
def show_list(request: HttpRequest, key: str) -> HttpResponse:
    """The voter list with what spoke against each; for members, because it names people."""
    assembly = find_assembly(request, key)
    check_right(get_actor(request), "assembly.read_list")
    context = {
        "assembly": assembly,
        "delegates": list(get_delegates(assembly)),
        "proxies": list(get_proxies(assembly)),
        "removed": list(assembly.delegates.filter(removed_at__isnull=False).select_related("body", "person")),
    }
    return render(request, "governance/voter_list.html", context)


@require_GET
def show_desk(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that whoever leads the assembly does, on one page."""
    assembly = find_assembly(request, key)
    check_leads(request, assembly)
    viewer = get_viewer(request)
    there = set(
        Presence.objects.filter(delegate__assembly=assembly, left_at__isnull=True).values_list("delegate", flat=True)
    )
    context = {
        "assembly": assembly,
        "quorum": get_quorum(assembly),
        "delegates": list(get_delegates(assembly)),
        "proxies": list(get_proxies(assembly)),
        "there": there,
        "agenda": assembly.agenda.all(),
        "motions": list(get_motions(viewer).filter(assembly=assembly).order_by("id")),
        "ballots": list(get_ballots(viewer).filter(assembly=assembly).order_by("id")),
        "methods": Method.choices,
        "roles": MandateRole.choices,
        "is_closed": timezone.now() > assembly.list_closes_at,
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "governance/desk.html", context)


@require_GET
def show_quorum(request: HttpRequest, key: str) -> HttpResponse:
    """The meter alone, which the desk asks for every few seconds."""
    assembly = find_assembly(request, key)
    return render(request, "governance/quorum.html", {"assembly": assembly, "quorum": get_quorum(assembly)})
