"""The page of the audit service, in a browser without a screen: test_page.py PATH-TO-AUDIT-SERVICE."""

import html.parser
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from running_service import HCM_AUDIT, Service

PROGRAM = ""
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]
RUNNING = None


def setUpModule():
    global RUNNING
    RUNNING = Service(PROGRAM).__enter__()


def tearDownModule():
    RUNNING.__exit__()


class Page(html.parser.HTMLParser):
    """The text of each element with an id, the marked texts, and the names of all elements."""

    VOID = {"meta", "link", "input", "br", "img"}

    def __init__(self, source):
        super().__init__()
        self.open, self.texts, self.marks, self.names, self.answered = [], {}, [], set(), None
        self.feed(source)

    def handle_starttag(self, name, attributes):
        attributes = dict(attributes)
        self.names.add(name)
        self.answered = attributes.get("data-answered", self.answered)
        if name == "mark":
            self.marks.append("")
        if name not in self.VOID:
            self.open.append((name, attributes.get("id")))

    def handle_endtag(self, name):
        while self.open and self.open.pop()[0] != name:
            pass

    def handle_data(self, data):
        for _, id in self.open:
            if id:
                self.texts[id] = self.texts.get(id, "") + data
        if self.open and self.open[-1][0] == "mark":
            self.marks[-1] += data


def browse(**linked):
    """The page after its scripts have run."""
    fragment = urllib.parse.urlencode(linked, quote_via=urllib.parse.quote)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [BROWSER, *SWITCHES, f"--user-data-dir={profile}", "--virtual-time-budget=10000", "--dump-dom",
             f"http://127.0.0.1:{RUNNING.port}/#{fragment}"], capture_output=True, timeout=120)
    return Page(done.stdout.decode())


class Files(unittest.TestCase):
    def test_each(self):
        for path, kind in [("/", "text/html"), ("/page.js", "text/javascript"), ("/page.css", "text/css")]:
            with self.subTest(path):
                status, headers, body = RUNNING.ask(path, None, method="GET")
                self.assertEqual((status, headers["Content-Type"]), (200, kind + "; charset=utf-8"))
                self.assertGreater(len(body), 1000)
                status, headers, nothing = RUNNING.ask(path, None, method="HEAD")
                self.assertEqual((status, headers["Content-Length"], nothing), (200, str(len(body)), b""))
                self.assertEqual(RUNNING.ask(path, "{}")[0], 405)

    def test_what_it_may_load(self):
        headers = RUNNING.ask("/", None, method="GET")[1]
        self.assertEqual(headers["Content-Security-Policy"],
                         "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                         "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_nothing_is_inline(self):
        source = RUNNING.ask("/", None, method="GET")[2].decode()
        self.assertNotIn("<style", source)
        self.assertNotRegex(source, r"<script(?![^>]* src=)")
        self.assertNotRegex(source, r"\son\w+=|style=")
        script = RUNNING.ask("/page.js", None, method="GET")[2].decode()
        self.assertNotRegex(script, r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(")


class Explanations(unittest.TestCase):
    PATH = "/api/v1/explanations?schema=hcm.audit&bk_biz_id=100&form="

    def test_a_text(self):
        status, answer = RUNNING.ask_json(self.PATH + "text", 'id < 5 or operator = "Jim" limit 3',
                                          {"Content-Type": "text/plain"})
        self.assertEqual((status, answer["code"], answer["diagnostics"]), (200, 0, []))
        data = answer["data"]
        self.assertEqual(data["text"], 'bk_biz_id = 100 and (id < 5 or operator = "Jim") limit 3')
        self.assertEqual(data["tree"].splitlines()[:3], ["and", "├─ bk_biz_id eq 100", "└─ or"])
        self.assertEqual([s["name"] for s in data["sql"]],
                         ["SQLite", "PostgreSQL", "MySQL", "MariaDB", "ClickHouse", "DuckDB"])
        self.assertEqual(data["sql"][1]["params"], [100, 5, "Jim", 3, 0])
        self.assertEqual((data["mongo"]["find"], data["mongo"]["limit"]), ("audit", 3))
        self.assertLessEqual({row["bk_biz_id"] for row in data["answer"]["data"]["details"]}, {100})

    def test_refused(self):
        rows = [("", 40004), ("x", 40004), ("text", 40001)]
        for form, code in rows:
            with self.subTest(form):
                self.assertEqual(RUNNING.ask_json(self.PATH + form, "id >")[1]["code"], code)
        self.assertEqual(RUNNING.ask_json("/api/v1/explanations?schema=hcm.audit&form=text", "everything")[1]["code"], 40002)
        self.assertEqual(RUNNING.ask_json("/api/v1/explanations?schema=x&form=text", "everything")[1]["code"], 40004)
        self.assertEqual(RUNNING.ask(HCM_AUDIT.format(1), "{}", {"Content-Type": "text/plain"})[0], 415)


@unittest.skipIf(BROWSER is None, "there is no Chromium")
class Browser(unittest.TestCase):
    def test_rows(self):
        page = browse(example=0)
        self.assertEqual(page.answered, "0")
        self.assertIn("operator eq \"Jim\"", page.texts["tree"])
        self.assertIn('"audit"."operator" = ?2', page.texts["sql"])
        self.assertIn('{"operator":{"$eq":"Jim"}}', page.texts["mongo"])
        self.assertTrue(page.texts["rows-count"].startswith("10"))
        self.assertEqual(page.marks, [])

    def test_faults(self):
        page = browse(example=2)
        self.assertEqual(page.answered, "40001")
        self.assertEqual(page.marks, ['"AND"', '"operater"', "29", '"updates"', '"1 OR 1=1"', "500"])
        self.assertIn('did you mean "operator"?', page.texts["diagnostics"])

    def test_places_behind_wide_characters(self):
        page = browse(schema="hcm.audit", form="text", language="zh", request='operator = "陈伟😀" and operater = 1')
        self.assertEqual(page.marks, ["operater"])
        self.assertIn("请求无效", page.texts["state"])

    def test_a_large_number(self):
        page = browse(schema="hcm.audit", form="text", request="id < 9007199254740993 limit 2")
        self.assertIn("9007199254740993", page.texts["params"])
        self.assertIn("9007199254740993", page.texts["mongo"])

    def test_markup_is_text(self):
        for request in ['res_name = "<img src=x onerror=alert(1)>" limit 1', "<b>x</b><script>alert(1)</script>"]:
            with self.subTest(request):
                page = browse(schema="hcm.audit", form="text", request=request)
                self.assertIsNotNone(page.answered)
                self.assertEqual(page.names & {"img", "b"}, set())


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
