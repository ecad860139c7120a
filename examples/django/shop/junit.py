"""Runs the tests, and writes what became of them for the vendor to show."""
import os
import time
import unittest
from pathlib import Path
from xml.sax.saxutils import quoteattr

from django.test.runner import DiscoverRunner


class Timed(unittest.TextTestResult):
    """Remembers each test with its time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = []

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        self.cases.append((test, time.monotonic() - self.began))
        super().stopTest(test)


class JUnitRunner(DiscoverRunner):
    """Writes reports/unit.xml, or the file that JUNIT_FILE names."""

    def get_resultclass(self):
        return super().get_resultclass() or Timed

    def run_suite(self, suite, **kwargs):
        result = super().run_suite(suite, **kwargs)
        if isinstance(result, Timed):
            write(result, Path(os.environ.get("JUNIT_FILE", "reports/unit.xml")))
        return result


def write(result, path):
    bad = {str(test): text for test, text in result.failures + result.errors}
    lines = [f'<testsuite name="shop" tests="{result.testsRun}" failures="{len(bad)}">']
    for test, seconds in result.cases:
        name, group = quoteattr(test._testMethodName), quoteattr(type(test).__name__)
        inner = f"<failure message={quoteattr(bad[str(test)])}/>" if str(test) in bad else ""
        lines.append(f'  <testcase classname={group} name={name} time="{seconds:.3f}">{inner}</testcase>')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, "</testsuite>", ""]))
