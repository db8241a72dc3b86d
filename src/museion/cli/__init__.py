"""The `museion` command: one file a noun, each a thin door over a room's functions."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    import django

    django.setup()
    # Commands import models, which need the settings above.
    from museion.cli.commands import app

    app()
