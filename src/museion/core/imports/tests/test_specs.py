"""What each way of naming a value makes of a row's columns."""

from typing import Any

import pytest

from museion.core.imports.specs import Compiler, UnusableMappingError
from museion.core.imports.transforms import TRANSFORMS

LOOKUPS = {"sex": {"F": "female", "M": "male"}}


@pytest.mark.parametrize(
    ("spec", "row", "value"),
    [
        ("Title", {"Title": "  Jarre "}, "Jarre"),
        ("Title", {"Title": "   "}, None),
        ("dates.start.year", {"dates": {"start": {"year": 1821}}}, 1821),
        ("dates.start.year", {"dates": None}, None),
        ("tags[].name", {"tags": [{"name": "sea"}, {}, {"name": "cliff"}]}, ["sea", "cliff"]),
        ("a[].b[].c", {"a": [{"b": [{"c": 1}]}, {"b": [{"c": 2}, {"c": 3}]}]}, [1, 2, 3]),
        ("a.b", {"a.b": "a column may have a dot"}, "a column may have a dot"),
        ({"first": ["new", "old"]}, {"old": "FC4630"}, "FC4630"),
        ({"template": "{city}, {country}"}, {"city": "Gorée", "country": "SN"}, "Gorée, SN"),
        ({"template": "{city}, {country}"}, {"city": "Gorée", "country": ""}, None),
        ({"template": "100% {a}"}, {"a": 1}, "100% 1"),
        ({"constant": ["fr"]}, {}, ["fr"]),
        ({"list": ["a", "b", "c"]}, {"a": "x", "b": None, "c": ["y", "x"]}, ["x", "y"]),
        ({"column": "a", "transform": "entries"}, {"a": [{"name": "Ana Ruiz"}]}, [{"name": "Ana Ruiz"}]),
        ({"list": ["a", "b"]}, {"a": "jar", "b": {"name": "lamp"}}, ["jar", {"name": "lamp"}]),
        ({"column": "a", "split": "|"}, {"a": "bronze| | gold "}, ["bronze", "gold"]),
        ({"column": "a", "split": "|", "lookup": "sex"}, {"a": "f|M|x"}, ["female", "male", "x"]),
        ({"column": "a", "lookup": "sex", "otherwise": "drop"}, {"a": "x"}, None),
        ({"column": "a", "empty": ["-"], "default": "none"}, {"a": "-"}, "none"),
        ({"column": "a", "split": ";", "join": " / "}, {"a": "x;y"}, "x / y"),
        (
            {"each": "who", "take": {"name": "fc", "role": "role"}},
            {"who": [{"fc": "Turner", "role": None}, {"x": 1}, {"fc": "Blake", "role": "after"}]},
            [{"name": "Turner"}, {"name": "Blake", "role": "after"}],
        ),
        (
            {"zip": {"name": "names", "life": "lives"}},
            {"names": ["Ray Eames", "Charles Eames"], "lives": ["1912–1988", "1907–1978"]},
            [{"name": "Ray Eames", "life": "1912–1988"}, {"name": "Charles Eames", "life": "1907–1978"}],
        ),
        (
            {"zip": {"name": {"column": "names", "split": ", "}, "life": "lives"}},
            {"names": "Smith, Jr.", "lives": "1912–1988"},
            [{"name": "Smith, Jr.", "life": "1912–1988"}],
        ),
        ({"table": {"ulan": "u", "viaf": "v"}}, {"u": "500115983"}, {"ulan": "500115983"}),
        ({"need": "value", "table": {"unit": {"constant": "in"}, "value": "w"}}, {"w": None}, None),
        ({"languages": {"en": "e", "sv": "s"}}, {"s": "Målning"}, {"sv": "Målning"}),
        ({"column": "a", "transform": ["unbracket", "upper"]}, {"a": "(oil)"}, "OIL"),
    ],
)
def test_a_spec_gives_the_value(spec: Any, row: dict[str, Any], value: Any) -> None:
    assert Compiler(LOOKUPS).compile(spec, "field")(row) == value


def test_only_columns_that_must_be_there_are_needed() -> None:
    compiler = Compiler({})
    compiler.compile({"first": ["a", "b"]}, "x")
    compiler.compile({"column": "c", "optional": True}, "x")
    compiler.compile({"each": "d", "take": {"name": "e"}}, "x")
    assert compiler.needs == [("a", "b"), ("d",)]


@pytest.mark.parametrize(
    "spec", [3, "", {}, {"column": "a", "first": ["b"]}, {"column": "a", "split": ""}, {"need": "a"}]
)
def test_a_spec_that_says_nothing_clear_is_refused(spec: Any) -> None:
    with pytest.raises(UnusableMappingError, match=r"mapping x, fields\.title"):
        Compiler({}).compile(spec, "mapping x, fields.title")


@pytest.mark.parametrize(
    ("name", "value", "made"),
    [
        ("strip_html", "<i>Nude</i> &amp; Cat", "Nude & Cat"),
        ("strip_html", "3 < 4", "3 < 4"),
        ("bracketed", "(1841–1918) (b. 1870)", ["1841–1918", "b. 1870"]),
        ("invert_name", "Baldung, Hans", "Hans Baldung"),
        (
            "invert_name",
            "Church of St. Mary, Sankt Gallen, Switzerland",
            "Church of St. Mary, Sankt Gallen, Switzerland",
        ),
        (
            "strip_html",
            "Jarre <SCRIPT src='x'>alert(1)</script > <!-- draft -->à <i>anses</i> &lt;3",
            "Jarre à anses <3",
        ),
        ("number", "-23,6026", -23.6026),
        ("number", "about 3", "about 3"),
        ("drop_zero", "0.0", None),
        ("year", "c. 1860, reworked 1901", 1860),
        ("address", "www.fpm.org.br", "http://www.fpm.org.br"),
        ("address", "ask at the door", "ask"),
        ("country", "Côte d’Ivoire", "CI"),
        ("country", "مصر", "EG"),
        ("country", "br", "BR"),
        ("boolean", "Oui", True),
    ],
)
def test_a_transform_changes_what_it_says(name: str, value: Any, made: Any) -> None:
    assert TRANSFORMS[name](value) == made
