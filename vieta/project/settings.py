"""Django's settings: the same for the demo, for production and for tests; only the environment differs."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from vieta.project import environment, logs

ENVIRONMENT = environment.read()
ROOT = environment.ROOT
VAR = ENVIRONMENT.data_dir
VAR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = ENVIRONMENT.key()
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
LOGGING = logs.configuration()

# Our own
DEMO = ENVIRONMENT.demo
FIELD_KEYS = ENVIRONMENT.ring()
FUNDER_THRESHOLD = ENVIRONMENT.funder_threshold
UPLOAD_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024

# The rooms, in the order of the river
ROOMS = [
    "vieta.base",
    "vieta.audit",
    "vieta.documents",
    "vieta.organisations",
    "vieta.programmes",
    "vieta.accounts",
    "vieta.people",
    "vieta.enrolments",
    "vieta.plans",
    "vieta.activities",
    "vieta.training",
    "vieta.mentoring",
    "vieta.outcomes",
    "vieta.matching",
    "vieta.indicators",
    "vieta.evaluation",
    "vieta.reports",
    "vieta.web",
    "vieta.jobs",
]
INSTALLED_APPS = [
    *ROOMS,  # first, so that our templates and words win over the libraries'
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "vieta.project.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "vieta.web.session.SessionEnds",
    "vieta.web.middleware.ViewerMiddleware",
    "vieta.audit.guard.ReadOnlyGet",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "vieta.project.urls"
WSGI_APPLICATION = "vieta.project.wsgi.application"

# Tables
DATABASES = {"default": ENVIRONMENT.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Words
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("lv", _("Latvian")),
    ("el", _("Greek")),
    ("hr", _("Croatian")),
    ("nl", _("Dutch")),
    ("fr", _("French")),
]
FORMAT_MODULE_PATH = ["vieta.web.parts.formats"]
LOCALE_PATHS = [ROOT / "vieta" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# Pages
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((ROOT / "vieta" / "web").glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "vieta.web.parts.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vieta.web.parts.shell.shell",
            ],
        },
    }
]

FORM_RENDERER = "vieta.web.parts.forms.Renderer"

# Static files: built by `make install`, gathered with hashed names, served by whitenoise
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"  # where `make install` gathers them, wherever the data lie
STATICFILES_DIRS = [ROOT / "vieta" / "web" / "parts" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Documents lie outside every folder the web server serves; they leave only through access
MEDIA_ROOT = VAR / "documents"
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Sign-in: by name and password (nothing needs an e-mail address), then the second factor
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "vieta.web.public.sign_in.OneTimeCode",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "vieta.web.public.sign_in.SignIn"
ACCOUNT_FORMS = {
    "login": "vieta.web.public.forms.SignInForm",
    "change_password": "vieta.web.public.forms.ChangePasswordForm",
    "set_password": "vieta.web.public.forms.SetPasswordForm",
    "reauthenticate": "vieta.web.public.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # failures are counted in the database, below
MFA_ADAPTER = "vieta.web.public.sign_in.SecondFactor"
MFA_FORMS = {
    "authenticate": "vieta.web.public.forms.FactorForm",
    "reauthenticate": "vieta.web.public.forms.FactorAgainForm",
    "activate_totp": "vieta.web.public.forms.SetUpFactorForm",
    "deactivate_totp": "vieta.web.public.forms.EndFactorForm",
    "generate_recovery_codes": "vieta.web.public.forms.RecoveryForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Vieta"

# Guessing: a name from an address is locked for a while after a few failures
AXES_FAILURE_LIMIT = ENVIRONMENT.sign_in_failures
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "vieta.web.public.sign_in.lockout_parameters"
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "vieta.web.public.sign_in.counted_name"
AXES_SENSITIVE_PARAMETERS = ["login", "code", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

# Sessions end: after idle minutes, after hours in any case, and with the browser
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_IDLE = timedelta(minutes=ENVIRONMENT.idle_minutes)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Browsers
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
