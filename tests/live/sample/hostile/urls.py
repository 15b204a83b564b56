"""One plain page."""

from django.http import HttpResponse, JsonResponse
from django.urls import path

urlpatterns = [
    path("page/", lambda request: HttpResponse("<p>hello</p>")),
    path("json/", lambda request: JsonResponse({"made": "by Django"})),
]
