from django.db import models


class Product(models.Model):
    """Something that the shop sells."""

    name = models.CharField(max_length=80, unique=True)
    cents = models.PositiveIntegerField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} at {self.cents / 100:.2f}"
