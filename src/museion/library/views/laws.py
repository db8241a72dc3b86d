"""Laws: one law's page, and which of them spoke of an object, where and when."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.countries import get_country_name, is_country, list_countries
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.heritage.laws import LawAnswer, LawQuestion
from museion.library.incoming.form_parts import read_day
from museion.library.models import Law
from museion.library.queries.laws import find_laws, get_laws
from museion.library.terms import Certainty, LawRuleKind, ObjectClass


def show_law(request: HttpRequest, record: Law) -> HttpResponse:
    record = get_laws(get_viewer(request)).get(pk=record.pk)
    language = get_languages(request)[0]
    context = {
        "title": record.titles.pick(get_languages(request)).text or record.key,
        "rules": [
            (rule, [ObjectClass(code).label for code in rule.object_classes if code in ObjectClass])
            for rule in record.rules.all()
        ],
        "parties": [(party, get_country_name(party.country, language)) for party in record.parties.all()],
        "place": _("European Union")
        if record.country == "EU"
        else get_country_name(record.country, language)
        if record.country
        else "",
    }
    return render_record(request, record, "library/law.html", context)


@require_GET
def show_laws(request: HttpRequest) -> HttpResponse:
    """Which law applied to this class, in this country, on this date. Without a question, all laws by country."""
    problems: list[str] = []
    question = _read_question(request, problems)
    answers = [_describe(answer) for answer in find_laws(question, get_viewer(request))] if question else None
    laws = get_laws(get_viewer(request)).order_by("country", "from_date", "id")
    context = {
        "countries": list_countries(get_language() or "en"),
        "classes": ObjectClass.choices,
        "sent": request.GET,
        "today": timezone.now().date().isoformat(),
        "question": question,
        "answers": answers,
        "problems": problems,
        "laws": list(laws),
    }
    return render(request, "library/laws.html", context)


def _read_question(request: HttpRequest, problems: list[str]) -> LawQuestion | None:
    country = request.GET.get("country", "").upper()
    if not country:
        return None
    if not is_country(country):
        problems.append(_("“%(code)s” is no country.") % {"code": country[:20]})
    text = request.GET.get("day", "")
    day = read_day(text, problems) if text else timezone.now().date()
    object_class = request.GET.get("class", "")
    if object_class and object_class not in ObjectClass.values:
        problems.append(_("“%(code)s” is no class of object.") % {"code": object_class[:40]})
    age, value = _read_whole(request, "age", problems), _read_value(request, problems)
    return None if problems or day is None else LawQuestion(country, day, object_class, age, value)


def _read_whole(request: HttpRequest, name: str, problems: list[str]) -> int | None:
    text = request.GET.get(name, "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) < 7):
        problems.append(_("The age is a whole number of years."))
        return None
    return int(text) if text else None


def _read_value(request: HttpRequest, problems: list[str]) -> Decimal | None:
    text = request.GET.get("value", "").strip().replace(" ", "").replace(",", "")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        problems.append(_("The value is a number of euros."))
        return None


_DOUBTS = {
    "age": gettext_lazy("the age is not stated"),
    "value": gettext_lazy("the value in euros is not stated"),
    "from_date": gettext_lazy("its first day is not known here"),
}


def _describe(answer: LawAnswer) -> dict[str, Any]:
    return {
        "answer": answer,
        "rule": LawRuleKind(answer.rule_kind).label,
        "certainty": Certainty(answer.certainty).label,
        "doubts": [_DOUBTS[code] for code in answer.unsure],
    }
