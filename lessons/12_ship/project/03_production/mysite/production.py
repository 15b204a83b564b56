"""Settings for the real site: python manage.py check --deploy --settings mysite.production"""

import os

from mysite.settings import *  # noqa: F403

DEBUG = False

# A key of its own, kept out of the code.
SECRET_KEY = os.environ["SECRET_KEY"]

# Also the list of AllowedHostsOriginValidator. Never "*": then it lets every page in.
ALLOWED_HOSTS = ["chat.example"]

# The layer in memory is enough for one process. For more, take the Redis of lesson 11.

# Cookies go over https and wss alone, also those of a handshake.
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# TLS ends at the proxy. It tells Django by this header, and has to set it for every request.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True

# A promise that browsers keep for months (SECURE_HSTS_SECONDS): make it when https has worked for a while.
SILENCED_SYSTEM_CHECKS = ["security.W004"]
