"""A chat whose messages cross processes through Redis; LAYER and REDIS_URL say how."""

import os

SECRET_KEY = "not-a-secret"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["daphne", "django.contrib.contenttypes", "django.contrib.auth"]
ROOT_URLCONF = "urls"
ASGI_APPLICATION = "asgi.application"
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": f"channels_redis.{os.environ['LAYER']}",
        "CONFIG": {"hosts": [os.environ["REDIS_URL"]], "prefix": os.environ["PREFIX"]},
    }
}
USE_TZ = True
