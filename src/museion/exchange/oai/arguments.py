"""What a request asks, checked as OAI-PMH 2.0 wants it before anything is looked up."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from museion.core.http.pages import get_base_url
from museion.exchange.oai.errors import Code, OaiError


@dataclass(frozen=True, slots=True)
class Rule:
    """The arguments of a verb. `exclusive`: the one that stands alone."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    exclusive: str = ""


_LIST = Rule(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), "resumptionToken")
RULES = {
    "Identify": Rule(),
    "ListMetadataFormats": Rule(optional=frozenset({"identifier"})),
    "ListSets": Rule(exclusive="resumptionToken"),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
    "GetRecord": Rule(required=frozenset({"identifier", "metadataPrefix"})),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose verb and arguments are those of the protocol. `base_url`: of the site, as the asker reached it."""

    verb: str
    arguments: dict[str, str] = field(default_factory=dict)
    base_url: str = ""

    def get(self, name: str) -> str:
        return self.arguments.get(name, "")


def read_asked(request: HttpRequest) -> Asked:
    given = request.POST if request.method == "POST" else request.GET
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in RULES:
        told = "The verb is missing" if not verbs else "The verb is repeated" if len(verbs) > 1 else "No such verb"
        raise OaiError(Code.BAD_VERB, f"{told}; there are {', '.join(RULES)}.")
    verb = verbs[0]
    arguments = _read_arguments(given)
    _check(RULES[verb], arguments, verb)
    return Asked(verb, arguments, get_base_url(request))


def _read_arguments(given: QueryDict) -> dict[str, str]:
    arguments = {}
    for name, values in given.lists():
        if name == "verb":
            continue
        if len(values) > 1:
            raise OaiError(Code.BAD_ARGUMENT, f"{name[:40]} is given {len(values)} times.")
        arguments[name] = str(values[0])
    return arguments


def _check(rule: Rule, arguments: dict[str, str], verb: str) -> None:
    known = rule.required | rule.optional | ({rule.exclusive} if rule.exclusive else set())
    if unknown := sorted(arguments.keys() - known):
        raise OaiError(Code.BAD_ARGUMENT, f"{verb} has no argument {unknown[0][:40]}.")
    if rule.exclusive in arguments:
        if len(arguments) > 1:
            raise OaiError(Code.BAD_ARGUMENT, f"{rule.exclusive} stands alone with the verb.")
        return
    if missing := sorted(rule.required - arguments.keys()):
        raise OaiError(Code.BAD_ARGUMENT, f"{verb} needs {' and '.join(missing)}.")
    if empty := sorted(name for name, value in arguments.items() if not value):
        raise OaiError(Code.BAD_ARGUMENT, f"{empty[0]} is empty.")
