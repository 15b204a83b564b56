from django.http import HttpResponse
from django.shortcuts import render


def home(request):
    return HttpResponse("Home. One question, one answer.\n", content_type="text/plain")


def page(request, socket):
    return render(request, "live/page.html", {"socket": socket})


def json_page(request):
    return render(request, "live/json.html")
