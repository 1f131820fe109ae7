import pytest

from callbacks.http.settings import SettingError, Settings


@pytest.mark.parametrize(
    ("environment", "settings"),
    [
        ({}, Settings("/", "'self'")),
        ({"URL_PREFIX": "/"}, Settings("/", "'self'")),
        ({"URL_PREFIX": "trials"}, Settings("/trials/", "'self'")),
        ({"URL_PREFIX": "/a/b/"}, Settings("/a/b/", "'self'")),
        ({"TRUSTED_PROXIES": "2"}, Settings("/", "'self'", 2)),
        ({"CACHE_URL": " redis://10.0.0.1/0 "}, Settings(cache_url="redis://10.0.0.1/0")),
        ({"SIGN_IN_FILE": "/etc/users"}, Settings(sign_in_file="/etc/users")),
        (
            {"FRAME_ANCESTORS": "'self' https://x.example"},
            Settings("/", "'self' https://x.example"),
        ),
    ],
)
def test_settings(environment, settings):
    assert Settings.from_environment(environment) == settings


@pytest.mark.parametrize(
    "environment",
    [
        {"URL_PREFIX": "/a b/"},
        {"URL_PREFIX": "/<x>/"},
        {"FRAME_ANCESTORS": ""},
        {"TRUSTED_PROXIES": ""},
        {"CACHE_URL": "10.0.0.1:6379"},
        {"CACHE_URL": "http://10.0.0.1"},
        {"TRUSTED_PROXIES": "-1"},
        {"TRUSTED_PROXIES": "99"},
        {"TRUSTED_PROXIES": "all"},
        {"FRAME_ANCESTORS": "x; script-src *"},
        {"FRAME_ANCESTORS": "x\r\nSet-Cookie: a=b"},
    ],
)
def test_hostile_settings_stop_the_start(environment):
    with pytest.raises(SettingError, match="is not allowed; allowed:"):
        Settings.from_environment(environment)
