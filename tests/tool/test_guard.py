"""quern --guard, run as a person or a script would: test_guard.py PATH-TO-QUERN."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

QUERN = ""
FOLDER = pathlib.Path()

ROWS = {
    "name": "rows", "form": "text", "key": "id", "guard": ["tenant"],
    "fields": [
        {"name": "id", "type": "uint64"},
        {"name": "name", "type": "string"},
        {"name": "tenant", "type": "string", "queryable": False},
        {"name": "size", "type": "int64"},
        {"name": "load", "type": "double"},
        {"name": "live", "type": "bool"},
        {"name": "born", "type": "timestamp", "layout": "datetime", "zone": "+08:00"},
    ],
}

RECORDS = (
    '{"id":1,"name":"x","tenant":"a"}\n'
    '{"id":2,"name":"x","tenant":"b"}\n'
    '{"id":3,"name":"y","tenant":"a"}\n'
    '{"id":4,"name":"y"}\n'
)

COMPILE = ["compile", "-s", "rows.json", "-t", "postgresql"]

# name, request, guards, the condition, the parameters before the page's
CONDITIONS = [
    ("an or stays inside", 'id = 1 or name = "x"', ["tenant=a"], '"tenant" = $1 AND ("id" = $2 OR "name" = $3)', ["a", 1, "x"]),
    ("everything", "everything", ["tenant=a"], '"tenant" = $1', ["a"]),
    ("two of one field", "id = 1", ["tenant=a", "tenant=b"], '"tenant" = $1 AND "tenant" = $2 AND "id" = $3', ["a", "b", 1]),
    ("an integer", "id = 1", ["tenant=a", "size=-7"], '"tenant" = $1 AND "size" = $2 AND "id" = $3', ["a", -7, 1]),
    ("a boolean", "id = 1", ["tenant=a", "live=false"], '"tenant" = $1 AND "live" = $2 AND "id" = $3', ["a", False, 1]),
    ("a double", "id = 1", ["tenant=a", "load=1e3"], '"tenant" = $1 AND "load" = $2 AND "id" = $3', ["a", 1000.0, 1]),
    ("an empty value", "id = 1", ["tenant="], '"tenant" = $1 AND "id" = $2', ["", 1]),
    ("signs in a value", "id = 1", ["tenant=a=b' OR 1=1 --"], '"tenant" = $1 AND "id" = $2', ["a=b' OR 1=1 --", 1]),
]

# guards, what is said
USAGE = [
    ([], "the schema rows demands a guard: --guard tenant=VALUE"),
    (["size=5"], "the schema rows demands a guard: --guard tenant=VALUE"),
    (["tenant"], "--guard takes FIELD=VALUE, found \"tenant\""),
    (["tenant=a", "tenan=a"], "--guard: the schema rows has no field \"tenan\""),
    (["tenant=a", "size=x"], "--guard: \"x\" is no int64, as the field \"size\" is"),
    (["tenant=a", "size=5.0"], "--guard: \"5.0\" is no int64"),
    (["tenant=a", "size=9223372036854775808"], "is no int64"),
    (["tenant=a", "id=-1"], "--guard: \"-1\" is no uint64"),
    (["tenant=a", "load=nan"], "is no double"),
    (["tenant=a", "load=1e999"], "is no double"),
    (["tenant=a", "live=1"], "is no bool"),
    (["tenant=a", "born=2023-02-29 00:00:00"], "is no timestamp"),
    (["tenant=\udcff"], "is no string"),
]


def run(args, stdin=""):
    env = {**os.environ, "LC_ALL": "C", "NO_COLOR": "1"}
    return subprocess.run([QUERN, *args], cwd=FOLDER, env=env, timeout=60, capture_output=True, input=stdin, text=True,
                          check=False)


def guards(fields):
    return [part for field in fields for part in ("--guard", field)]


class Guard(unittest.TestCase):
    def test_conditions(self):
        for name, request, fields, condition, params in CONDITIONS:
            with self.subTest(name):
                done = run([*COMPILE, *guards(fields)], request)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                result = json.loads(done.stdout)
                self.assertEqual(result["where"], condition)
                self.assertEqual(result["params"][:len(params)], params)

    def test_a_time_is_written_in_the_layout_of_its_field(self):
        done = run([*COMPILE, *guards(["tenant=a", "born=2023-02-05 08:00:00"])], "id = 1")
        self.assertEqual(json.loads(done.stdout)["params"][1], "2023-02-05 00:00:00+00")

    def test_usage(self):
        for fields, said in USAGE:
            with self.subTest(fields):
                done = run([*COMPILE, *guards(fields)], "id = 1")
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(said, done.stderr)

    def test_check_demands_none(self):
        self.assertEqual(run(["check", "-s", "rows.json"], "id = 1").returncode, 0)
        self.assertEqual(run(["check", "-s", "rows.json", "--guard", "tenant=a"], "id = 1").returncode, 0)

    def test_clients_do_not_know_of_a_hidden_guard(self):
        done = run([*COMPILE, "--guard", "tenant=a"], 'tenant = "b"')
        self.assertEqual(done.returncode, 1)
        self.assertIn("unknown_field", done.stderr)

    def test_schemas_that_demand_none_may_be_guarded(self):
        request = '{"filter":{"op":"or","rules":[{"field":"id","op":"eq","value":1},{"field":"rid","op":"eq","value":"r"}]},"page":{"count":true}}'
        done = run(["compile", "-s", "hcm.audit", "-t", "postgresql", "--guard", "bk_biz_id=-1"], request)
        self.assertEqual(json.loads(done.stdout)["where"], '"bk_biz_id" = $1 AND ("id" = $2 OR "rid" = $3)')

    def test_match(self):
        done = run(["match", "-s", "rows.json", "-q", "request.txt", "--guard", "tenant=a", "records.jsonl"])
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], [1, 3])
        done = run(["match", "-s", "rows.json", "-q", "request.txt", "--guard", "tenant=a", "--filter-only", "records.jsonl"])
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], [1, 3])
        done = run(["match", "-s", "rows.json", "--records", "records.jsonl", "--ndjson", "--guard", "tenant=b"],
                   'name = "x" or name = "y"\neverything\nid = 1 or id = 3\n')
        self.assertEqual([json.loads(line)["keys"] for line in done.stdout.splitlines()], [[2], [2], []])
        self.assertEqual(run(["match", "-s", "rows.json", "-q", "request.txt", "records.jsonl"]).returncode, 2)

    def test_the_schema_says_its_guard(self):
        self.assertIn(", guarded by tenant\n", run(["schema", "rows.json"]).stdout)
        printed = run(["schema", "rows.json", "--as", "json"]).stdout
        self.assertEqual(json.loads(printed)["guard"], ["tenant"])
        (FOLDER / "again.json").write_text(printed, encoding="utf-8")
        self.assertEqual(run(["schema", "again.json", "--as", "json"]).stdout, printed)

    def test_guards_in_schema_files(self):
        # the key "guard" of a schema file, the place and the code of what is wrong with it
        for guard, place, code in [
            ([], "(/guard)", "schema_unguarded"), (["nobody"], "(/guard/0)", "schema_unknown_field"),
            (["id", "id"], "(/guard/1)", "schema_duplicate_field"), ("tenant", "(/guard)", "wrong_type"),
            ([5], "(/guard/0)", "wrong_type"), (None, "(/guard)", "wrong_type"),
        ]:
            with self.subTest(guard):
                (FOLDER / "bad.json").write_text(json.dumps({**ROWS, "guard": guard}), encoding="utf-8")
                done = run(["schema", "bad.json"])
                self.assertEqual(done.returncode, 1)
                self.assertIn(place, done.stderr)
                self.assertIn(f"error[{code}]", done.stderr)


def main():
    global QUERN, FOLDER
    QUERN = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        (FOLDER / "rows.json").write_text(json.dumps(ROWS), encoding="utf-8")
        (FOLDER / "records.jsonl").write_text(RECORDS, encoding="utf-8")
        (FOLDER / "request.txt").write_text("everything", encoding="utf-8")
        unittest.main()


if __name__ == "__main__":
    main()
