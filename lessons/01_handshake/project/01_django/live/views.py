from django.http import HttpResponse


def home(request):
    return HttpResponse("Home. One question, one answer.\n", content_type="text/plain")
