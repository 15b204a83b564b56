from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """manage.py ring: as the view does it."""

    def handle(self, *args, **options):
        message = {"type": "bell.ring", "who": "a command"}
        async_to_sync(get_channel_layer().group_send)("bell", message)
        self.stdout.write("The command rang.")
