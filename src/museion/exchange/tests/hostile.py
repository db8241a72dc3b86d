"""A provider of OAI-PMH over real HTTP that can be told to do harm at any one of its answers."""

import gzip
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 3
_HEAD = '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
_DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)


@dataclass
class Kept:
    """A record of the provider."""

    identifier: str
    datestamp: str
    title: str
    is_deleted: bool = False
    metadata: str = ""

    def write(self) -> str:
        status = ' status="deleted"' if self.is_deleted else ""
        header = f"<header{status}><identifier>{self.identifier}</identifier><datestamp>{self.datestamp}</datestamp></header>"
        body = self.metadata or _DC.format(f'<dc:title xml:lang="ja">{self.title}</dc:title><dc:date>1890</dc:date>')
        return f"<record>{header}{'' if self.is_deleted else f'<metadata>{body}</metadata>'}</record>"


Harm = Callable[["Answering", bytes], None]


@dataclass
class Plan:
    """What the provider holds, and which answers (by number, from 0; Identify is 0) it spoils, how often each."""

    records: list[Kept]
    harms: dict[int, Harm] = field(default_factory=dict)
    times: int = 1
    asked: list[dict[str, str]] = field(default_factory=list)
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    answered_at: str = "2026-03-15T00:00:00Z"

    def answer(self, asked: dict[str, str]) -> bytes:
        if asked.get("verb") == "Identify":
            return self._wrap(f"<Identify><granularity>{self.granularity}</granularity></Identify>")
        token = asked.get("resumptionToken", "")
        since = token.partition("|")[0] if token else asked.get("from", "")
        start = int(token.partition("|")[2]) if token else 0
        held = [record for record in self.records if record.datestamp >= since]
        page = held[start : start + PAGE]
        if not page:
            return self._wrap('<error code="noRecordsMatch">none</error>')
        following = f"{since}|{start + PAGE}" if start + PAGE < len(held) else ""
        element = f'<resumptionToken completeListSize="{len(held)}" cursor="{start}">{following}</resumptionToken>'
        return self._wrap(f"<ListRecords>{''.join(record.write() for record in page)}{element}</ListRecords>")

    def refuse(self, code: str) -> bytes:
        return self._wrap(f'<error code="{code}">no</error>')

    def _wrap(self, body: str) -> bytes:
        return f"{_HEAD}<responseDate>{self.answered_at}</responseDate><request/>{body}</OAI-PMH>".encode()


class Answering(BaseHTTPRequestHandler):
    server: "Provider"

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        plan = self.server.plan
        plan.asked.append(asked)
        content = plan.answer(asked)
        harm = self.server.take_harm()
        if harm:
            harm(self, content)
        else:
            self.send(content)

    def send(self, content: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/xml", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


class Provider(ThreadingHTTPServer):
    def __init__(self, plan: Plan) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.plan = plan
        self.url = f"http://127.0.0.1:{self.server_address[1]}/oai"
        self._number = -1
        self._left: dict[int, int] = dict.fromkeys(plan.harms, plan.times)

    def take_harm(self) -> Harm | None:
        """An answer that is spoilt is asked for again under the same number, until its harm is used up."""
        if self._left.get(self._number, 0):
            self._left[self._number] -= 1
        else:
            self._number += 1
            if self._left.get(self._number, 0):
                self._left[self._number] -= 1
            else:
                return None
        return self.plan.harms[self._number]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what this server is for."""


@contextmanager
def serve(plan: Plan) -> Iterator[Provider]:
    with Provider(plan) as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()


def come_back_later(answering: Answering, _content: bytes) -> None:
    answering.send(b"later", status=503, Retry_After="1")


def fail_inside(answering: Answering, _content: bytes) -> None:
    answering.send(b"<h1>500</h1>", status=500)


def hang_up(answering: Answering, _content: bytes) -> None:
    answering.connection.close()


def send_half(answering: Answering, content: bytes) -> None:
    answering.send(content[: len(content) // 2], length=len(content))
    answering.connection.close()


def send_half_as_whole(answering: Answering, content: bytes) -> None:
    answering.send(content[: len(content) // 2])


def send_head_and_die(answering: Answering, _content: bytes) -> None:
    answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    answering.connection.close()


def make_deadly(share: float) -> Harm:
    """Dies after this share of the answer."""

    def die(answering: Answering, content: bytes) -> None:
        answering.send(content[: int(len(content) * share)], length=len(content))
        answering.connection.close()

    die.__name__ = f"die_after_{share:.0%}"
    return die


def send_broken_gzip(answering: Answering, content: bytes) -> None:
    answering.send(gzip.compress(content)[:-9], Content_Encoding="gzip")


def change_datestamps(answering: Answering, content: bytes) -> None:
    """The first record is touched while the list is read, and so moves to its end: those that follow move up by one."""
    records = answering.server.plan.records
    records[0].datestamp = "2026-03-14T00:00:00Z"
    records.append(records.pop(0))
    answering.send(content)


def loop_token(answering: Answering, content: bytes) -> None:
    """The token leads to the page that it came with."""
    asked = answering.server.plan.asked[-1].get("resumptionToken", "")
    answering.send(re.sub(rb"(<resumptionToken[^>]*>)[^<]+", rb"\g<1>" + asked.encode(), content) if asked else content)


def send_html(answering: Answering, _content: bytes) -> None:
    answering.send(b"<!DOCTYPE html><html><body>Maintenance</body></html>", Content_Type="text/html")


def send_nothing(answering: Answering, _content: bytes) -> None:
    answering.send(b"")


def send_bad_bytes(answering: Answering, content: bytes) -> None:
    answering.send(content.replace("画".encode(), b"\xe7\x94"))


def let_token_die(answering: Answering, content: bytes) -> None:
    plan = answering.server.plan
    has_token = "resumptionToken" in plan.asked[-1]
    answering.send(plan.refuse("badResumptionToken") if has_token else content)


def send_first_page_again(answering: Answering, _content: bytes) -> None:
    plan = answering.server.plan
    first = next(asked for asked in plan.asked if asked.get("verb") == "ListRecords")
    answering.send(plan.answer({name: value for name, value in first.items() if name != "resumptionToken"}))


def send_bomb(answering: Answering, _content: bytes) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 100}">' for n in range(12))
    answering.send(f"<!DOCTYPE x [{entities}]><OAI-PMH>&a11;</OAI-PMH>".encode())


HARMS: tuple[Harm, ...] = (
    *(make_deadly(share) for share in (0.0, 0.1, 0.4, 0.7, 0.95, 0.999)),
    send_head_and_die,
    send_broken_gzip,
    change_datestamps,
    loop_token,
    come_back_later,
    fail_inside,
    hang_up,
    send_half,
    send_half_as_whole,
    send_html,
    send_nothing,
    send_bad_bytes,
    let_token_die,
    send_first_page_again,
    send_bomb,
)
LASTING: tuple[Harm, ...] = (
    come_back_later,
    send_half,
    send_html,
    change_datestamps,
    let_token_die,
    send_first_page_again,
)
