"""The table of fees: bands, rates, groups of countries, each from a day on."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.network.models import CountryGroup, FeeBand, FeeRate

F = TypeVar("F", FeeBand, FeeRate, CountryGroup)


@transaction.atomic
def set_fees(
    *, bands: Sequence[FeeBand] = (), rates: Sequence[FeeRate] = (), groups: Sequence[CountryGroup] = (),
    actor: Actor, at: datetime, reason: str = "",
) -> None:  # fmt: skip
    """Rows that hold from the same day as one that is there replace it; what held before stays."""
    check_right(actor, "fee.create")
    _put(FeeBand, bands, ("code", "valid_from"))
    _put(FeeRate, rates, ("category", "band", "country_group", "valid_from"))
    _put(CountryGroup, groups, ("country", "valid_from"))
    after = {"bands": len(bands), "rates": [str(rate) for rate in rates], "groups": len(groups)}
    record_changes([Change("fee.create", "", None, after)], actor=actor, at=at, reason=reason)


def _put(model: type[F], rows: Sequence[F], unique: tuple[str, ...]) -> None:
    fields = [field.name for field in model._meta.concrete_fields if field.name not in {*unique, "id"}]
    manager: models.Manager[F] = model._default_manager
    manager.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=fields, batch_size=500)
