"""Answers of every kind."""

from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition

PAGE = "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>t</title></head><body>here é</body></html>"


def page(request):
    return HttpResponse(PAGE)


def with_policy(request):
    response = HttpResponse(PAGE)
    response["Content-Security-Policy"] = request.GET["policy"]
    return response


@gzip_page
def compressed(request):
    return HttpResponse(PAGE + "x" * 1000)


@condition(etag_func=lambda request: '"one"')
def kept(request):
    return HttpResponse(PAGE)


def streamed(request):
    async def chunks():
        for chunk in ("<!doc", "type html>", "<html><he", "ad><title>", "t</title>", "<body>streamed"):
            yield chunk

    return StreamingHttpResponse(chunks())


def downloaded(request):
    response = HttpResponse(PAGE[:20], status=206)
    response["Content-Range"] = "bytes 0-19/200"
    return response


urlpatterns = [
    path("page/", page),
    path("policy/", with_policy),
    path("compressed/", compressed),
    path("kept/", kept),
    path("streamed/", streamed),
    path("part/", downloaded),
    path("bare/", lambda request: HttpResponse("<p>no head</p>")),
    path("empty/", lambda request: HttpResponse("")),
    path("moved/", lambda request: HttpResponse(status=302, headers={"Location": "/page/"})),
    path("json/", lambda request: JsonResponse({"html": "<head>"})),
    path("text/", lambda request: HttpResponse("<html><head>", content_type="text/plain")),
    path("utf-16/", lambda request: HttpResponse(PAGE.encode("utf-16"), content_type="text/html; charset=utf-16")),
    path("broken/", lambda request: 1 / 0),
    path("file/", lambda request: FileResponse(open(__file__, "rb"), content_type="application/octet-stream")),
]
