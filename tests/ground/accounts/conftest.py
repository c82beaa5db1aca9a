import re

import pytest
from django.core.cache import cache

from linli.ground.accounts.models import Account
from linli.ground.accounts.services import create_account, request_code
from linli.ground.communities.models import Community

PHONE = "13812345678"
MAIL = "zhang@example.com"
ADDRESS = "203.0.113.9"


@pytest.fixture(autouse=True)
def _trying_out(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.LINLI_MAIL_URL = settings.LINLI_SMS_URL = "file:"
    settings.LINLI_PRODUCTION = False
    settings.LINLI_PUBLIC_URL = "https://testserver"
    settings.LINLI_FIELD_KEY = b"k" * 32
    settings.LINLI_FIELD_KEYS_OLD = []
    settings.LINLI_PROXY_HOPS = 0
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "other.example"]


@pytest.fixture(autouse=True)
def _fresh_cache():
    """The community is cached for ten seconds, and the next test's is another one."""
    cache.clear()


@pytest.fixture
def community(db) -> Community:
    return Community.objects.create(slug="liuan", name="柳岸社区", language="en")


@pytest.fixture
def elsewhere(db) -> Community:
    return Community.objects.create(slug="else", name="别处", host="other.example", language="en")


@pytest.fixture
def account(community) -> Account:
    return create_account(community, display_name="张先生", contact=PHONE, acting_user=None)


@pytest.fixture
def stranger(community) -> Account:
    return create_account(community, display_name="李", acting_user=None)


@pytest.fixture
def ask(community):
    """Asks for a code and gives back its six digits, which nothing but the message holds."""

    def ask_for(contact=PHONE, *, within=None, address=ADDRESS, language="en"):
        sent = []
        request_code(
            within or community,
            contact=contact,
            network_address=address,
            language=language,
            deliver=sent.append,
        )
        return sent[0].code

    return ask_for


@pytest.fixture
def outbox(tmp_path):
    """The messages written so far, oldest first."""

    def read():
        return [path.read_text() for path in sorted((tmp_path / "outbox").glob("*.txt"))]

    return read


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    """Posts a form and lets what waits for the commit happen, as it would outside a test."""

    def post_form(path, data=None, **extra):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(path, data or {}, **extra)

    return post_form


def find_code(message: str) -> str:
    (code,) = re.findall(r"\b[0-9]{6}\b", message)
    return code


def wrong(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06d}"
