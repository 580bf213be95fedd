"""The quern command, run as a person or a script would: test_command_line.py PATH-TO-QUERN."""

import json
import os
import pathlib
import pty
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest

QUERN = ""
FOLDER = pathlib.Path()
SECONDS = 120

JIM = (
    '{"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},'
    '"page":{"count":false,"start":0,"limit":500}}'
)
COLUMNS = (
    "id res_id cloud_res_id res_name res_type associated_res_id associated_cloud_res_id associated_res_name "
    "associated_res_type action bk_biz_id vendor account_id operator source rid app_code created_at"
).split()
JIM_WHERE = '"audit"."operator" = ?1 COLLATE BINARY'
JIM_SQL = (
    "SELECT " + ", ".join(f'"audit"."{column}"' for column in COLUMNS) + ' FROM "audit" WHERE ' + JIM_WHERE +
    ' ORDER BY "audit"."id" ASC LIMIT ?2 OFFSET ?3'
)
JIM_RESULT = {"sql": JIM_SQL, "where": JIM_WHERE, "order_by": '"audit"."id" ASC', "params": ["Jim", 500, 0]}

# Every kind of value that a parameter can have.
KINDS = {
    "name": "kinds",
    "key": "u",
    "fields": [
        {"name": "u", "type": "uint64"},
        {"name": "i", "type": "int64"},
        {"name": "d", "type": "double"},
        {"name": "b", "type": "bool"},
        {"name": "s", "type": "string"},
        {"name": "native", "type": "timestamp"},
        {"name": "text", "type": "timestamp", "layout": "datetime", "zone": "+08:00", "storage": "text"},
        {"name": "seconds", "type": "timestamp", "storage": "epoch_s"},
        {"name": "milliseconds", "type": "timestamp", "storage": "epoch_ms"},
    ],
}

FIVE_FAULTS = (
    '{"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},'
    '"page":{"count":false,"limit":501}}'
)

FIVE_DIAGNOSTICS = """\
error[unknown_connective]: "xor" does not join rules
 --> <stdin>:1:17 (/filter/op)
  |
1 | {"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},"page":{"count":false,"limit":501}}
  |                 ^^^^^
  = hint: expected "and", "or"

error[unknown_field]: there is no field "operater" to query
 --> <stdin>:1:41 (/filter/rules/0/field)
  |
1 | {"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},"page":{"count":false,"limit":501}}
  |                                         ^^^^^^^^^^
  = hint: did you mean "operator"?

error[unknown_operator]: unknown operator "=="
 --> <stdin>:1:57 (/filter/rules/0/op)
  |
1 | {"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},"page":{"count":false,"limit":501}}
  |                                                         ^^^^
  = hint: did you mean "eq"?

error[wrong_type]: expected a boolean, a number or a string, found null
 --> <stdin>:1:70 (/filter/rules/0/value)
  |
1 | {"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},"page":{"count":false,"limit":501}}
  |                                                                      ^^^^

error[page_out_of_range]: "limit" must be an integer from 1 to 500
 --> <stdin>:1:108 (/page/limit)
  |
1 | {"filter":{"op":"xor","rules":[{"field":"operater","op":"==","value":null}]},"page":{"count":false,"limit":501}}
  |                                                                                                            ^^^
"""


class Run:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def environment(**changes):
    clean = {name: value for name, value in os.environ.items()
             if name not in {"LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR"}}
    return {**clean, "TERM": "xterm", **changes}


def start(args, **streams):
    env = environment(**streams.pop("env", {}))
    return subprocess.Popen([QUERN, *args], cwd=FOLDER, env=env, **streams)


def run(args, stdin="", env=None, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
    """Runs quern to its end; standard input is text, bytes or a file."""
    given = {"input": stdin.encode() if isinstance(stdin, str) else stdin}
    if not isinstance(stdin, (str, bytes)):
        given = {"stdin": stdin}
    done = subprocess.run([QUERN, *args], cwd=FOLDER, env=environment(**(env or {})), timeout=SECONDS,
                          stdout=stdout, stderr=stderr, **given)
    return Run(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())


def compiled(*rules, schema="hcm.audit", op="and", page=None, args=()):
    """What a request with these rules compiles to."""
    request = {"filter": {"op": op, "rules": list(rules)}, "page": page or {"count": False, "limit": 10}}
    done = run(["compile", "-s", schema, "-t", "sqlite", *args], json.dumps(request))
    if done.status != 0:
        raise AssertionError(done.err)
    return json.loads(done.out)


def rule(field, op, value):
    return {"field": field, "op": op, "value": value}


def underlined(text):
    """What the carets of a rendering stand below."""
    lines = text.split("\n")
    found = []
    for above, line in zip(lines, lines[1:]):
        marks = re.fullmatch(r" *\|( *)(\^+)", line)
        if marks:
            found.append(above[marks.start(2):marks.end(2)])
    return found


CHECK = ["check", "-s", "hcm.audit"]
COMPILE = ["compile", "-s", "hcm.audit", "-t", "sqlite"]
LE = JIM.replace('"operator","op":"eq","value":"Jim"', '"id","op":"le","value":5')

# name, arguments, standard input, status, standard output (None for any), parts of standard error ([] for nothing)
CASES = [
    ("check", CHECK, JIM, 0, "<stdin>: valid\n", []),
    ("check -", CHECK + ["-"], JIM, 0, "<stdin>: valid\n", []),
    ("check a file", CHECK + ["jim.json"], "", 0, "jim.json: valid\n", []),
    ("check several", CHECK + ["jim.json", "-", "crlf.json"], JIM, 0,
     "jim.json: valid\n<stdin>: valid\ncrlf.json: valid\n", []),
    ("check quietly", CHECK + ["-q"], JIM, 0, "", []),
    ("check in JSON", CHECK + ["--format", "json"], JIM, 0, '{"ok":true}\n', []),
    ("five faults", CHECK, FIVE_FAULTS, 1, "", [FIVE_DIAGNOSTICS]),
    ("five faults, compiled", COMPILE, FIVE_FAULTS, 1, "", [FIVE_DIAGNOSTICS]),
    ("one good, one bad", CHECK + ["jim.json", "bad.json"], "", 1, "jim.json: valid\n", ["--> bad.json:1:41 "]),
    ("a blank line between requests", CHECK + ["bad.json", "bad.json"], "", 1, "", ['"operator"?\n\nerror[']),
    ("a warning", CHECK, LE, 0, "<stdin>: valid\n", ["warning[operator_alias]: ", "<stdin>:1:51"]),
    ("a warning on standard error only", COMPILE, LE, 0, None, ["warning[operator_alias]: "]),
    ("empty input", CHECK, "", 1, "", ["error[json_incomplete]: "]),
    ("not UTF-8", CHECK, JIM.encode().replace(b"Jim", b"\xbf\x27"), 1, "", ["error[invalid_utf8]: ", "\\xbf"]),
    ("a byte-order mark", CHECK, "\ufeff" + JIM, 1, "", ["error[json_byte_order_mark]: "]),
    ("two documents", CHECK, JIM + "\n" + JIM, 1, "", ["error[json_trailing_text]: ", "<stdin>:2:1"]),
    ("escapes are not obeyed", CHECK, JIM.replace("operator", "\x7f\u202e"), 1, "", ['"\\u007f\\u202e"']),
    ("Chinese", CHECK + ["--lang", "zh"], FIVE_FAULTS, 1, "",
     ['错误[unknown_field]：没有可查询的字段 "operater"', '= 提示：是否想用 "operator"？']),
    ("an unknown schema", ["check", "-s", "hcm.audot"], JIM, 2, "",
     ['quern: there is no schema or file "hcm.audot"; did you mean hcm.audit?\nbuilt in: cmdb.audit, hcm.async_flow, hcm.audit, monitor.event_log\n']),
    ("an unknown target", ["compile", "-s", "hcm.audit", "-t", "sqlit"], JIM, 2, "",
     ['quern: there is no target "sqlit"; did you mean sqlite?\ntargets: sqlite, postgresql, mysql, mariadb, clickhouse, duckdb, mongo, text, json\n']),
    ("to MongoDB", ["compile", "-s", "hcm.audit", "-t", "mongo"], JIM, 0,
     '{"filter":{"operator":{"$eq":"Jim"}},"sort":{"id":1},"skip":0,"limit":500}\n', []),
    ("to MongoDB, canonical", ["compile", "-s", "hcm.audit", "-t", "mongo", "--canonical"], JIM, 0,
     '{"filter":{"operator":{"$eq":"Jim"}},"sort":{"id":{"$numberInt":"1"}},"skip":{"$numberLong":"0"},'
     '"limit":{"$numberLong":"500"}}\n', []),
    ("to MongoDB, a line", ["compile", "-s", "hcm.audit", "-t", "mongo", "--text", "--ndjson"],
     'id < 1.5 and not operator contains "$" count\n', 0,
     '{"ok":true,"filter":{"$and":[{"id":{"$lte":1}},{"operator":{"$not":{"$regex":"\\\\$"},"$ne":null}}]},"count":true}\n',
     []),
    ("beyond what MongoDB takes", ["compile", "-s", "hcm.audit", "-t", "mongo", "--text"],
     'operator contains "' + "." * 4096 + '" or operator icontains "' + "a" * 4096 + '" limit 1', 1, "",
     ["error[pattern_too_long]: mongo takes patterns of at most 7900 bytes, this one needs 16384"]),
    ("canonical SQL", COMPILE + ["--canonical"], JIM, 2, "", ["quern: --canonical is a notation of the target mongo alone\n"]),
    ("no target", ["compile", "-s", "hcm.audit"], JIM, 2, "", ["quern: --target is required\n"]),
    ("no schema", ["check"], JIM, 2, "", ["quern: --schema is required\nquern check --help "]),
    ("no command", [], "", 2, "", ["quern: A subcommand is required\n"]),
    ("an unknown command", ["chek"], "", 2, "", ['quern: there is no command "chek"; did you mean check?\n']),
    ("an unknown flag", CHECK + ["--frob"], JIM, 2, "", ["quern: ", "--frob"]),
    ("an unknown format", CHECK + ["--format", "xml"], JIM, 2, "", ['quern: --format: expected text|json, found "xml"']),
    ("an unknown language", CHECK + ["--lang", "de"], JIM, 2, "", ["quern: --lang: expected en|zh"]),
    ("an unknown logic", CHECK + ["--logic", "fuzzy"], JIM, 2, "", ["quern: --logic: "]),
    ("two schemas", CHECK + ["-s", "hcm.audit"], JIM, 2, "", ["quern: --schema: "]),
    ("standard input twice", CHECK + ["-", "-"], JIM, 2, "", ["quern: standard input can be read once\n"]),
    ("text for lines", CHECK + ["--ndjson", "--format", "text"], JIM, 2, "", ["quern: --ndjson answers in JSON"]),
    ("--as without a schema", ["schema", "--as", "json"], "", 2, "", ["quern: --as needs a schema"]),
    ("no such file", CHECK + ["none.json"], "", 3, "", ["quern: cannot read none.json: No such file or directory\n"]),
    ("a folder", CHECK + ["."], "", 3, "", ["quern: cannot read .: Is a directory\n"]),
    ("no such file among others", CHECK + ["bad.json", "none.json", "jim.json"], "", 3, "jim.json: valid\n",
     ["error[unknown_field]", "quern: cannot read none.json"]),
    ("a folder as schema", ["check", "-s", "."], JIM, 3, "", ["quern: cannot read .: Is a directory\n"]),
    ("a broken schema", ["check", "-s", "broken_schema.json"], JIM, 2, "",
     ["error[missing_key]", "broken_schema.json:1:1", "quern: broken_schema.json is not a valid schema\n"]),
    ("a broken schema, printed", ["schema", "broken_schema.json"], "", 1, "", ["broken_schema.json:1:1"]),
    ("a schema on standard input", ["check", "-s", "-", "kinds_request.json"], json.dumps(KINDS), 0,
     "kinds_request.json: valid\n", []),
    ("the version", ["--version"], "", 0, "quern 0.1.0\n", []),
    ("the schemas", ["schema"], "", 0, None, []),
    ("ndjson without a line", CHECK + ["--ndjson"], "", 0, "", []),
    ("ndjson, the last line without its end", CHECK + ["--ndjson"], JIM + "\n" + JIM, 0, '{"ok":true}\n' * 2, []),
    ("ndjson with carriage returns", CHECK + ["--ndjson"], JIM + "\r\n" + JIM + "\r\n", 0, '{"ok":true}\n' * 2, []),
]


class TheCommandLine(unittest.TestCase):
    def test_table(self):
        for name, args, stdin, status, out, err in CASES:
            with self.subTest(name):
                done = run(args, stdin)
                self.assertEqual((done.status, done.out if out is not None else None), (status, out), done.err)
                for part in err:
                    self.assertIn(part, done.err)
                if not err:
                    self.assertEqual(done.err, "")

    def test_help_shows_examples(self):
        for command, example in [("check", "quern check -s hcm.audit request.json"),
                                 ("compile", "quern compile -s hcm.audit -t sqlite request.json"),
                                 ("schema", "quern schema hcm.audit --as json")]:
            with self.subTest(command):
                done = run([command, "--help"])
                self.assertEqual((done.status, done.err), (0, ""))
                self.assertIn(example, done.out)
        self.assertIn("compile", run(["--help"]).out)

    def test_language_of_the_locale(self):
        for env, chinese in [({}, False), ({"LANG": "zh_CN.UTF-8"}, True), ({"LANG": "en_GB.UTF-8"}, False),
                             ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True),
                             ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
                             ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True)]:
            with self.subTest(env):
                self.assertEqual("错误" in run(CHECK, FIVE_FAULTS, env).err, chinese)
        self.assertIn("error", run(CHECK + ["--lang", "en"], FIVE_FAULTS, {"LANG": "zh_CN.UTF-8"}).err)

    def test_carets_of_a_long_line(self):
        """The line has 122 columns, so that it is cut; the carets stand below the fault all the same."""
        request = FIVE_FAULTS.replace('"limit"', '"start":0,"limit"')
        for language in ["en", "zh"]:
            shown = run(CHECK + ["--lang", language], request).err
            self.assertEqual(underlined(shown), ['"xor"', '"operater"', '"=="', "null", "501"])
            self.assertIn("…", shown)


class Compile(unittest.TestCase):
    def test_the_documented_request(self):
        done = run(COMPILE + ["-"], JIM)
        self.assertEqual((done.status, done.err, done.out.count("\n")), (0, "", 1))
        self.assertEqual(json.loads(done.out), JIM_RESULT)

    def test_text_is_a_function_of_the_shape(self):
        values = ["Jim", "'; DROP TABLE audit;--", "\\'", '"', "?2", "100%_\\", "审计", "a\nb", "x" * 4096]
        results = [compiled(rule("operator", "eq", value)) for value in values]
        self.assertEqual({result["sql"] for result in results}, {JIM_SQL})
        self.assertEqual([result["params"] for result in results], [[value, 10, 0] for value in values])

    def test_values(self):
        def of(field, value):
            text = run(["compile", "-s", "kinds.json", "-t", "sqlite"],
                       '{"filter":{"op":"and","rules":[{"field":"%s","op":"eq","value":%s}]},'
                       '"page":{"count":false,"limit":1}}' % (field, value)).out
            return re.search(r'"params":\[(.*),1,0\]}$', text)[1]

        for field, written, bound in [
            ("u", "9223372036854775807", "9223372036854775807"), ("u", "1.0", "1"),
            ("i", "-9223372036854775808", "-9223372036854775808"), ("i", "9007199254740993", "9007199254740993"),
            ("d", "1", "1.0"), ("d", "0.1", "0.1"), ("d", "-2.5e-3", "-0.0025"), ("d", "1e300", "1e+300"),
            ("d", "5e-324", "5e-324"), ("d", "0.30000000000000004", "0.30000000000000004"),
            ("b", "true", "true"), ("b", "false", "false"),
            ("s", '"1"', '"1"'), ("s", r'"\u0041\"\\\n"', r'"A\"\\\n"'),
            # 2023-02-05T15:29:15Z is 1675610955 seconds after the epoch.
            ("native", '"2023-02-05T15:29:15Z"', "1675610955000000"),
            ("text", '"2023-02-05 23:29:15"', '"2023-02-05 23:29:15"'),
            ("seconds", '"2023-02-05T15:29:15Z"', "1675610955"),
            ("milliseconds", '"2023-02-05T15:29:15Z"', "1675610955000"),
        ]:
            with self.subTest(field=field, written=written):
                self.assertEqual(of(field, written), bound)

    def test_logic(self):
        neq = rule("operator", "neq", "Jim")
        self.assertEqual(compiled(neq)["where"], '"audit"."operator" <> ?1 COLLATE BINARY')
        self.assertEqual(compiled(neq, args=["--logic", "two_valued"])["where"],
                         '("audit"."operator" <> ?1 COLLATE BINARY OR "audit"."operator" IS NULL)')
        self.assertEqual(compiled(neq, args=["--logic", "three_valued"]), compiled(neq))

    def test_simplify(self):
        between = rule("id", "gt", 3), rule("id", "lt", 5)
        for rules, where, params in [
            (between, '"audit"."id" = ?1', [4]),
            ((rule("id", "eq", 3), rule("id", "eq", 5)), "1=0", []),
            ((rule("operator", "eq", "Jim"),), '"audit"."operator" = ?1 COLLATE BINARY', ["Jim"]),
        ]:
            with self.subTest(rules=rules):
                result = compiled(*rules, args=["--simplify"])
                self.assertEqual((result["where"], result["params"][:-2]), (where, params))
        self.assertEqual(compiled(*between)["where"], '"audit"."id" > ?1 AND "audit"."id" < ?2')

    def test_a_count_has_no_order(self):
        result = compiled(rule("id", "gt", 5), page={"count": True})
        self.assertEqual(result, {"sql": 'SELECT COUNT(*) FROM "audit" WHERE "audit"."id" > ?1',
                                  "where": '"audit"."id" > ?1', "order_by": "", "params": [5]})

    def test_the_statement_runs(self):
        database = sqlite3.connect(":memory:")
        database.execute(f'CREATE TABLE "audit" ({", ".join(COLUMNS)})')
        for key, operator in [(3, "Jim"), (1, "Jim"), (2, "jim")]:
            database.execute("INSERT INTO audit (id, operator) VALUES (?, ?)", (key, operator))
        result = compiled(rule("operator", "eq", "Jim"))
        self.assertEqual([row[0] for row in database.execute(result["sql"], result["params"])], [1, 3])

    def test_diagnostics_in_json(self):
        done = run(COMPILE + ["--format", "json"], FIVE_FAULTS)
        self.assertEqual((done.status, done.out, done.err.count("\n")), (1, "", 1))
        answer = json.loads(done.err)
        self.assertIs(answer["ok"], False)
        self.assertEqual([(d["code"], d["line"], d["column"], d["length"]) for d in answer["diagnostics"]],
                         [("unknown_connective", 1, 17, 5), ("unknown_field", 1, 41, 10),
                          ("unknown_operator", 1, 57, 4), ("wrong_type", 1, 70, 4), ("page_out_of_range", 1, 108, 3)])
        self.assertEqual(answer["diagnostics"][1],
                         {"code": "unknown_field", "severity": "error", "pointer": "/filter/rules/0/field",
                          "offset": 40, "length": 10, "line": 1, "column": 41,
                          "message": 'there is no field "operater" to query', "hint": 'did you mean "operator"?'})
        self.assertEqual(json.loads(run(CHECK + ["--format", "json"], FIVE_FAULTS).out), answer)
        warned = run(COMPILE + ["--format", "json"], LE)
        self.assertEqual((warned.status, json.loads(warned.out)["params"]), (0, [5, 500, 0]))
        self.assertEqual([d["code"] for d in json.loads(warned.err)["diagnostics"]], ["operator_alias"])


class Lines(unittest.TestCase):
    def test_one_line_out_for_each_line_in(self):
        lines = [JIM, "", "  ", FIVE_FAULTS, LE, "null", "\ufeff" + JIM, JIM]
        done = run(COMPILE + ["--ndjson"], "\n".join(lines) + "\n")
        self.assertEqual((done.status, done.err), (1, ""))
        answers = [json.loads(line) for line in done.out.splitlines()]
        codes = [[d["code"] for d in answer.get("diagnostics", [])] for answer in answers]
        self.assertEqual([answer["ok"] for answer in answers], [True, False, False, False, True, False, False, True])
        self.assertEqual(codes, [[], ["json_incomplete"], ["json_incomplete"],
                                 ["unknown_connective", "unknown_field", "unknown_operator", "wrong_type",
                                  "page_out_of_range"],
                                 ["operator_alias"], ["wrong_type"], ["json_byte_order_mark"], []])
        self.assertEqual(answers[0], {"ok": True, **JIM_RESULT})
        self.assertEqual([(d["line"], d["offset"]) for d in answers[3]["diagnostics"]],
                         [(1, 16), (1, 40), (1, 56), (1, 69), (1, 107)])
        self.assertEqual(set(answers[3]), {"ok", "diagnostics"})

    def test_many_lines(self):
        count = 20_000
        good = JIM.replace('"Jim"', '"%d"')
        stdin = "".join((good % i if i % 10 else FIVE_FAULTS) + "\n" for i in range(count))
        done = run(COMPILE + ["--ndjson"], stdin)
        answers = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual((done.status, len(answers)), (1, count))
        self.assertEqual([answer["params"][0] if answer["ok"] else None for answer in answers],
                         [str(i) if i % 10 else None for i in range(count)])
        self.assertEqual({answer["sql"] for answer in answers if answer["ok"]}, {JIM_SQL})

    def test_long_lines(self):
        """A line of 256 MB costs none of it in memory, and the next line is read."""
        length = 256 * 1024 * 1024
        process = start(CHECK + ["--ndjson"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

        def feed():
            block = b"[" * 1024 * 1024
            for _ in range(length // len(block)):
                process.stdin.write(block)
            process.stdin.write(b"\n" + JIM.encode())
            process.stdin.close()

        writer = threading.Thread(target=feed)
        writer.start()
        first, second = process.stdout.read().splitlines()
        writer.join()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 1)
        found = json.loads(first)["diagnostics"]
        self.assertEqual([d["code"] for d in found], ["request_too_large"])
        self.assertEqual(found[0]["message"], f"the request has {length} bytes, the limit is 65536")
        self.assertEqual(json.loads(second), {"ok": True})
        self.assertLess(usage.ru_maxrss, 128 * 1024)

    def test_the_limit_of_a_line(self):
        full = JIM.ljust(65_536)
        for line, ok in [(full, True), (full + "\r", True), (full + " ", False), (full + " \r", False)]:
            done = run(CHECK + ["--ndjson"], line + "\n" + JIM)
            self.assertEqual([json.loads(answer)["ok"] for answer in done.out.splitlines()], [ok, True])
            if not ok:
                self.assertIn("the request has 65537 bytes", done.out)

    def test_answers_do_not_wait(self):
        """Each answer is there before the next line is sent."""
        process = start(CHECK + ["--ndjson"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        stop = threading.Timer(SECONDS, process.kill)
        stop.start()
        for _ in range(3):
            process.stdin.write(JIM.encode() + b"\n")
            process.stdin.flush()
            self.assertEqual(process.stdout.readline(), b'{"ok":true}\n')
        process.stdin.close()
        process.stdout.close()
        self.assertEqual(process.wait(SECONDS), 0)
        stop.cancel()


class Streams(unittest.TestCase):
    def test_no_more_is_read_than_the_limit(self):
        with open("/dev/zero", "rb") as endless:
            done = run(CHECK, stdin=endless)
        self.assertEqual((done.status, done.out), (1, ""))
        self.assertIn("error[request_too_large]: the request has 65537+ bytes, the limit is 65536\n", done.err)
        with tempfile.TemporaryFile() as file:
            file.write(JIM.encode() + b" " * 1_000_000)
            file.seek(0)
            self.assertEqual(run(CHECK, stdin=file).status, 1)
            self.assertEqual(os.lseek(file.fileno(), 0, os.SEEK_CUR), 65_537)

    def test_the_limit_itself(self):
        for length, status in [(65_536, 0), (65_537, 1)]:
            self.assertEqual(run(CHECK, JIM.ljust(length)).status, status)

    def test_names_of_files_cannot_steer_a_terminal(self):
        done = run(["check", "-s", "hcm.audit", "/none\x1b]0;owned\x07\n"])
        self.assertEqual(done.status, 3)
        self.assertNotIn("\x1b", done.err)
        self.assertIn("\\u001b]0;owned\\u0007\\n", done.err)

    def test_a_reader_that_goes(self):
        process = start(COMPILE + ["--ndjson", "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertTrue(process.stdout.readline().startswith(b'{"ok":true,'))
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(SECONDS), 3)

    def test_output_that_cannot_be_written(self):
        for args in [CHECK + ["jim.json"], CHECK + ["--ndjson", "many.jsonl"], ["--help"], ["schema", "hcm.audit"]]:
            with self.subTest(args), open("/dev/full", "wb") as full:
                done = run(args, stdout=full)
                self.assertEqual((done.status, done.err),
                                 (3, "quern: cannot write standard output: No space left on device\n"))

    def test_output_that_is_closed(self):
        done = subprocess.run(["sh", "-c", '"$0" check -s hcm.audit jim.json >&-', QUERN], cwd=FOLDER,
                              env=environment(), stderr=subprocess.PIPE, timeout=SECONDS)
        self.assertEqual((done.returncode, done.stderr),
                         (3, b"quern: cannot write standard output: Bad file descriptor\n"))

    def test_errors_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            self.assertEqual(run(CHECK + ["bad.json"], stderr=full).status, 1)


def on_terminal(args, env):
    """What is written to a terminal as standard error."""
    control, terminal = pty.openpty()
    process = start(args, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    text = b""
    try:
        while block := os.read(control, 65_536):
            text += block
    except OSError:  # the end of a terminal
        pass
    os.close(control)
    process.wait(SECONDS)
    return text.decode()


class Terminal(unittest.TestCase):
    def test_color(self):
        bad = CHECK + ["bad.json"]
        for name, shown, colored in [
            ("on a terminal", on_terminal(bad, {}), True),
            ("under NO_COLOR", on_terminal(bad, {"NO_COLOR": "1"}), False),
            ("under an empty NO_COLOR", on_terminal(bad, {"NO_COLOR": ""}), True),
            ("on a dumb terminal", on_terminal(bad, {"TERM": "dumb"}), False),
            ("never", on_terminal(bad + ["--color", "never"], {}), False),
            ("in a pipe", run(bad).err, False),
            ("always", run(bad + ["--color", "always"], env={"NO_COLOR": "1"}).err, True),
            ("auto", run(bad + ["--color", "auto"]).err, False),
        ]:
            with self.subTest(name):
                self.assertIn("unknown_field", shown)
                self.assertEqual("\x1b[" in shown, colored)

    def test_nobody_is_made_to_type(self):
        control, terminal = pty.openpty()
        done = run(CHECK, stdin=terminal)
        os.close(terminal)
        os.close(control)
        self.assertEqual((done.status, done.out), (2, ""))
        self.assertTrue(done.err.startswith("quern: no request: "), done.err)


class Schemas(unittest.TestCase):
    def test_list(self):
        lines = [line.split() for line in run(["schema"]).out.splitlines()]
        self.assertEqual(lines[0], ["NAME", "FORM", "LOGIC", "KEY", "FIELDS"])
        self.assertIn(["hcm.audit", "rules", "three_valued", "id", "18"], lines)

    def test_table(self):
        lines = run(["schema", "kinds.json"]).out.splitlines()
        self.assertEqual(lines[0], "kinds: form rules, three_valued, source kinds")
        self.assertEqual([line.split() for line in lines[2:]], [
            "FIELD TYPE OPERATORS NOTES VALUES".split(),
            "u uint64 eq neq lt lte gt gte in nin key sortable".split(),
            "i int64 eq neq lt lte gt gte in nin sortable nullable".split(),
            "d double eq neq lt lte gt gte in nin sortable nullable".split(),
            "b bool eq neq in nin sortable nullable".split(),
            "s string eq neq in nin cs cis sortable nullable".split(),
            "native timestamp eq neq lt lte gt gte in nin sortable nullable rfc3339_utc native".split(),
            "text timestamp eq neq lt lte gt gte in nin sortable nullable datetime+08:00 text".split(),
            "seconds timestamp eq neq lt lte gt gte in nin sortable nullable rfc3339_utc epoch_s".split(),
            "milliseconds timestamp eq neq lt lte gt gte in nin sortable nullable rfc3339_utc epoch_ms".split(),
        ])
        starts = {line.index(word) for line, word in [(lines[2], "TYPE"), (lines[3], "uint64"), (lines[7], "string")]}
        self.assertEqual(len(starts), 1)

    def test_names_that_could_deceive(self):
        declared = {"name": "\x1b[31m", "key": "k", "fields": [
            {"name": "k", "type": "string", "enum": ["a b", "\u202e", "plain"], "queryable": False}]}
        done = run(["schema", "-"], json.dumps(declared))
        self.assertEqual(done.out, '"\\u001b[31m": form rules, three_valued, source "\\u001b[31m"\n\n'
                                   'FIELD  TYPE    OPERATORS  NOTES       VALUES\n'
                                   'k      string             key hidden  "a b" "\\u202e" plain\n')

    def test_json_reads_back(self):
        printed = run(["schema", "hcm.audit", "--as", "json"])
        self.assertEqual(printed.status, 0)
        (FOLDER / "again.json").write_text(printed.out)
        self.assertEqual(run(["schema", "again.json", "--as", "json"]).out, printed.out)
        self.assertEqual(compiled(rule("operator", "eq", "Jim"), schema="again.json")["sql"], JIM_SQL)

    def test_json_schema(self):
        printed = json.loads(run(["schema", "kinds.json", "--as", "json-schema"]).out)
        self.assertEqual(printed["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.assertEqual(printed["title"], "kinds")

    def test_a_file_that_is_too_large(self):
        with open("/dev/zero", "rb") as endless:
            done = run(["schema", "-"], stdin=endless)
        self.assertEqual(done.status, 1)
        self.assertIn("1048577+ bytes", done.err)


def write_files():
    files = {
        "jim.json": JIM,
        "crlf.json": JIM.replace(",", ",\r\n") + "\r\n",
        "bad.json": JIM.replace("operator", "operater"),
        "many.jsonl": (JIM + "\n") * 5_000,
        "kinds.json": json.dumps(KINDS),
        "kinds_request.json": '{"filter":{"op":"and","rules":[]},"page":{"count":true}}',
        "broken_schema.json": "{}",
    }
    for name, text in files.items():
        (FOLDER / name).write_bytes(text.encode())


if __name__ == "__main__":
    QUERN = os.path.abspath(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        write_files()
        unittest.main(verbosity=1)
