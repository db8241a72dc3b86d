"""Every setting that can be wrong stops the start with its name, and no password in the message."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from museion.core.environment import SettingError
from museion.project import settings as module

NEW_VALUES = {
    "MUSEION_HOME": __file__,
    "MUSEION_DATABASE_URL": "postgresql://museion:geheim@db:port/museion",
    "MUSEION_REPLICA_URL": "postgresql://museion:geheim@replica/museion",
    "MUSEION_SEARCH_URL": "search:9200",
    "MUSEION_SEARCH_CERTIFICATES": "/nowhere/ca.pem",
    "MUSEION_SEARCH_SHARDS": "0",
    "MUSEION_SEARCH_REPLICAS": "one",
    "MUSEION_PHOTO_PARTS": "10.0.0.5:8300",
    "MUSEION_SEMANTIC": "perhaps",
    "MUSEION_BASE_URL": "museums.example.org",
    "MUSEION_HOSTS": "https://museums.example.org",
    "MUSEION_SECRET_KEY_FILE": "/nowhere/key",
    "MUSEION_DEBUG": "2",
    "MUSEION_DEMO": "maybe",
    "MUSEION_MAX_UPLOAD_MB": "64 MB",
    "MUSEION_REQUESTS_PER_MINUTE": "-1",
    "MUSEION_METRICS_TOKEN_FILE": "/nowhere/token",
    "MUSEION_LOG_JSON": "json",
    "MUSEION_SCREENINGS_PER_MINUTE": "many",
    "MUSEION_PROXIES": "yes",
    "MUSEION_ALLOW_PRIVATE_FEEDS": "10.0.0.0/8",
    "MUSEION_MAIL_URL": "smtp://desk:geheim@mail:many",
    "MUSEION_INSTITUTIONS": "/nowhere/institutions.toml",
    "MUSEION_LOG_LEVEL": "loud",
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The settings as they would be read with these variables and no others."""

    def read_with(**variables: str) -> dict[str, Any]:
        for name in list(os.environ):
            if name.startswith("MUSEION_"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("MUSEION_HOME", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(module.__file__))

    return read_with


@pytest.mark.parametrize("name", NEW_VALUES)
def test_a_wrong_value_stops_the_start_with_its_name(name: str, read: Any) -> None:
    with pytest.raises(SettingError) as caught:
        read(**{name: NEW_VALUES[name]})
    assert str(caught.value).startswith(f"{name}=")
    assert "geheim" not in str(caught.value)


def test_parts_of_a_photo_index_need_their_token(read: Any) -> None:
    parts = "http://10.0.0.5:8300,http://10.0.0.6:8300"
    with pytest.raises(SettingError, match="MUSEION_PHOTO_PARTS_TOKEN"):
        read(MUSEION_PHOTO_PARTS=parts)
    assert read(MUSEION_PHOTO_PARTS=parts, MUSEION_PHOTO_PARTS_TOKEN="of all")["PHOTO_PARTS"] == parts.split(",")


def test_only_a_proxy_of_the_sites_own_is_believed_about_tls(read: Any) -> None:
    over_tls = {"MUSEION_BASE_URL": "https://museums.example.org/"}
    assert read(**over_tls)["SECURE_PROXY_SSL_HEADER"] is None
    behind = read(**over_tls, MUSEION_PROXIES="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind["CSRF_TRUSTED_ORIGINS"] == ["https://museums.example.org"]
    assert read(MUSEION_PROXIES="1")["SECURE_PROXY_SSL_HEADER"] is None
