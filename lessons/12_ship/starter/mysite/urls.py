"""URL configuration for mysite project."""

from django.urls import path
from django.views.generic import TemplateView

from live import views
from live import groups_views
from live import ship_views

urlpatterns = [
    path("", views.home),
    # One page for every socket: the view hands its path to the template.
    path("hello/", views.page, {"socket": "/ws/hello/"}),
    path("events/", views.page, {"socket": "/ws/events/"}),
    path("json/", views.json_page),
    path("async/", views.page, {"socket": "/ws/async/"}),
    path("frames/", views.page, {"socket": "/ws/frames/"}),
    path("routing/", views.page, {"socket": "/ws/routing/"}),
    path("browser/", TemplateView.as_view(template_name="live/browser_events.html")),
    path("browser/late/", TemplateView.as_view(template_name="live/browser_late.html")),
    path("browser/ends/", TemplateView.as_view(template_name="live/browser_ends.html")),
    path("browser/addresses/", TemplateView.as_view(template_name="live/browser_addresses.html")),
    path("browser/objects/", TemplateView.as_view(template_name="live/browser_objects.html")),
    path("browser/trusting/", TemplateView.as_view(template_name="live/browser_trusting.html")),
    path("browser/careful/", TemplateView.as_view(template_name="live/browser_careful.html")),
    path("browser/again/", TemplateView.as_view(template_name="live/browser_again.html")),
    path("browser/exercise/", TemplateView.as_view(template_name="live/browser_exercise.html")),
    path("generic/", views.page, {"socket": "/ws/generic/"}),
    path("json-consumers/", views.page, {"socket": "/ws/json-consumers/"}),
    path("groups/", views.page, {"socket": "/ws/groups/"}),
    path("groups/ring/", groups_views.ring),
    path("redis/", views.page, {"socket": "/ws/redis/"}),
    path("ship/", views.page, {"socket": "/ws/ship/"}),
    path("ship/login/", ship_views.login),
    path("ship/chat/<slug:room>/", ship_views.chat),
]
