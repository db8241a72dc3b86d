"""How losses are found by the one search: by the words of Object ID and by what became of them. The owner is not among them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.screening.models import LossPhotograph, LossRecord
from museion.screening.terms import LossStatus
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, get_years, label_choices, label_country, source_keys

FIELDS = (
    Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True),
    Field("maker", FieldKind.TEXT, _("maker"), weight=3.0, is_heard=True, is_said=False),
    Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True),
    Field("material", FieldKind.TEXT, _("material and technique"), weight=1.5, is_list=True),
    Field("subject", FieldKind.TEXT, _("subject"), weight=1.5, is_list=True),
    Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True),
    Field("period", FieldKind.TEXT, _("date as written, period")),
    Field("number", FieldKind.TEXT, _("number or identifier"), weight=2.0, is_name=True, is_said=False),
    Field("inscription", FieldKind.TEXT, _("inscription or mark")),
    Field("description", FieldKind.TEXT, _("description")),
    Field("loss_status", FieldKind.TERM, _("what became of it"), is_facet=True, label_of=label_choices(LossStatus)),
    Field("object_type", FieldKind.TERM, _("type of object"), is_facet=True),
    Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country),
    REGION,
    Field("source", FieldKind.TERM, _("source"), is_facet=True),
    Field("date", FieldKind.YEARS, _("date"), is_sortable=True),
)


def load_losses(keys: Sequence[str]) -> Iterable[Document]:
    for loss in LossRecord.objects.current().filter(key__in=keys):
        document = Document(loss.key, "loss", get_access_tokens(loss.access, loss.scope_key))
        _add_texts(document, loss)
        document.add_term("loss_status", loss.status)
        document.add_term("object_type", loss.object_type.pick("en").text)
        add_country(document, loss.loss_country)
        document.add_term("source", loss.source)
        years = get_years(loss.date_earliest, loss.date_latest)
        if years:
            document.years["date"] = years
        yield document


def _add_texts(document: Document, loss: LossRecord) -> None:
    document.add_map("title", loss.title)
    document.add_map("type", loss.object_type)
    document.add_map("type", loss.object_type_broad)
    document.add_map("material", loss.materials_techniques)
    document.add_map("subject", loss.subject)
    document.add_map("description", loss.description)
    document.add_map("description", loss.distinguishing_features)
    document.add_map("period", loss.period)
    document.add_map("place", loss.place_of_origin)
    document.add_map("place", loss.place_of_discovery)
    document.add_text("place", loss.loss_place)
    document.add_text("period", loss.date_text)
    for text in (loss.inventory_number, loss.reference_number, *map(str, loss.identifiers.values())):
        document.add_text("number", text)
    for text in (*loss.materials, *loss.techniques):
        document.add_text("material", str(text))
    for maker in loss.makers:
        document.add_text("maker", maker.get("name"))
    for mark in loss.inscriptions_markings:
        document.add_text("inscription", mark.get("text"), mark.get("language") or "und")


def present_losses(keys: Sequence[str], language: str) -> Iterable[Card]:
    pictures: dict[int, str] = {}
    pictured = LossPhotograph.objects.filter(loss__key__in=keys).order_by("-position", "-id")
    for loss_id, file_name in pictured.values_list("loss_id", "file_name"):
        pictures[loss_id] = file_name
    for loss in LossRecord.objects.current().filter(key__in=keys):
        picture = pictures.get(loss.id)
        yield Card(
            key=loss.key,
            kind="loss",
            title=loss.title or loss.object_type,
            summary=loss.description,
            facts=tuple(_list_facts(loss, language)),
            thumbnail_url=f"/pictures/160/{picture}" if picture else "",
        )


def _list_facts(loss: LossRecord, language: str) -> Iterable[str]:
    makers = ", ".join(maker["name"] for maker in loss.makers[:2] if maker.get("name"))
    material = loss.materials_techniques.pick(language).text or ", ".join(map(str, loss.materials))
    country = label_country(loss.loss_country, language) if loss.loss_country else ""
    facts = (str(LossStatus(loss.status).label), makers, loss.date_text, material[:120], country)
    return (fact for fact in facts if fact)


LOSS_SOURCE = Source("loss", FIELDS, load=load_losses, iterate_keys=source_keys(LossRecord), present=present_losses)
