"""Harvesting: 200,000 records out by OAI-PMH against bare lxml, and records in over loopback against sickle, which writes nothing.

The records are real objects; beyond `REAL` of them their publications are repeated under new keys.
"""

import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.setting import COLLECTIONS
from bench.table import print_table

REAL, OUT, IN = 5_000, 200_000, 20_000
PORT = 8768
_FILL = """
import sys, django; django.setup()
from bench.exchange import fill
fill()
"""


def run() -> None:
    os.environ["MUSEION_ALLOW_PRIVATE_FEEDS"] = "1"
    home = Path(os.environ["MUSEION_HOME"])
    provider = home / "provider"
    environment = {**os.environ, "MUSEION_HOME": str(provider)}
    if not (provider / "filled").exists():
        fill_home(environment, _FILL)
    _measure_out(environment)
    _measure_in(environment)


def fill_home(environment: dict[str, str], code: str) -> None:
    """The real objects imported, then `code` run in a process of the home, which is marked as filled."""
    museion = str(Path(sys.executable).parent / "museion")
    asked = ["import", "objects", str(COLLECTIONS["moma"]), "--mapping", "moma", "--limit", str(REAL), "--no-index"]
    subprocess.run([museion, *asked], env=environment, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    (Path(environment["MUSEION_HOME"]) / "filled").touch()


def fill() -> None:
    """In a process of the provider's home: publish the real ones, then repeat their rows."""
    from django.utils import timezone

    from museion.core.bulk import insert_rows
    from museion.core.keys import make_key
    from museion.exchange.actions.publishing import follow_journal
    from museion.exchange.models import Publication

    started = time.perf_counter()
    follow_journal(timezone.now, seconds=10_000)
    seconds = time.perf_counter() - started
    forms = Publication.objects.count()
    print(f"published {REAL:,} objects in {forms / REAL:.0f} formats each: {REAL / seconds:,.0f} objects/s")
    names = ("prefix", "kind", "set_spec", "datestamp", "is_deleted", "content")
    rows = list(Publication.objects.filter(prefix="oai_dc").order_by("id").values_list(*names))
    numbers = iter(range(10_000_000, 10_000_000 + OUT))
    for _ in range(OUT // len(rows) - 1):
        insert_rows(Publication, ("key", *names), [(make_key("o", next(numbers)), *row) for row in rows])


def _measure_out(environment: dict[str, str]) -> None:
    code = "import django; django.setup()\nfrom bench.exchange import measure_out\nmeasure_out()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def measure_out() -> None:
    """In a process of the provider's home, through the view: pages to the end, then the same records by lxml."""
    from museion.exchange.models import Publication
    from museion.exchange.stored import unpack

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours, listed = _time(_list_all())
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = Publication.objects.filter(prefix="oai_dc").order_by("id").values_list("content", flat=True)[:REAL]
    statements = [_read(unpack(bytes(content))) for content in rows]
    bare, made = _time(_serialise(statements))
    print_table(
        ["ListRecords, oai_dc", "records", "records/s", "peak memory MiB", "times lxml's time"],
        [
            ["Museion, whole answers", listed, listed / ours, after / 1024, (ours / listed) / (bare / made)],
            ["lxml, elements alone", made, made / bare, "", 1.0],
        ],
    )
    print(f"Memory grew by {(after - before) / 1024:.0f} MiB while {listed:,} records were listed.\n")


def _time(counts: Iterator[int]) -> tuple[float, int]:
    started = time.perf_counter()
    total = sum(counts)
    return time.perf_counter() - started, total


def _list_all() -> Iterator[int]:
    import re

    from django.test import RequestFactory

    from museion.exchange.views.oai import answer_oai

    factory, asked = RequestFactory(), {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    while asked:
        content = answer_oai(factory.get("/oai", asked)).content
        yield content.count(b"<record>")
        found = re.search(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>", content[-600:])
        asked = {"verb": "ListRecords", "resumptionToken": found[1].decode()} if found else {}


def _read(content: bytes) -> list[tuple[str, str]]:
    from lxml import etree

    return [(str(element.tag), element.text or "") for element in etree.fromstring(content)]


def _serialise(records: list[list[tuple[str, str]]]) -> Iterator[int]:
    from lxml import etree

    for statements in records:
        root = etree.Element("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc")
        for tag, text in statements:
            etree.SubElement(root, tag).text = text
        etree.tostring(root, encoding="utf-8")
        yield 1


def _measure_in(environment: dict[str, str]) -> None:
    """Both harvest the same provider one after the other; it is a process of its own."""
    server = start_provider(environment, PORT)
    try:
        sickle, seen = _time(_harvest_by_sickle())
        ours, saved, unchanged = _harvest_by_us()
    finally:
        stop_provider(server)
    print_table(
        ["harvest over loopback", "records", "records/s", "times sickle's time"],
        [
            ["Museion, into the database", saved, saved / ours, (ours / saved) / (sickle / seen)],
            ["Museion, again, nothing new", saved, saved / unchanged, (unchanged / saved) / (sickle / seen)],
            ["sickle, writing nothing", seen, seen / sickle, 1.0],
        ],
    )


def start_provider(environment: dict[str, str], port: int) -> "subprocess.Popen[bytes]":
    """One process that answers, ready when this returns."""
    museion = str(Path(sys.executable).parent / "museion")
    command = [museion, "serve", "--port", str(port), "--no-worker", "--workers", "1"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/oai?verb=Identify")
        except OSError:
            time.sleep(0.2)
        else:
            break
    return server


def stop_provider(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    server.wait()


def _harvest_by_sickle() -> Iterator[int]:
    from sickle import Sickle

    records = Sickle(f"http://127.0.0.1:{PORT}/oai").ListRecords(metadataPrefix="oai_dc")
    for number, record in enumerate(records):
        if number == IN:
            return
        assert record.metadata
        yield 1


def _harvest_by_us() -> tuple[float, int, float]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from django.utils import timezone

    from museion.core.access import make_operator
    from museion.exchange.actions.harvests import Manner, create_source, find_source, run_source
    from museion.exchange.models import Harvest, HarvestedRecord
    from museion.heritage.models import CulturalObject

    class EnoughError(Exception):
        pass

    def stop(harvest: Harvest) -> None:
        if harvest.read >= IN:
            raise EnoughError

    actor = make_operator()
    values = {"address": f"http://127.0.0.1:{PORT}/oai", "prefix": "oai_dc", "mapping": "oai-dc", "set_spec": ""}
    source = find_source(values) or create_source(values, actor=actor, at=timezone.now())
    CulturalObject.objects.filter(source=source.name).delete()
    HarvestedRecord.objects.filter(source=source).delete()
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        try:
            run_source(source, actor=actor, clock=timezone.now, manner=Manner(pause=0.0, on_page=stop, is_anew=True))
        except EnoughError:
            taken.append(time.perf_counter() - started)
    # The page that was cut off is not saved: its transaction ended with the exception.
    return taken[0], IN, taken[1]
