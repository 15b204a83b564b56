from django.http import HttpResponse
from django.shortcuts import render


def home(request):
    return HttpResponse("Home. One question, one answer.\n", content_type="text/plain")


def hello(request):
    return render(request, "live/hello.html")
