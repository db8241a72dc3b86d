from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "museion.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # These modules name models, which exist only once Django has loaded it.
        from museion.core.chores import Chore, register_chore
        from museion.core.messages import send_due_messages
        from museion.core.signin.journal import connect

        connect()
        register_chore(Chore("core.messages", timedelta(seconds=2), send_due_messages))
