"""Django's settings, all derived from the environment that `env` reads."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from linli.config.databases import database_settings
from linli.config.env import read_environment

django_stubs_ext.monkeypatch()

PACKAGE_ROOT = Path(__file__).resolve().parents[1]
ENV = read_environment()

DEBUG = False
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = list(ENV.hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["linli.ground.accounts.policies.AccountBackend"]
LOGIN_URL = "/sign-in"

LINLI_DATA_DIR = ENV.data_dir
LINLI_FIELD_KEY = ENV.field_key
LINLI_FIELD_KEYS_OLD = ENV.field_keys_old
LINLI_PROFILE = ENV.profile
LINLI_PROXY_HOPS = ENV.proxy_hops
LINLI_SESSION_IDLE_SECONDS = ENV.session_idle_seconds
LINLI_SESSION_ABSOLUTE_SECONDS = ENV.session_absolute_seconds
LINLI_PRODUCTION = ENV.production
LINLI_DEMO = ENV.demo
LINLI_PUBLIC_URL = ENV.public_url
LINLI_MAP_TILES_URL = ENV.map_tiles_url
LINLI_MAP_TILES_DATUM = ENV.map_tiles_datum
LINLI_MAP_TILES_ATTRIBUTION = ENV.map_tiles_attribution
LINLI_MAIL_URL = ENV.mail_url
LINLI_SMS_URL = ENV.sms_url
LINLI_WEB_WORKERS = ENV.web_workers
LINLI_LOG_WITNESSES = ENV.log_witnesses
LINLI_LOG_QUORUM = ENV.log_quorum
LINLI_PHOTO_COUNT = ENV.photo_count
LINLI_PHOTO_BYTES = ENV.photo_bytes
LINLI_PHOTO_PIXELS = ENV.photo_pixels

INSTALLED_APPS = [
    "linli.site",
    "linli.apps.insight",
    "linli.apps.administration",
    "linli.apps.oversight",
    "linli.apps.disclosure",
    "linli.apps.cases",
    "linli.core.notices",
    "linli.core.pages",
    "linli.core.contributions",
    "linli.core.attachments",
    "linli.core.follows",
    "linli.core.matters",
    "linli.core.records",
    "linli.ground.parties",
    "linli.ground.accounts",
    "linli.ground.places",
    "linli.ground.calendars",
    "linli.ground.communities",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "linli.ground.communities.middleware.CommunityMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.ground.accounts.middleware.AccountMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "linli.site.http.texts.TextMiddleware",
    "linli.core.matters.middleware.ActingUserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.site.http.context.site",
            ],
            "builtins": ["linli.core.pages.templatetags.components"],
        },
    },
]

DATABASES = {"default": database_settings(ENV.database_url)}

LANGUAGE_CODE = "zh-hans" if ENV.profile == "cn" else "en"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [PACKAGE_ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": ENV.files.backend, "OPTIONS": ENV.files.options},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = ENV.session_absolute_seconds
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENV.production
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = ENV.production
SECURE_SSL_REDIRECT = ENV.production
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.production else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.production
SECURE_HSTS_PRELOAD = ENV.production
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Besides this site, the map service that the operator chose, if any.
MAP_SERVICE = [ENV.map_tiles_origin] if ENV.map_tiles_origin else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MAP_SERVICE],
        "font-src": [SELF],
        "connect-src": [SELF, *MAP_SERVICE],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 4 * LINLI_PHOTO_COUNT  # a form may ask for photos more than once
FILE_UPLOAD_HANDLERS = [
    "linli.core.attachments.receiving.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "linli.site.http.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
