"""All settings, read once from the environment. `docs/reference/settings.md` has the table."""

from pathlib import Path
from urllib.parse import urlsplit

from museion.core.environment import (
    SettingError,
    read_address,
    read_addresses,
    read_choice,
    read_cluster,
    read_file,
    read_flag,
    read_folder,
    read_hosts,
    read_number,
    read_text,
)
from museion.project.databases import make_databases
from museion.project.institutions import list_origins, read_institutions
from museion.project.mail import read_mail_server
from museion.project.secret import read_secret_key

HOME = read_folder("MUSEION_HOME", ".museion")
DEBUG = read_flag("MUSEION_DEBUG", default=False)
SEMANTIC = read_flag("MUSEION_SEMANTIC", default=False)
DEMO = read_flag("MUSEION_DEMO", default=(HOME / "sample.json").is_file())
SECRET_KEY = read_secret_key(HOME)
ALLOWED_HOSTS = read_hosts("MUSEION_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
BASE_URL = read_address("MUSEION_BASE_URL")
OAI_DOMAIN = read_text("MUSEION_OAI_DOMAIN", urlsplit(BASE_URL).hostname or "museion.example")
SEARCH_URL = read_cluster("MUSEION_SEARCH_URL")
SEARCH_CERTIFICATES = read_file("MUSEION_SEARCH_CERTIFICATES")
SEARCH_SHARDS = read_number("MUSEION_SEARCH_SHARDS", 3, least=1)
SEARCH_REPLICAS = read_number("MUSEION_SEARCH_REPLICAS", 1)
PHOTO_DESCRIPTOR = read_choice("MUSEION_PHOTO_DESCRIPTOR", "installed", ("installed", "none", "sscd", "views"))
PHOTO_PARTS = read_addresses("MUSEION_PHOTO_PARTS")
PHOTO_PARTS_TOKEN = read_text("MUSEION_PHOTO_PARTS_TOKEN", "")
if PHOTO_PARTS and not PHOTO_PARTS_TOKEN:
    raise SettingError("MUSEION_PHOTO_PARTS_TOKEN", "", "the token that the parts of the photo index share")
ALLOW_PRIVATE_FEEDS = read_flag("MUSEION_ALLOW_PRIVATE_FEEDS", default=False)
PROXIES = read_number("MUSEION_PROXIES", 0)
REQUESTS_PER_MINUTE = read_number("MUSEION_REQUESTS_PER_MINUTE", 600)
BACKUP_KEY_FILE = read_text("MUSEION_BACKUP_KEY_FILE", "")
METRICS_TOKEN = read_text("MUSEION_METRICS_TOKEN", "")
SCREENINGS_PER_MINUTE = read_number("MUSEION_SCREENINGS_PER_MINUTE", 120)
# A hand-over of a whole store sends two fields for every object.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
MAX_UPLOAD_BYTES = read_number("MUSEION_MAX_UPLOAD_MB", 64, least=1) * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "ninja",  # its documentation page's files, so that it works offline
    "museion.core",
    "museion.search",
    "museion.vocabulary",
    "museion.network",
    "museion.heritage",
    "museion.governance",
    "museion.screening",
    "museion.response",
    "museion.events",
    "museion.library",
    "museion.exchange",
    "museion.website",
    # After ours, whose templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "museion.core.watching.requests.WatchingMiddleware",
    "museion.core.http.downloads.DownloadMiddleware",
    "museion.core.http.inside.InsideMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "museion.core.http.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "museion.core.http.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "museion.core.http.head.HeadMiddleware",
    "museion.core.http.asking.AskingMiddleware",
    "museion.core.http.limits.SizeMiddleware",
    "museion.core.http.limits.LimitMiddleware",
    "museion.core.http.uploads.UploadMiddleware",
    "museion.core.replicas.ReplicaMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "museion.core.http.errors.ProblemMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "museion.website.context.get_page_context",
            ],
            "builtins": ["museion.core.templatetags.localized"],
        },
    }
]

ROOT_URLCONF = "museion.project.urls"
WSGI_APPLICATION = "museion.project.wsgi.application"
DATABASES = make_databases(read_text("MUSEION_DATABASE_URL", ""), read_text("MUSEION_REPLICA_URL", ""), HOME)
DATABASE_ROUTERS = ["museion.core.replicas.ReplicaRouter"] if "replica" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes, so that attempts to sign in are counted once.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_sharedentry"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # accounts made before; renewed when they sign in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/account"
ACCOUNT_ADAPTER = "museion.core.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "museion.core.signin.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_USER_DISPLAY = str
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "museion.core.signin.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute, for telephones whose clock is off
MFA_RECOVERY_CODES_SHOW_ONCE = True
_institutions = read_institutions(read_text("MUSEION_INSTITUTIONS", ""))
INSTITUTION_ORIGINS = list_origins(_institutions)
SOCIALACCOUNT_ADAPTER = "museion.core.signin.institutions.InstitutionAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _institutions}}
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""

_mail = read_mail_server(read_text("MUSEION_MAIL_URL", ""))
EMAIL_BACKEND = _mail.backend
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.tls == "starttls", _mail.tls == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = read_text("MUSEION_MAIL_FROM", "desk@museion.example")

USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["museion.project.formats"]
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LANGUAGE_COOKIE_NAME = "museion_language"
# The doors that are no Django application; every room's own texts are in its `locale`, which Django finds by itself.
LOCALE_PATHS = [Path(__file__).parents[1] / "api" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
# TLS ends at the site's own proxy, which sets this header anew; without one, nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES and SESSION_COOKIE_SECURE else None
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(BASE_URL))] if BASE_URL else []
CSRF_FAILURE_VIEW = "museion.website.views.pages.refuse_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
# A year, as browsers' lists ask; only where the site says that it is reached over TLS.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "museion.core.redaction.RedactingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s",
        },
        "json": {"()": "museion.core.watching.logs.JsonFormatter"},
    },
    "filters": {
        "request_id": {"()": "museion.core.watching.logs.RequestIdFilter"},
        "route": {"()": "museion.core.watching.logs.RouteFilter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if read_flag("MUSEION_LOG_JSON", default=False) else "line",
            "filters": ["request_id", "route"],
        }
    },
    # Addresses that were asked in vain may hold names; `museion.requests` tells their number.
    # The search client tells of every answer that is no success; what fails in the end is an error of ours.
    # faiss tells eight lines about the processor, of each process that starts.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "opensearch": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "faiss.loader": {"level": "WARNING"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": read_choice("MUSEION_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
