"""Accounts: people who can sign in, and what proves that they are themselves."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Q

from linli.ground.accounts.enums import LimitScope, View
from linli.ground.communities.models import Community, CommunityOwned, new_key
from linli.ground.privacy.blind_index import INDEX_LENGTH
from linli.ground.privacy.fields import EncryptedTextField


def new_session_secret() -> str:
    """An unusable password: random text that every session is bound to and that opens nothing."""
    return make_password(None)


class Account(AbstractBaseUser):
    """Somebody who can sign in: a resident, or a person on duty."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    password = models.CharField(max_length=128, default=new_session_secret, editable=False)
    phone = EncryptedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=INDEX_LENGTH, blank=True, default="", editable=False)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    mail = EncryptedTextField(blank=True, default="")
    mail_index = models.CharField(max_length=INDEX_LENGTH, blank=True, default="", editable=False)
    mail_verified_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    view = models.CharField(max_length=10, choices=View.choices, default=View.STANDARD)

    USERNAME_FIELD = "id"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "id"], name="account_in_community"),
            models.UniqueConstraint(
                fields=["community", "phone_index"],
                condition=~Q(phone_index=""),
                name="account_phone_unique",
            ),
            models.UniqueConstraint(
                fields=["community", "mail_index"],
                condition=~Q(mail_index=""),
                name="account_mail_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class SignInCode(CommunityOwned):
    """A six-digit code on its way to a contact; nothing in it names the contact or the sender."""

    contact_index = models.CharField(max_length=INDEX_LENGTH)
    network_index = models.CharField(max_length=INDEX_LENGTH)
    salt = models.BinaryField(max_length=16)
    code_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    attempts_left = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "contact_index", "created_at"], name="sign_in_code_contact"
            ),
            models.Index(fields=["expires_at"], name="sign_in_code_expiry"),
        ]


class SignInCounter(CommunityOwned):
    """How often one thing was done since its window began."""

    scope = models.CharField(max_length=30, choices=LimitScope.choices)
    subject_index = models.CharField(max_length=INDEX_LENGTH)
    started_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "scope", "subject_index"], name="sign_in_counter_unique"
            ),
        ]
        indexes = [models.Index(fields=["started_at"], name="sign_in_counter_start")]


class Passkey(CommunityOwned):
    """A public key whose private half stays on somebody's device (WebAuthn Level 3)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1364, help_text="base64url of at most 1023 bytes")
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "credential_id"], name="passkey_credential_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
