from django.http import HttpResponse
from django.shortcuts import render

from shop.models import Product


def welcome(request):
    """The first page: all that there is to buy."""
    return render(request, "shop/welcome.html", {"products": Product.objects.all()})


def ready(request):
    """Whether the shop can serve: it reaches its database."""
    Product.objects.exists()
    return HttpResponse("ready\n", content_type="text/plain")
