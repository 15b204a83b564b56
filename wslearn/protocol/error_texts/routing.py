"""Error texts of routing and scope."""

from wslearn.protocol.error_texts.entry import ErrorText

TEXTS = (
    ErrorText(
        id="no-route",
        pattern=r"No route found for path",
        sample="ValueError: No route found for path 'ws/Json'.",
        happened="No websocket route matches the path; the page got HTTP 500, not 404.",
        cause="The page's URL and the pattern differ: a missing slash at the end, capital letters, a leading slash in "
        r"the pattern, or \w+ that does not take a hyphen.",
        fix="Make both the same, slash included; patterns begin without a slash.",
        lesson="routing",
        source="django/channels#2147, #1338",
    ),
    ErrorText(
        id="as-asgi-missing",
        pattern=r"object (?!NoneType)\w+ can't be used in 'await' expression|as_asgi\(\) takes 1 positional argument"
        r"|\b\w+\(\) takes no arguments|object\.__init__\(\) takes exactly one argument",
        sample="TypeError: object Json can't be used in 'await' expression",
        happened="The route holds the consumer class itself, not an ASGI application; the page got 500.",
        cause="as_asgi() is missing in routing.py, or its parentheses are.",
        fix='Write path("ws/json/", consumers.Json.as_asgi()).',
        lesson="routing",
        source="django/channels#1552, #2035",
    ),
    ErrorText(
        id="include-in-urlrouter",
        pattern=r"include\(\) is not supported in URLRouter",
        sample="ImproperlyConfigured: include() is not supported in URLRouter. Use nested URLRouter instances instead.",
        happened="A websocket route uses include().",
        cause="URLRouter does not take include().",
        fix="Put a URLRouter of its own where the include() stands, or join the lists of patterns.",
        lesson="routing",
    ),
    ErrorText(
        id="url-kwarg-missing",
        pattern=r"KeyError: '(url_route|room_name)'",
        sample="KeyError: 'room_name'",
        happened='The scope has no such key: scope["url_route"]["kwargs"] holds the named groups of the route only.',
        cause="The group in the pattern has another name, or none; or a test calls the consumer without a URLRouter.",
        fix='Name the group: re_path(r"ws/(?P<room_name>[\\w-]+)/$", …).',
        lesson="routing",
    ),
    ErrorText(
        id="user-not-in-scope",
        pattern=r"KeyError: '(user|session)'",
        sample="KeyError: 'user'",
        happened='The consumer asked for scope["user"] or scope["session"], and nobody had put it there.',
        cause="The routes are not inside AuthMiddlewareStack.",
        fix='Write "websocket": AuthMiddlewareStack(URLRouter(websocket_urlpatterns)).',
        lesson="routing",
        source="django/channels#1107, #1764",
    ),
    ErrorText(
        id="session-before-auth",
        pattern=r"AuthMiddleware cannot find session in scope",
        sample="ValueError: AuthMiddleware cannot find session in scope. SessionMiddleware must be above it.",
        happened="AuthMiddleware has no session to read the user from.",
        cause="AuthMiddleware is used alone.",
        fix="Use AuthMiddlewareStack, which brings cookies, session and user in the right order.",
        lesson="routing",
        source="channels/auth.py",
    ),
    ErrorText(
        id="session-table-missing",
        pattern=r"no such table: django_session|relation \"django_session\" does not exist",
        sample="django.db.utils.OperationalError: no such table: django_session",
        happened="The session of a visitor with a cookie could not be read; the page got 500.",
        cause="The database has no tables yet.",
        fix="Type python manage.py migrate",
        lesson="routing",
    ),
)
