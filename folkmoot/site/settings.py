"""Django's settings, from the environment (``docs/operate.md`` lists every variable)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from folkmoot.site import environment
from folkmoot.site.logs import logging_config

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()

MODE = environment.text("FOLKMOOT_MODE", "development")
if MODE not in {"development", "production"}:
    raise environment.SettingError(f"FOLKMOOT_MODE is {MODE!r}; write development or production.")
PRODUCTION = MODE == "production"
DEBUG = False  # even in development: a stranger may look at it, and a traceback page shows too much

SECRET_KEY = environment.secret_key(DATA)
HOST = environment.text("FOLKMOOT_HOST", "localhost")  # the part of a handle after the @
ALLOWED_HOSTS = [*environment.words("FOLKMOOT_ALLOWED_HOSTS"), HOST, "localhost", "127.0.0.1", "[::1]"]
BASE_URL = environment.text("FOLKMOOT_BASE_URL", f"https://{HOST}" if PRODUCTION else "http://127.0.0.1:8000").rstrip(
    "/"
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
DEMO_ALLOWED = environment.flag("FOLKMOOT_DEMO", not PRODUCTION)
SIGNUP_OPEN = environment.flag("FOLKMOOT_SIGNUP_OPEN", False)

INSTALLED_APPS = [
    "folkmoot.site.apps.SiteConfig",
    "folkmoot.demo",
    "folkmoot.mirror.pages.apps.MirrorConfig",
    "folkmoot.talk",
    "folkmoot.favors.apps.FavorsConfig",
    "folkmoot.permissions",
    "folkmoot.tribes",
    "folkmoot.people",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.site.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "folkmoot.site.middleware.PersonTimeZone",
    "folkmoot.site.middleware.Sane",
]

ROOT_URLCONF = "folkmoot.site.urls"
WSGI_APPLICATION = "folkmoot.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.site.context.shell",
            ],
        },
    }
]

# --- the database -----------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL", f"sqlite:///{DATA / 'folkmoot.sqlite3'}"),
        conn_max_age=600,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    environment.keep_private(str(DATABASES["default"]["NAME"]))
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a transaction that will write takes its turn at the start, instead of failing halfway
        # with 'database is locked'. FULL: what has been answered 'done' (a revocation!) survives a power cut.
        # temp_store stays as it is: in memory, a delivery to a million people would take memory by the million.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
        ),
    }
    # Migrations of the data path must see the same tables as the raw ones; tests use a real file, since
    # threads and processes share it.
    DATABASES["default"]["TEST"] = {"NAME": environment.text("FOLKMOOT_TEST_DATABASE", str(DATA / "test.sqlite3"))}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # jit: PostgreSQL would compile the gate's statements for a quarter of a second before it runs them, to no gain.
    # random_page_cost: as for a disk without a moving head; otherwise it reads what a person has by bitmaps, which
    # takes longer. DATABASE_URL may say otherwise (?options=), as a pooler that refuses start-up options needs.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c random_page_cost=1.1")
    # What is written out for speed (favors.services.statements) is planned once per connection, after some uses. A
    # pooler that hands a connection to another client between transactions must know prepared statements.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # In the database, since rate limits of sign-in must hold across all processes.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "folkmoot_cache",
        # Django's 300 would throw away, at random, what is being counted.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "mirror"]}}

# --- people and sign-in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "folkmoot.people.adapter.FolkmootAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "folkmoot.people.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {"signup": "folkmoot.people.forms.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # seconds
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900  # seconds
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# The rest is allauth's own. A code has 34 bits and takes three guesses.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,10/h/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Folkmoot"
USERSESSIONS_TRACK_ACTIVITY = False  # one write on every page would cost more than the page

# --- mail -------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = environment.text("FOLKMOOT_MAIL_FROM", f"Folkmoot <folkmoot@{HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = environment.text("FOLKMOOT_SMTP_HOST")
EMAIL_PORT = environment.number("FOLKMOOT_SMTP_PORT", 587, 1)
EMAIL_HOST_USER = environment.text("FOLKMOOT_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("FOLKMOOT_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("FOLKMOOT_SMTP_TLS", True) and EMAIL_PORT != 465
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 20  # seconds
MAIL_IS_SHOWN = not PRODUCTION and not EMAIL_HOST
EMAIL_BACKEND = (
    "folkmoot.people.mail.ShownMailBackend" if MAIL_IS_SHOWN else "django.core.mail.backends.smtp.EmailBackend"
)

# --- security ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "django.contrib.sessions.backends.db"
BEHIND_PROXY = environment.flag("FOLKMOOT_BEHIND_PROXY", PRODUCTION)
if BASE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = PRODUCTION
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = environment.number("FOLKMOOT_HSTS_SECONDS", 3600)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # bytes; lists of people may have 5 MiB
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- words, time, files -----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("FOLKMOOT_TIME_ZONE", "UTC")  # shown to people who have not set their own
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks into it, also while it is empty
MEDIA_ROOT = DATA / "pictures"
MAIL_FOLDER = DATA / "mail"
MIRROR_FOLDER = DATA / "mirror"
MIRROR_UPLOAD_MAX = environment.number("FOLKMOOT_MIRROR_MB", 1024, 1) * 1024 * 1024  # bytes, all files together
MIRROR_AT_ONCE = environment.number("FOLKMOOT_MIRROR_AT_ONCE", 1, 1)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
LOGGING = logging_config(json=PRODUCTION, level=environment.text("FOLKMOOT_LOG_LEVEL", "INFO"))
# Whether the whole domain speaks HTTPS only, subdomains and browsers' lists included, is its owner's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
