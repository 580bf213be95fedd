"""quern match, run as a person or a script would: test_match.py PATH-TO-QUERN."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import unittest

QUERN = ""
FOLDER = pathlib.Path()
SECONDS = 120

PEOPLE = {
    "name": "people", "form": "text", "key": "id", "logic": "three_valued",
    "fields": [
        {"name": "id", "type": "uint64"},
        {"name": "name", "type": "string"},
        {"name": "age", "type": "int64"},
        {"name": "town", "type": "string", "path": "address.town"},
        {"name": "born", "type": "timestamp"},
    ],
    "limits": {"page": 100000},
}

ANN = '{"id":2, "name":"Ann","age":41}'
BOB = '{"name":"Bob","id":3,"age":7,"address":{"town":"Ulm"},"more":[1,{"x":null}]}'
EVE = '{"id":9007199254740993,"name":"\\u0045ve","born":"2023-02-05T15:29:15Z"}'
JIM = '{ "id" : 1 , "name" : "Jim" , "age" : null , "age_" : 1e0 }'
RECORDS = "\n".join([ANN, BOB, EVE, JIM]) + "\n"

JIM_AUDIT = '{"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},"page":{"count":true}}'


class Run:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def run(args, stdin=""):
    env = {**os.environ, "LC_ALL": "C", "NO_COLOR": "1"}
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run([QUERN, *args], cwd=FOLDER, env=env, timeout=SECONDS, capture_output=True, input=data)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(*records):
    return "".join(record + "\n" for record in records)


MATCH = ["match", "-s", "people.json", "-q", "-"]

# name, request, more arguments, what is selected
SELECTIONS = [
    ("everything, by key", "everything", [], lines(JIM, ANN, BOB, EVE)),
    ("a filter", "age > 18", [], lines(ANN)),
    ("nothing", "age > 100", [], ""),
    ("a path", 'town = "Ulm"', [], lines(BOB)),
    ("an escaped string", 'name = "Eve"', [], lines(EVE)),
    ("a large key", "id > 9007199254740992", [], lines(EVE)),
    ("a time", "born < 2023-02-05T15:29:16Z", [], lines(EVE)),
    ("absent in three-valued logic", "not age = 7", [], lines(ANN)),
    ("absent in two-valued logic", "not age = 7", ["--logic", "two_valued"], lines(JIM, ANN, EVE)),
    ("sorted", "everything sort name", [], lines(ANN, BOB, EVE, JIM)),
    ("sorted, descending", "everything sort -name", [], lines(JIM, EVE, BOB, ANN)),
    ("absent first, then the key", "everything sort age", [], lines(JIM, EVE, BOB, ANN)),
    ("absent last", "everything sort -age", [], lines(ANN, BOB, JIM, EVE)),
    ("a limit", "everything sort name limit 2", [], lines(ANN, BOB)),
    ("a limit and an offset", "everything sort name limit 2 offset 1", [], lines(BOB, EVE)),
    ("behind the end", "everything limit 2 offset 4", [], ""),
    ("a count", "age < 100 count", [], "2\n"),
    ("a count of none", "age > 100 count", [], "0\n"),
    ("as they come", "everything sort name limit 1", ["--filter-only"], lines(ANN, BOB, EVE, JIM)),
    ("as they come, no count", "age < 100 count", ["--filter-only"], lines(ANN, BOB)),
]

# name, arguments, standard input, status, parts of standard error
USAGE = [
    ("no request", ["match", "-s", "people.json", "people.jsonl"], "", 2, "quern: no request: name a file with -q"),
    ("--records alone", ["match", "-s", "people.json", "-q", "all.txt", "--records", "people.jsonl"], "", 2,
     "quern: --records is for many requests"),
    ("--ndjson without records", ["match", "-s", "people.json", "--ndjson"], "", 2, "quern: --ndjson needs --records"),
    ("--ndjson with -q", ["match", "-s", "people.json", "--records", "people.jsonl", "--ndjson", "-q", "all.txt"], "", 2,
     "quern: -q and --filter-only have no meaning with --ndjson"),
    ("--ndjson in text", ["match", "-s", "people.json", "--records", "people.jsonl", "--ndjson", "--format", "text"], "",
     2, "quern: --ndjson answers in JSON"),
    ("standard input twice", [*MATCH, "-"], "everything", 2, "quern: standard input can be read once"),
    ("standard input for both", MATCH, "everything", 2, "quern: standard input can be read once"),
    ("no such records", [*MATCH, "none.jsonl"], "everything", 3, "quern: cannot read none.jsonl"),
    ("no such request", ["match", "-s", "people.json", "-q", "none.txt", "people.jsonl"], "", 3,
     "quern: cannot read none.txt"),
    ("a bad request", [*MATCH, "people.jsonl"], "agee > 1", 1, 'hint: did you mean "age"?'),
    ("an unknown schema", ["match", "-s", "none", "-q", "all.txt"], "", 2, "quern: there is no schema or file"),
]

# a record in line 3, what is said of it
REFUSED = [
    ('{"id":1.5}', "error[wrong_type]: expected an integer, found a number\n --> <stdin>:3:7 (/id)\n"),
    ('{"name":"x"}', 'error[missing_key]: the key "id" is missing\n --> <stdin>:3:1\n'),
    ('{"id":1,"id":2}', "error[duplicate_key]: "),
    ('{"id":18446744073709551616}', "error[number_out_of_range]: 18446744073709551616 is out of range\n --> <stdin>:3:7 "),
    ('{"id":1,"born":"2023-02-29T00:00:00Z"}', "error[time_out_of_range]: the day 29 does not exist\n --> <stdin>:3:25 (/born)"),
    ('{"id":1,"name":"a\\u0000"}', "error[null_character]: "),
    ('{"id":1', "error[json_incomplete]: "),
    ('{"id":1} {"id":2}', "error[json_trailing_text]: "),
    ("[1]", "error[wrong_type]: expected an object, found an array\n --> <stdin>:3:1\n"),
    ('{"id":1,"x":' + "[" * 70 + "]" * 70 + "}", "error[nesting_too_deep]: "),
]


class Match(unittest.TestCase):
    def test_selections(self):
        for name, request, args, expected in SELECTIONS:
            with self.subTest(name):
                done = run([*MATCH, *args, "people.jsonl"], request)
                self.assertEqual((done.status, done.out, done.err), (0, expected, ""))

    def test_usage(self):
        for name, args, stdin, status, said in USAGE:
            with self.subTest(name):
                done = run(args, stdin)
                self.assertEqual((done.status, done.out), (status, ""))
                self.assertIn(said, done.err)

    def test_records_from_standard_input_and_several_files(self):
        done = run(["match", "-s", "people.json", "-q", "all.txt"], RECORDS)
        self.assertEqual(done.out, lines(JIM, ANN, BOB, EVE))
        done = run(["match", "-s", "people.json", "-q", "all.txt", "people.jsonl", "-"], '{"id":5}')
        self.assertEqual(done.out, lines(JIM, ANN, BOB, '{"id":5}', EVE))

    def test_line_ends_and_blank_lines(self):
        done = run(["match", "-s", "people.json", "-q", "all.txt"], "\r\n" + ANN + "\r\n \t\n\n" + BOB)
        self.assertEqual((done.status, done.out), (0, lines(ANN, BOB)))
        self.assertEqual(run(["match", "-s", "people.json", "-q", "all.txt"], "").out, "")

    def test_json_requests(self):
        done = run(["match", "-s", "hcm.audit", "-q", "jim.json"], '{"id":1,"operator":"Jim"}\n{"id":2,"operator":"jim"}\n')
        self.assertEqual((done.status, done.out), (0, "1\n"))

    def test_refused_records(self):
        for record, said in REFUSED:
            with self.subTest(record[:40]):
                records = ANN + "\n\n" + record + "\n" + BOB + "\n"
                done = run(["match", "-s", "people.json", "-q", "all.txt"], records)
                self.assertEqual((done.status, done.out), (1, ""))
                self.assertIn(said, done.err)
                done = run(["match", "-s", "people.json", "-q", "all.txt", "--filter-only"], records)
                self.assertEqual((done.status, done.out), (1, lines(ANN, BOB)))
                self.assertIn(said, done.err)

    def test_refused_records_in_json_and_chinese(self):
        done = run(["match", "-s", "people.json", "-q", "all.txt", "--format", "json", "--lang", "zh"], '\n{"id":"1"}\n')
        found = json.loads(done.err)["diagnostics"][0]
        self.assertEqual((found["code"], found["pointer"], found["line"], found["column"]), ("wrong_type", "/id", 2, 7))
        self.assertEqual(found["message"], "应为整数，实际为字符串")

    def test_a_hundred_refused_records_are_enough(self):
        done = run(["match", "-s", "people.json", "-q", "all.txt", "--filter-only"], "{}\n" * 500)
        self.assertEqual(done.status, 1)
        self.assertEqual(done.err.count("error[missing_key]"), 100)
        self.assertTrue(done.err.endswith("quern: 100 records do not conform to the schema people\n"))

    def test_many_requests(self):
        requests = "age > 1 limit 10\n\nage >\neverything sort -name limit 2\neverything count\n"
        done = run(["match", "-s", "people.json", "--records", "people.jsonl", "--ndjson"], requests)
        answers = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual(done.status, 1)
        self.assertEqual(answers[0], {"ok": True, "keys": [2, 3]})
        self.assertEqual([answer["ok"] for answer in answers], [True, False, False, True, True])
        self.assertEqual(answers[3], {"ok": True, "keys": [1, 9007199254740993]})
        self.assertEqual(answers[4], {"ok": True, "count": 4})
        (FOLDER / "requests.txt").write_text("everything limit 1\n")
        done = run(["match", "-s", "people.json", "--records", "-", "--ndjson", "requests.txt", "requests.txt"], RECORDS)
        self.assertEqual((done.status, done.out), (0, '{"ok":true,"keys":[1]}\n' * 2))

    def test_many_requests_on_records_that_do_not_conform(self):
        done = run(["match", "-s", "people.json", "--records", "-", "--ndjson", "all.txt"], ANN + '\n{"id":-1}\n')
        self.assertEqual((done.status, done.out), (1, ""))
        self.assertEqual(json.loads(done.err)["diagnostics"][0]["line"], 2)

    def test_pages_are_pieces_of_the_whole(self):
        chance = random.Random(4)
        records = [json.dumps({"id": n * 7919 % 10007, "age": chance.choice([None, 1, 2, 3]), "pad": "x" * chance.randrange(9)})
                   for n in range(600)]
        (FOLDER / "many.jsonl").write_text(lines(*records))
        whole = run([*MATCH, "many.jsonl"], "everything sort -age").out.splitlines()
        self.assertEqual(sorted(whole), sorted(records))
        for _ in range(25):
            limit, offset = 1 + chance.randrange(700), chance.randrange(700)
            page = run([*MATCH, "many.jsonl"], f"everything sort -age limit {limit} offset {offset}").out.splitlines()
            self.assertEqual(page, whole[offset:offset + limit])

    def test_a_stream_is_answered_as_it_comes(self):
        process = subprocess.Popen([QUERN, "match", "-s", "people.json", "-q", "all.txt", "--filter-only"], cwd=FOLDER,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            for record in [ANN, BOB, JIM]:
                process.stdin.write((record + "\n").encode())
                process.stdin.flush()
                self.assertEqual(process.stdout.readline().decode(), record + "\n")
            process.stdin.close()
            self.assertEqual(process.wait(), 0)
        finally:
            timer.cancel()
            process.stdout.close()

    def test_memory_is_that_of_the_page(self):
        """200 MB of records, of which a page of ten is kept."""
        script = ('import sys\nfor n in range(200_000):\n'
                  '    sys.stdout.write(\'{"id":%d,"pad":"%s"}\\n\' % (n * 7919 % 1_000_003, "x" * 1000))')
        records = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        (FOLDER / "ten.txt").write_text("everything sort -id limit 10")
        env = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"}
        with open(FOLDER / "ten.jsonl", "wb") as page:
            process = subprocess.Popen([QUERN, "match", "-s", "people.json", "-q", "ten.txt"], cwd=FOLDER, env=env,
                                       stdin=records.stdout, stdout=page)
            records.stdout.close()
            _, process.returncode, usage = os.wait4(process.pid, 0)
        self.assertEqual((records.wait(), process.returncode), (0, 0))
        ids = [json.loads(line)["id"] for line in (FOLDER / "ten.jsonl").read_text().splitlines()]
        self.assertEqual(ids, sorted((n * 7919 % 1_000_003 for n in range(200_000)), reverse=True)[:10])
        self.assertLess(usage.ru_maxrss, 100_000)  # in KiB


if __name__ == "__main__":
    QUERN = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        for file, text in {"people.json": json.dumps(PEOPLE), "people.jsonl": RECORDS, "all.txt": "everything",
                           "jim.json": JIM_AUDIT}.items():
            (FOLDER / file).write_text(text)
        unittest.main(verbosity=1)
