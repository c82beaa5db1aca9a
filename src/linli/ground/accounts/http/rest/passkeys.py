"""Making a passkey and signing in with one."""

from typing import Literal

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from linli.ground.accounts.enums import LimitScope
from linli.ground.accounts.errors import PasskeyChallengeError, PasskeyHostError
from linli.ground.accounts.http.pages.sign_in import choose_next, set_preference_cookies
from linli.ground.accounts.http.rest.answers import (
    SignInRequiredError,
    json_view,
    read_credential,
    read_object,
)
from linli.ground.accounts.http.rest.party import find_relying_party
from linli.ground.accounts.middleware import begin_session, get_client_address
from linli.ground.accounts.models import Account
from linli.ground.accounts.policies import CHALLENGE_LIFETIME
from linli.ground.accounts.services import (
    PasskeyChallenge,
    RelyingParty,
    authenticate_passkey,
    begin_authentication,
    begin_registration,
    register_passkey,
    spend_limit,
)
from linli.ground.communities.middleware import CommunityRequest
from linli.ground.privacy.network import index_network

_KEPT = "linli_passkey_challenge"
_Ceremony = Literal["register", "sign_in"]


@json_view
def registration_options(request: CommunityRequest) -> JsonResponse:
    """What `navigator.credentials.create` needs."""
    me = _require_account(request)
    challenge = begin_registration(me, acting_user=me, party=_require_party(request))
    return _ask(request, challenge, "register")


@json_view
def registration(request: CommunityRequest) -> JsonResponse:
    """Stores the new passkey; 201 with where to look at it."""
    me, body = _require_account(request), read_object(request)
    passkey = register_passkey(
        me,
        acting_user=me,
        credential=read_credential(body),
        challenge=_take_challenge(request, "register"),
        party=_require_party(request),
        name=str(body.get("name") or _("Passkey")),
    )
    answer = {"id": str(passkey.pk), "redirect": reverse("accounts:account")}
    return JsonResponse(answer, status=201)


@json_view
def authentication_options(request: CommunityRequest) -> JsonResponse:
    """What `navigator.credentials.get` needs; counted, since each keeps a session row."""
    party = _require_party(request)
    spend_limit(
        request.community,
        scope=LimitScope.PASSKEY_NETWORK,
        subject_index=index_network(get_client_address(request), community_id=request.community.pk),
    )
    return _ask(request, begin_authentication(party=party), "sign_in")


@json_view
def authentication(request: CommunityRequest) -> JsonResponse:
    """Signs in; answers with where to go."""
    body = read_object(request)
    account = authenticate_passkey(
        request.community,
        credential=read_credential(body),
        challenge=_take_challenge(request, "sign_in"),
        party=_require_party(request),
    )
    begin_session(request, account)
    response = JsonResponse({"redirect": choose_next(request, str(body.get("next") or ""))})
    set_preference_cookies(response, account)
    return response


def _require_account(request: CommunityRequest) -> Account:
    if not isinstance(request.user, Account):
        raise SignInRequiredError("Sign in first.")
    return request.user


def _require_party(request: CommunityRequest) -> RelyingParty:
    party = find_relying_party(request)
    if party is None:
        raise PasskeyHostError("An address in figures has no passkeys.")
    return party


def _ask(
    request: CommunityRequest, challenge: PasskeyChallenge, ceremony: _Ceremony
) -> JsonResponse:
    request.session[_KEPT] = {
        "value": bytes_to_base64url(challenge.challenge),
        "ceremony": ceremony,
        "expires": (timezone.now() + CHALLENGE_LIFETIME).timestamp(),
    }
    return JsonResponse(challenge.options)


def _take_challenge(request: CommunityRequest, ceremony: _Ceremony) -> bytes:
    """Out of the session for good, so that it answers once whatever comes of it."""
    kept = request.session.pop(_KEPT, None)
    now = timezone.now().timestamp()
    if kept is None or kept["ceremony"] != ceremony or kept["expires"] < now:
        raise PasskeyChallengeError("The challenge is missing, used or too old.")
    return base64url_to_bytes(kept["value"])
