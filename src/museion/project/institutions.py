"""The institutions whose members sign in with their own OpenID Connect: one TOML file, read when the site starts."""

import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from museion.core.environment import SettingError

VARIABLE = "MUSEION_INSTITUTIONS"


class Institution(BaseModel):
    """One `[[institution]]` of the file. `secret_file`: holds the client's secret and nothing else."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    name: str
    issuer: Annotated[str, Field(pattern=r"^https?://")]
    client_id: str
    secret_file: Path
    domains: list[str] = []


def read_institutions(path: str) -> list[dict[str, Any]]:
    """As allauth wants them. Raises `SettingError` with the place of what is wrong."""
    if not path:
        return []
    try:
        told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        institutions = [Institution.model_validate(each) for each in told.get("institution", [])]
        return [_make_app(each, Path(path).parent) for each in institutions]
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingError(VARIABLE, path, f"a TOML file that can be read ({error})") from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingError(VARIABLE, path, f"[[institution]] {place}: {first['msg']}") from error


def list_origins(institutions: list[dict[str, Any]]) -> list[str]:
    """Where a form of ours may lead: browsers hold a form's redirections against the page's policy."""
    parts = [urlsplit(each["settings"]["server_url"]) for each in institutions]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def _make_app(institution: Institution, folder: Path) -> dict[str, Any]:
    return {
        "provider_id": institution.id,
        "name": institution.name,
        "client_id": institution.client_id,
        "secret": (folder / institution.secret_file).read_text(encoding="utf-8").strip(),
        "settings": {
            "server_url": institution.issuer,
            "domains": [domain.lower() for domain in institution.domains],
            "oauth_pkce_enabled": True,
        },
    }
