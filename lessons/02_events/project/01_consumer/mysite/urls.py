"""URL configuration for mysite project."""

from django.urls import path

from live import views

urlpatterns = [
    path("", views.home),
    # One page for every socket: the view hands its path to the template.
    path("hello/", views.page, {"socket": "/ws/hello/"}),
    path("events/", views.page, {"socket": "/ws/events/"}),
]
