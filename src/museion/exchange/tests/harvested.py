"""Asking `/oai` and reading what it says; every answer is held against the protocol's schema."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.test import Client
from lxml import etree

NAMESPACE = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


@lru_cache(maxsize=1)
def load_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(__file__).parent / "oai_pmh.xsd")))


def ask(client: Client, verb: str = "", **arguments: str) -> Any:
    """The root of a valid answer; `since` stands for `from`, a word of the language."""
    if "since" in arguments:
        arguments["from"] = arguments.pop("since")
    response = client.get("/oai", ({"verb": verb} if verb else {}) | arguments)
    return read(response)


def read(response: Any) -> Any:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    load_schema().assertValid(root)
    return root


def texts(root: Any, path: str) -> list[str]:
    return [element.text or "" for element in root.iter(NAMESPACE + path)]


def get_error(root: Any) -> str:
    errors = [element.get("code") for element in root.iter(NAMESPACE + "error")]
    return errors[0] if errors else ""


def get_token(root: Any) -> str | None:
    """None where there is no element."""
    found = root.find(f".//{NAMESPACE}resumptionToken")
    return None if found is None else found.text or ""


def list_all(client: Client, verb: str, **arguments: str) -> list[Any]:
    """The headers of a whole list, through its tokens."""
    root = ask(client, verb, **arguments)
    headers = list(root.iter(NAMESPACE + "header"))
    while token := get_token(root):
        root = ask(client, verb, resumptionToken=token)
        headers += root.iter(NAMESPACE + "header")
    return headers
