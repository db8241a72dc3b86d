"""In whose name the worker asks: whoever asked first, with what they may read today."""

from museion.core.access import Actor, make_operator
from museion.core.http.asking import make_actor
from museion.core.models import Account


def find_asker(account_id: int | None) -> Actor:
    """Nobody sees more for having a machine ask. Without an account it was the operator of the machine, or a visitor."""
    if account_id is None:
        return make_operator("worker", via="worker")
    return make_actor(Account.objects.filter(pk=account_id).first(), via="worker")
