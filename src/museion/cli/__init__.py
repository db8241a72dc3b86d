"""The `museion` command: one file a noun, each a thin door over a room's functions."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
    # Everything below may read the settings' name, which stands only now.
    from museion.cli.commands import app

    try:
        app()
    except Exception as error:
        from museion.cli.outages import describe_outage, tell_outage

        told = describe_outage(error)
        if not told:
            raise
        tell_outage(told)
