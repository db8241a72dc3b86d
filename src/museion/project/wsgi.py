import os

from django.core.wsgi import get_wsgi_application

from museion.core.http.bodies import hold_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museion.project.settings")
application = hold_bodies(get_wsgi_application())
