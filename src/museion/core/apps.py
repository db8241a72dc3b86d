from datetime import timedelta

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "museion.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # These modules name models, which exist only once Django has loaded it.
        from museion.core.chores import Chore, register_chore
        from museion.core.messages import send_due_messages
        from museion.core.signin.following import connect
        from museion.core.stores.nulls import leave_out_nulls

        connect()
        connection_created.connect(leave_out_nulls, dispatch_uid="museion.core.nulls")
        register_chore(Chore("core.messages", timedelta(seconds=2), send_due_messages))
