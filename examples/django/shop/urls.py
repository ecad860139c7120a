from django.urls import path

from shop import views

urlpatterns = [path("", views.welcome), path("healthz/ready", views.ready)]
