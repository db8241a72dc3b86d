from django.http import HttpRequest


def get_page_context(request: HttpRequest) -> dict[str, object]:
    return {}
