"""The doorway for the web server."""

import os
from threading import Thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vieta.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

application = get_wsgi_application()

from vieta.indicators.engine import warm  # noqa: E402  settings stand only now
from vieta.matching.engine.warm import warm as warm_matching  # noqa: E402

Thread(target=warm, daemon=True).start()
Thread(target=warm_matching, args=(settings.VAR,), daemon=True).start()
if settings.TRUSTED_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.TRUSTED_PROXIES)
