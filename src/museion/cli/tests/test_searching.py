"""`museion search` and `museion reindex` keep their contract."""

import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from museion.cli.tests.runner import run_museion
from museion.core.testing.home import make_home_environment
from museion.search.engines.tantivy.folders import LAYOUT_FILE

MAKE = """
import django; django.setup()
from datetime import UTC, datetime
from museion.core.access import make_operator
from museion.network.actions import create_museum
for names, country in (({"fr": "Musée de la mer"}, "FR"), ({"ja": "海の博物館"}, "JP"), ({"en": "[bold]Sea[/nosuch] Museum"}, "GB")):
    create_museum({"names": names, "country": country}, actor=make_operator(), at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert run_museion(home, "search", "anything", "--json").document["total"] == 0
    environment = make_home_environment(home)
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True)
    assert run_museion(home, "reindex", "--json").document["documents"] == 3
    return home


def test_an_answer_has_the_members_of_the_contract(home: Path) -> None:
    answer = run_museion(home, "search", "海の博物館", "--json").document
    assert {"total", "took_ms", "hits", "facets"} <= set(answer)
    (hit,) = answer["hits"]
    assert {"key", "kind", "title", "url", "score", "why"} <= set(hit)
    assert (hit["kind"], hit["title"], hit["url"]) == ("museum", "海の博物館", f"/id/{hit['key']}")
    assert answer["facets"]["country"][0]["code"] == "JP"


def test_options_narrow_sort_and_page(home: Path) -> None:
    assert (
        run_museion(home, "search", "", "--kind", "museum", "--filter", "country=GB", "--json").document["total"] == 1
    )
    first = run_museion(home, "search", "", "--sort", "title", "--limit", "1", "--json").document["hits"]
    second = run_museion(home, "search", "", "--sort", "title", "--limit", "1", "--page", "2", "--json").document[
        "hits"
    ]
    assert first != second


def test_people_get_a_table_and_markup_in_titles_does_no_harm(home: Path) -> None:
    shown = run_museion(home, "search", "sea")
    assert "[bold]Sea[/nosuch] Museum" in shown.output
    assert "1 found" in shown.errors


def test_a_value_that_no_record_has_is_told_with_the_nearest(home: Path) -> None:
    answer = run_museion(home, "search", "kind:mouseum", "--json").document
    assert (answer["total"], answer["unknown"][0]["offers"]) == (
        0, [{"code": "museum", "label": "museum", "q": "kind:museum"}]
    )  # fmt: skip
    assert "No record has kind “mouseum”. Near it: museum" in run_museion(home, "search", "kind:mouseum").errors


@pytest.mark.parametrize(
    "arguments",
    [("nosuch:x",), ("(sea",), ("sea", "--filter", "country"), ("sea", "--filter", "nosuch=1"), ("sea", "--sort", "id"), ("sea", "--page", "9999")],
)  # fmt: skip
def test_wrong_usage_says_so_with_status_2(home: Path, arguments: tuple[str, ...]) -> None:
    refused = run_museion(home, "search", *arguments, "--json")
    assert (refused.status, refused.output) == (2, "")
    assert refused.errors.strip()


@pytest.mark.parametrize("text", ["jar " * 2500, '"' * 99 + "(a+)+$", "\u202eloom\u200f 🏺"])
def test_any_question_is_answered_without_a_trace(home: Path, text: str) -> None:
    answered = run_museion(home, "search", text, "--json")
    assert answered.status in {0, 2}
    assert "Traceback" not in answered.errors


def test_a_lost_index_is_an_outage_with_status_1(home: Path, tmp_path: Path) -> None:
    index = home / "index"
    put_away = index.rename(tmp_path / "index")
    try:
        lost = run_museion(home, "search", "sea", "--json")
    finally:
        shutil.rmtree(index, ignore_errors=True)
        put_away.rename(index)
    assert (lost.status, lost.output) == (1, "")
    assert "museion reindex" in lost.errors


def test_a_cluster_that_cannot_be_asked_leaves_no_traceback(home: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as strange:
        threading.Thread(target=strange.serve_forever, daemon=True).start()
        cluster = f"http://127.0.0.1:{strange.server_port}"
        asked = run_museion(home, "reindex", "--json", MUSEION_SEARCH_URL=cluster)
        strange.shutdown()
    assert (asked.status, asked.output) == (1, "")
    assert "the search cluster cannot answer" in asked.errors
    assert "try again" in asked.errors
    assert "Traceback" not in asked.errors


@pytest.mark.parametrize("damage", ["another version", "damaged", "lost"])
def test_the_worker_makes_an_index_anew_that_cannot_be_used(home: Path, damage: str) -> None:
    live = home / "index" / "current"
    if damage == "another version":
        (live / LAYOUT_FILE).write_text("0123456789abcdef")
    elif damage == "damaged":
        (live / "meta.json").write_text("{")
    else:
        live.unlink()
    assert run_museion(home, "search", "sea", "--json").status == 1
    worked = run_museion(home, "worker", "--until-empty", "--json")
    assert worked.status == 0
    assert "Traceback" not in worked.errors
    assert worked.errors.count("the search index is made anew: ") == 2, worked.errors
    assert run_museion(home, "search", "海の博物館", "--json").document["total"] == 1


def test_a_cluster_that_is_away_is_an_outage_and_never_nothing_found(home: Path) -> None:
    away = run_museion(home, "search", "sea", "--json", MUSEION_SEARCH_URL="http://127.0.0.1:9/museion")
    assert (away.status, away.output) == (1, "")
    assert "the search cluster cannot answer" in away.errors


def test_the_address_of_a_cluster_is_checked_and_never_told(home: Path) -> None:
    refused = run_museion(home, "search", "sea", MUSEION_SEARCH_URL="reader:unsaid@search")
    assert refused.status == 1
    assert "MUSEION_SEARCH_URL" in refused.errors
    assert "unsaid" not in refused.errors
