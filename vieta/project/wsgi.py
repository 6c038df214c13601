"""The doorway for the web server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vieta.project.settings")

from django.conf import settings  # noqa: E402 - the settings' name must be known first
from django.core.wsgi import get_wsgi_application  # noqa: E402
from granian.utils.proxies import wrap_wsgi_with_proxy_headers  # noqa: E402

application = get_wsgi_application()
if settings.TRUSTED_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.TRUSTED_PROXIES)
