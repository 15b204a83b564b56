from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.http import HttpResponse


def ring(request):
    """Whoever looks at this page rings the bell."""
    message = {"type": "bell.ring", "who": "a view"}
    async_to_sync(get_channel_layer().group_send)("bell", message)
    return HttpResponse("The view rang.")
