"""The tree of the network: every body under the one it belongs to."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from museion.core.http.asking import get_viewer
from museion.network.queries import BodyNode, get_body_tree
from museion.network.terms import BodyKind


@dataclass(slots=True)
class Branch:
    """The bodies of one kind under the same parent."""

    label: Any
    nodes: list[tuple[BodyNode, list["Branch"]]] = field(default_factory=list)


def show_bodies(request: HttpRequest) -> HttpResponse:
    return render(request, "website/bodies.html", {"branches": make_branches(get_body_tree(get_viewer(request)))})


def make_branches(nodes: list[BodyNode]) -> list[Branch]:
    """In the order in which the kinds are declared, which is that of the statutes."""
    order = list(BodyKind)
    by_rank = sorted(nodes, key=lambda node: (order.index(BodyKind(node.body.kind)), str(node.body).casefold()))
    return [
        Branch(BodyKind(kind).label, [(node, make_branches(node.children)) for node in held])
        for kind, held in groupby(by_rank, key=lambda node: node.body.kind)
    ]
