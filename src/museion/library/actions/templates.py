"""What new records begin with."""

from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.library.models import CatalogueTemplate


def save_template(name: str, values: dict[str, Any], *, actor: Actor) -> CatalogueTemplate:
    check_right(actor, "work.create")
    template, _is_new = CatalogueTemplate.objects.update_or_create(
        name=name[:100], defaults={"values": values, "made_by": actor.name[:200]}
    )
    return template


@transaction.atomic
def delete_template(template: CatalogueTemplate, *, actor: Actor, at: datetime) -> None:
    """The journal keeps its values, from which it can be typed again."""
    check_right(actor, "work.create")
    change = Change("template.delete", "", {"name": template.name, **template.values}, None)
    record_changes([change], actor=actor, at=at)
    template.delete()
