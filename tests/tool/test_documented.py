"""Every request that the documents show, through check, compile and back.

usage: test_documented.py PATH-TO-QUERN
       test_documented.py PATH-TO-QUERN --update   writes tests/data/documented/*.golden anew: read what changes
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

QUERN = ""
FOLDER = pathlib.Path(__file__).resolve().parents[1] / "data" / "documented"

TIMES = "operation_time >= 2020-09-23T00:00:00+08:00 and operation_time <= 2020-11-01T23:59:59+08:00"
HOSTS = 'bk_biz_id = 2 and resource_type = "host" and action in ["create", "delete"] and ' + TIMES
START, END = 1600790400000000, 1604246399000000  # midnight of 2020-09-23 and the last second of 2020-11-01, at +08:00

# file, schema, what a person would write, the condition in SQL with bare names, its parameters and those of the page
ROWS = [
    ("hcm.audit.page", "hcm.audit", 'operator = "Jim" limit 500', "operator = ?1 BINARY", ["Jim", 500, 0]),
    ("hcm.audit.count", "hcm.audit", 'operator = "Jim" count', "operator = ?1 BINARY", ["Jim"]),
    (
        "people",
        str(FOLDER / "people.schema.json"),
        'name = "Jim" and age > 18 and age < 30 and servers in ["api", "web"] limit 500',
        "name = ?1 BINARY AND age > ?2 AND age < ?3 AND servers BINARY IN (?4, ?5)",
        ["Jim", 18, 30, "api", "web", 500, 0],
    ),
    (
        "cmdb.audit.arguments",
        "cmdb.audit",
        HOSTS + ' and user = "admin" and resource_name = "1.1.1.1" and audit_type in ["host"] '
        "sort -operation_time limit 10",
        "bk_biz_id = ?1 AND resource_type = ?2 BINARY AND action BINARY IN (?3, ?4) AND operation_time >= ?5 "
        "AND operation_time <= ?6 AND user = ?7 BINARY AND resource_name = ?8 BINARY AND audit_type BINARY IN (?9)",
        [2, "host", "create", "delete", START, END, "admin", "1.1.1.1", "host", 10, 0],
    ),
    (
        "cmdb.audit.items",
        "cmdb.audit",
        HOSTS + ' and audit_type in ["host"] and user in ["admin"] and resource_name in ["1.1.1.1"] '
        "sort -operation_time limit 10",
        "bk_biz_id = ?1 AND resource_type = ?2 BINARY AND action BINARY IN (?3, ?4) AND operation_time >= ?5 "
        "AND operation_time <= ?6 AND audit_type BINARY IN (?7) AND user BINARY IN (?8) "
        "AND resource_name BINARY IN (?9)",
        [2, "host", "create", "delete", START, END, "host", "admin", "1.1.1.1", 10, 0],
    ),
    (
        "hcm.async_flow",
        "hcm.async_flow",
        'audit_id = 1001 and flow_id = "00000001"',
        "audit_id = ?1 AND id = ?2 BINARY",
        [1001, "00000001"],
    ),
    (
        "monitor.event_log",
        "monitor.event_log",
        'id = "164239028644167"',
        "event_id = ?1 BINARY",
        ["164239028644167"],
    ),
]

HOSTS_IN_MONGO = [
    {"bk_biz_id": {"$eq": 2}},
    {"resource_type": {"$eq": "host"}},
    {"action": {"$in": ["create", "delete"]}},
    {"operation_time": {"$gte": {"$date": "2020-09-22T16:00:00Z"}}},
    {"operation_time": {"$lte": {"$date": "2020-11-01T15:59:59Z"}}},
]

# file, what MongoDB is given
MONGO = {
    "hcm.audit.page": {"filter": {"operator": {"$eq": "Jim"}}, "sort": {"id": 1}, "skip": 0, "limit": 500},
    "hcm.audit.count": {"filter": {"operator": {"$eq": "Jim"}}, "count": True},
    "people": {
        "filter": {
            "$and": [
                {"name": {"$eq": "Jim"}},
                {"age": {"$gt": 18}},
                {"age": {"$lt": 30}},
                {"servers": {"$in": ["api", "web"]}},
            ]
        },
        "sort": {"id": 1},
        "skip": 0,
        "limit": 500,
    },
    "cmdb.audit.arguments": {
        "filter": {
            "$and": HOSTS_IN_MONGO
            + [
                {"user": {"$eq": "admin"}},
                {"resource_name": {"$eq": "1.1.1.1"}},
                {"audit_type": {"$in": ["host"]}},
            ]
        },
        "sort": {"operation_time": -1, "id": 1},
        "skip": 0,
        "limit": 10,
    },
    "cmdb.audit.items": {
        "filter": {
            "$and": HOSTS_IN_MONGO
            + [
                {"audit_type": {"$in": ["host"]}},
                {"user": {"$in": ["admin"]}},
                {"resource_name": {"$in": ["1.1.1.1"]}},
            ]
        },
        "sort": {"operation_time": -1, "id": 1},
        "skip": 0,
        "limit": 10,
    },
    "hcm.async_flow": {
        "filter": {"$and": [{"audit_id": {"$eq": 1001}}, {"id": {"$eq": "00000001"}}]},
        "sort": {"id": 1},
        "skip": 0,
    },
    "monitor.event_log": {"filter": {"event_id": {"$eq": "164239028644167"}}, "sort": {"_id": 1}, "skip": 0},
}


TARGETS = ["sqlite", "postgresql", "mysql", "mariadb", "clickhouse", "duckdb", "mongo", "text", "json"]
CLAUSES = re.compile(r" (FROM|WHERE|AND|OR|ORDER BY|LIMIT) ")  # no value stands in the text, so no value looks like one


def quern(*arguments, text=None):
    done = subprocess.run([QUERN, *arguments], input=text, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def bare(condition):
    """SQL without what every name carries."""
    return (
        condition.replace('"audit".', "")
        .replace('"async_flow".', "")
        .replace('"event_log".', "")
        .replace('"people".', "")
        .replace('"', "")
        .replace("COLLATE ", "")
    )


def golden(schema, file):
    """What a request compiles to for every target, each under its name."""
    sections = []
    for target in TARGETS:
        _, out, err = quern("compile", "-s", schema, "-t", target, str(file))
        answer = out or err.splitlines()[0] + "\n"
        if out.startswith('{"sql":'):
            compiled = json.loads(out)
            sql, rest = compiled["sql"], compiled["sql"].split(" WHERE ")[1]
            assert rest == compiled["where"] + rest[len(compiled["where"]) :]
            assert compiled["order_by"] in rest[len(compiled["where"]) :]
            answer = CLAUSES.sub(r"\n\1 ", sql) + "\n" + json.dumps(compiled["params"], ensure_ascii=False) + "\n"
        elif out.startswith("{"):
            answer = json.dumps(json.loads(out), ensure_ascii=False, indent=2) + "\n"
        sections.append(f"== {target}\n{answer}")
    return "\n".join(sections)


class Documented(unittest.TestCase):
    def test_every_request_of_the_documents(self):
        for name, schema, text, where, parameters in ROWS:
            file = str(FOLDER / f"{name}.json")
            with self.subTest(name):
                self.assertEqual(quern("check", "-s", schema, file), (0, f"{file}: valid\n", ""))
                self.assertEqual(quern("compile", "-s", schema, "-t", "text", file), (0, text + "\n", ""))
                status, out, err = quern("compile", "-s", schema, "-t", "sqlite", file)
                self.assertEqual((status, err), (0, ""))
                self.assertEqual(bare(json.loads(out)["where"]), where)
                self.assertEqual(json.loads(out)["params"], parameters)

    def test_every_request_for_mongodb(self):
        self.assertEqual(set(MONGO), {row[0] for row in ROWS})
        for name, schema, *_ in ROWS:
            with self.subTest(name):
                status, out, err = quern("compile", "-s", schema, "-t", "mongo", str(FOLDER / f"{name}.json"))
                self.assertEqual((status, err), (0, ""))
                # as text: the order of a sort matters
                self.assertEqual(out, json.dumps(MONGO[name], separators=(",", ":")) + "\n")

    def test_every_target_as_its_golden_says(self):
        self.maxDiff = None
        for name, schema, *_ in ROWS:
            with self.subTest(name):
                expected = (FOLDER / f"{name}.golden").read_text(encoding="utf-8")
                self.assertEqual(golden(schema, FOLDER / f"{name}.json"), expected)

    def test_no_target_is_without_golden(self):
        status, _, err = quern("compile", "-s", "hcm.audit", "-t", "nope", text="{}")
        self.assertEqual(status, 2)
        self.assertEqual(err.splitlines()[1], "targets: " + ", ".join(TARGETS))

    def test_the_text_is_read_back(self):
        for name, schema, text, _, _ in ROWS:
            with self.subTest(name):
                status, out, err = quern("compile", "-s", schema, "--text", "-t", "text", text=text)
                self.assertEqual((status, out, err), (0, text + "\n", ""))

    def test_every_file_has_its_row(self):
        files = {path.stem for path in FOLDER.glob("*.json") if not path.name.endswith(".schema.json")}
        self.assertEqual(files, {row[0] for row in ROWS})

    def test_form_1_is_printed_as_it_was_written(self):
        for name, schema in [("hcm.audit.page", "hcm.audit"), ("hcm.audit.count", "hcm.audit"), ("people", ROWS[2][1])]:
            file = FOLDER / f"{name}.json"
            with self.subTest(name):
                status, out, err = quern("compile", "-s", schema, "-t", "json", str(file))
                self.assertEqual((status, err), (0, ""))
                written = json.loads(file.read_text(encoding="utf-8"))
                if not written["page"]["count"]:
                    written["page"].setdefault("start", 0)
                self.assertEqual(json.loads(out), written)

    def test_what_form_1_cannot_say(self):
        status, out, err = quern("compile", "-s", "hcm.async_flow", "-t", "json", str(FOLDER / "hcm.async_flow.json"))
        self.assertEqual((status, out), (1, ""))
        self.assertTrue(err.startswith("error[not_expressible]: a page without a limit"), err)

    def test_secrets_of_the_samples_are_in_no_output(self):
        for name, schema in [("cmdb.audit.arguments", "cmdb.audit"), ("monitor.event_log", "monitor.event_log")]:
            for target in ["text", "sqlite", "mongo"]:
                _, out, err = quern("compile", "-s", schema, "-t", target, str(FOLDER / f"{name}.json"))
                self.assertNotIn("xxx", out + err)

    def test_lines(self):
        lines = 'operator = "Jim" limit 10\noperator == "Jim"\n'
        status, out, _ = quern("compile", "-s", "hcm.audit", "--text", "-t", "text", "--ndjson", text=lines)
        good, bad = map(json.loads, out.splitlines())
        self.assertEqual(status, 1)
        self.assertEqual(good, {"ok": True, "text": 'operator = "Jim" limit 10'})
        self.assertEqual((bad["ok"], bad["diagnostics"][0]["code"]), (False, "text_syntax"))
        status, out, _ = quern("compile", "-s", "hcm.audit", "--text", "-t", "json", "--ndjson", text=lines)
        page = {"count": False, "start": 0, "limit": 10}
        rules = [{"field": "operator", "op": "eq", "value": "Jim"}]
        self.assertEqual(
            json.loads(out.splitlines()[0]),
            {"ok": True, "request": {"filter": {"op": "and", "rules": rules}, "page": page}},
        )


if __name__ == "__main__":
    QUERN = sys.argv.pop(1)
    if sys.argv[1:] == ["--update"]:
        for row in ROWS:
            (FOLDER / f"{row[0]}.golden").write_text(golden(row[1], FOLDER / f"{row[0]}.json"), encoding="utf-8")
    else:
        unittest.main()
