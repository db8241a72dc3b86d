"""HEAD, which every address that answers to GET must answer to as well (RFC 9110, section 9.1)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse


class HeadMiddleware:
    """Views and routes name GET alone; whoever asks for the head gets GET's, and the server leaves out the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        if isinstance(response, StreamingHttpResponse):
            # A server would run through a whole dump to throw it away.
            response.streaming_content = ()
        return response
