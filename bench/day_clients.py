"""`python bench/day_clients.py QUESTIONS PORT CLIENTS SECONDS`: people at once, each doing one thing after another without a pause.

A process of its own without the product in it, so that asking takes no thread of what is asked. Prints one JSON document.
"""

import http.client
import json
import random
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

# How often each is done, of a hundred times, as the logs of a union catalogue and a register of stolen works have it.
SHARES = {
    "search": 34, "record page": 26, "search, API": 10, "suggestions": 10, "front page": 5, "loss page": 4, "list, API": 4,
    "harvest": 3, "feed": 2, "screening": 2,
}  # fmt: skip
_SECONDS = 60


def main(path: str, port: str, clients: str, seconds: str) -> None:
    questions = json.loads(Path(path).read_text())
    ends = time.monotonic() + float(seconds)
    taken: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    lock = threading.Lock()

    def live(number: int) -> None:
        chance = random.Random(number)
        names = [name for name in SHARES if questions.get(name)]
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=_SECONDS)
        while time.monotonic() < ends:
            name = chance.choices(names, [SHARES[each] for each in names])[0]
            begun = time.perf_counter()
            is_well = ask(connection, chance.choice(questions[name]))
            with lock:
                taken[name].append((time.perf_counter() - begun) * 1000)
                errors[name] += not is_well

    threads = [threading.Thread(target=live, args=(number,)) for number in range(int(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump({name: sum_up(sorted(values), errors[name]) for name, values in sorted(taken.items())}, sys.stdout)


def ask(connection: http.client.HTTPConnection, question: str) -> bool:
    try:
        if question.startswith("POST "):
            _, address, text = question.split(" ", 2)
            connection.request("POST", address, json.dumps({"text": text}), {"Content-Type": "application/json"})
        else:
            connection.request("GET", question, headers={"Accept": "text/html, */*"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return False
    return answer.status < 500


def sum_up(values: list[float], errors: int) -> dict[str, float]:
    def at(share: float) -> float:
        return round(values[min(len(values) - 1, int(len(values) * share))], 1)

    return {"count": len(values), "median": at(0.5), "p95": at(0.95), "p99": at(0.99), "worst": at(1), "errors": errors}


if __name__ == "__main__":
    main(*sys.argv[1:])
