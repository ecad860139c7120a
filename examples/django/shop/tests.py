from django.test import TestCase, tag

from shop.models import Product


class ProductTest(TestCase):
    def test_price_is_told(self):
        self.assertEqual(str(Product(name="Tea", cents=450)), "Tea at 4.50")


@tag("acceptance")
class WelcomeTest(TestCase):
    def test_empty_shop_says_so(self):
        self.assertContains(self.client.get("/"), "Nothing yet")

    def test_products_are_shown_by_name(self):
        Product.objects.create(name="Tea", cents=450)
        Product.objects.create(name="Coffee", cents=500)
        page = self.client.get("/").content.decode()
        self.assertLess(page.index("Coffee at 5.00"), page.index("Tea at 4.50"))

    def test_shop_is_ready(self):
        self.assertEqual(self.client.get("/healthz/ready").content, b"ready\n")
