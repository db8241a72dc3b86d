"""A whole results page over HTTP beside the engine call alone, and the same page without its rows."""

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

from bench.importing import ensure_collections
from bench.searching import fold, forget_answers, make_questions
from bench.table import print_table
from bench.timing import Timing

CLIENTS = 8
REQUESTS = 400


def run() -> None:
    ensure_collections(with_sample=True)
    from bench.peers.rows import iterate_rows
    from museion.search.requests import SearchRequest
    from museion.search.setup import get_engine

    asked = make_questions(random.Random(7), (row.text for row in iterate_rows()))
    words = [" ".join(map(fold, question)) for question in asked["filter + 5 facets"] + asked["three words"]]
    engine = get_engine()
    forget_answers(engine)
    alone = Timing()
    for text in words * 2:
        begun = time.perf_counter()
        engine.search(SearchRequest(text=text, facets=("kind", "country", "source")))
        alone.values.append((time.perf_counter() - begun) * 1000)
    port = _find_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "museion", "serve", "--port", str(port), "--no-worker"],
        env=os.environ | {"MUSEION_DEMO": "1", "MUSEION_REQUESTS_PER_MINUTE": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        rows: list[list[object]] = [["engine call alone", "", alone.median, alone.p95, 1.0]]
        for name, path in {
            "results page": "/search",
            "results as JSON": "/api/v1/search",
            "about page": "/about",
        }.items():
            rate, timing = _load(port, path, words)
            rows.append([name, rate, timing.median, timing.p95, timing.median / alone.median])
        print(f"{CLIENTS} clients at once, {REQUESTS} requests each kind, no repeated question cached by the client\n")
        print_table(["what", "requests/s", "median ms", "p95 ms", "× engine alone"], rows)
    finally:
        server.terminate()
        server.wait(20)


def _load(port: int, path: str, words: list[str]) -> tuple[float, Timing]:
    timing = Timing()
    lock = threading.Lock()
    chance = random.Random(11)
    paths = [f"{path}?{urlencode({'q': chance.choice(words)})}" for _ in range(REQUESTS)]

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                if not paths:
                    return
                target = paths.pop()
            begun = time.perf_counter()
            connection.request("GET", target)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{target} answered {response.status}")
            with lock:
                timing.values.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(timing.values) / (time.perf_counter() - begun), timing


def _find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the site did not start within 30 s")
