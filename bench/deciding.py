"""Members, dues and votes at the size of the whole network; see `bench/members.py` for what is measured."""


def run() -> None:
    import django

    django.setup()
    # What follows names models, which exist only now.
    from django.core.management import call_command

    from bench.members import measure

    call_command("migrate", verbosity=0)
    measure()
