"""URL configuration for mysite project."""

from django.urls import path

from live import views

urlpatterns = [
    path("", views.home),
]
