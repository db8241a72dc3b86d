"""The shipped files, read and checked into typed documents."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator

from museion.screening.terms import Certainty

LANGUAGES = ("en", "fr", "es")


class _Document(BaseModel):
    """A misspelt field must not be lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("titles", "names", "notes", "descriptions", check_fields=False)
    @classmethod
    def check_languages(cls, texts: Mapping[str, str]) -> Mapping[str, str]:
        lacking = [tag for tag in LANGUAGES if not texts.get(tag)]
        if lacking:
            raise ValueError(f"no text in {', '.join(lacking)}")
        return texts


class Law(_Document):
    """`country` is empty where the law is everybody's."""

    title: str = Field(min_length=1)
    country: str
    year: int
    certainty: Certainty


class TypeDocument(_Document):
    """See `RedListType`; `code` is unique within the list."""

    code: str = Field(min_length=1)
    names: dict[str, str]
    descriptions: dict[str, str]
    object_types: list[str] = Field(min_length=1)
    materials: list[str]
    countries: list[str]
    cultures: list[str]
    period_from: int | None
    period_to: int | None
    least_side: int | None
    most_side: int | None
    certainty: Certainty
    evidence: str = Field(min_length=1)


class CategoryDocument(_Document):
    code: str = Field(min_length=1)
    names: dict[str, str]
    notes: dict[str, str]
    types: list[TypeDocument] = Field(min_length=1)


class RedListDocument(_Document):
    id: str = Field(min_length=1)
    titles: dict[str, str]
    descriptions: dict[str, str]
    is_emergency: bool
    year: int
    edition: str
    countries: list[str] = Field(min_length=1)
    language_tags: list[str] = Field(min_length=1)
    legislation: list[Law]
    certainty: Certainty
    evidence: str = Field(min_length=1)
    categories: list[CategoryDocument] = Field(min_length=1)

    @property
    def types(self) -> Iterator[tuple[CategoryDocument, TypeDocument]]:
        return ((category, each) for category in self.categories for each in category.types)

    def dump_columns(self) -> dict[str, Any]:
        """What the list's own row holds."""
        return self.model_dump(mode="json", exclude={"id", "categories"})


def read_red_lists() -> Iterator[RedListDocument]:
    """By year, as people look for them."""
    entries = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".json")]
    documents = [RedListDocument.model_validate(orjson.loads(entry.read_bytes())) for entry in entries]
    return iter(sorted(documents, key=lambda document: (document.year, document.id)))
