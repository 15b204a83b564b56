"""The pages of the chat: who is not logged in is sent to the login first."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.views.generic import TemplateView

login = LoginView.as_view(template_name="live/ship_login.html", next_page="/ship/chat/tea/")
chat = login_required(TemplateView.as_view(template_name="live/ship_chat.html"), login_url="/ship/login/")
