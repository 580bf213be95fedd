"""What the audit service refuses, and how: test_refusals.py PATH-TO-AUDIT-SERVICE."""

import json
import subprocess
import sys
import unittest

from running_service import CMDB_AUDIT, DATA, EVENT_LOG, HCM_AUDIT, HCM_FLOW, SECONDS, Service, documented

PROGRAM = ""
RUNNING = None
LIST = HCM_AUDIT.format(-1)


def setUpModule():
    global RUNNING
    RUNNING = Service(PROGRAM).__enter__()


def tearDownModule():
    RUNNING.__exit__()


def rule(text):
    return '{"filter":{"op":"and","rules":[' + text + ']},"page":{"count":true}}'


FIELD = '{"field":%s,"op":"eq","value":"x"}'
CONDITION = '{"condition":{"operation_time":{"start":"2020-01-01 00:00:00"},%s},"page":{"limit":10}}'
SORT = '{"page":{"limit":10,"sort":%s}}'

# The rows of the table of bad inputs that reach a service: number, path, body, the code of the first diagnostic.
BAD = [
    (1, LIST, rule('{"field":"id","field":"id","op":"eq","value":1}'), "duplicate_key"),
    (2, LIST, rule('{"field":"id","Op":"eq","value":1}'), "unknown_key"),
    (2, LIST, rule('{"field":"id","op":"eq","\\u006fp":"eq","value":1}'), "duplicate_key"),
    (3, LIST, rule('{"$where":"1"}'), "unknown_key"),
    (4, LIST, rule('{"field":"id","op":"and","value":1,"rules":[]}'), "ambiguous_rule"),
    (5, LIST, '{"filter":{"op":"and","rules":null},"page":{"count":true}}', "wrong_type"),
    (5, LIST, '{"filter":{"op":"and"},"page":{"count":true}}', "missing_key"),
    (5, LIST, '{"filter":{},"page":{"count":true}}', "missing_key"),
    (5, LIST, '{"page":{"count":true}}', "missing_key"),
    (6, LIST, '{"filter":{"op":"AND ","rules":[]},"page":{"count":true}}', "unknown_connective"),
    (6, LIST, '{"filter":{"op":1,"rules":[]},"page":{"count":true}}', "wrong_type"),
    (7, LIST, "[" * 60000, "nesting_too_deep"),
    (8, LIST, rule(",".join([FIELD % '"rid"'] * 6)), "group_too_large"),
    (9, LIST, rule('{"field":"id","op":"eq","value":' + "1" * 60000 + "}"), "number_out_of_range"),
    (10, LIST, rule(FIELD % '"__proto__"'), "unknown_field"),
    (10, LIST, rule(FIELD % '"id; DROP TABLE audit"'), "unknown_field"),
    (11, LIST, rule(FIELD % '"$where"'), "unknown_field"),
    (12, LIST, rule(FIELD % '"detail"'), "unknown_field"),
    (13, LIST, rule(FIELD % '"n\u0430me"'), "unknown_field"),
    (14, LIST, rule('{"field":"rid","op":"eq","value":{"$ne":1}}'), "wrong_type"),
    (15, LIST, rule('{"field":"id","op":"in","value":[1,null]}'), "wrong_type"),
    (16, LIST, rule('{"field":"id","op":"nin","value":[]}'), "empty_list"),
    (17, LIST, rule('{"field":"id","op":"in","value":[' + ",".join(map(str, range(101))) + "]}"), "list_too_long"),
    (18, LIST, rule('{"field":"id","op":"eq"}'), "missing_key"),
    (19, LIST, rule('{"field":"id","op":"eq","value":"1 OR 1=1"}'), "wrong_type"),
    (20, LIST, rule('{"field":"id","op":"eq","value":1e400}'), "number_out_of_range"),
    (21, LIST, rule('{"field":"rid","op":"eq","value":"%"}').encode().replace(b"%", b"\xbf\x27"), "invalid_utf8"),
    (24, LIST, rule('{"field":"rid","op":"eq","value":"a\\u0000"}'), "null_character"),
    (25, LIST, rule('{"field":"rid","op":"eq","value":"\\ud800"}'), "lone_surrogate"),
    (25, LIST, b"\xef\xbb\xbf" + rule(FIELD % '"rid"').encode(), "json_byte_order_mark"),
    (25, LIST, rule(FIELD % '"rid"') + "x", "json_trailing_text"),
    (26, LIST, rule('{"field":"rid","op":"cs","value":""}'), "empty_string"),
    (28, CMDB_AUDIT, CONDITION % '"user":"a","condition":[{"field":"user","operator":"in","value":["a"]}]',
     "arguments_exclude"),
    (29, CMDB_AUDIT, CONDITION % '"resource_name":"a","fuzzy_query":"true"', "wrong_type"),
    (30, CMDB_AUDIT, '{"condition":{"operation_time":{}},"page":{"limit":10}}', "range_empty"),
    (31, LIST, rule('{"field":"created_at","op":"gt","value":"2023-02-29T00:00:00Z"}'), "time_out_of_range"),
    (32, LIST, rule('{"field":"created_at","op":"gt","value":"2023-02-05T15:29:15+08:00"}'), "time_layout"),
    (33, LIST, '{"filter":{"op":"and","rules":[]},"page":{"count":true,"limit":5}}', "page_with_count"),
    (34, LIST, '{"filter":{"op":"and","rules":[]},"page":{"count":false,"limit":501}}', "page_out_of_range"),
    (34, LIST, '{"filter":{"op":"and","rules":[]},"page":{"count":false}}', "missing_key"),
    (34, CMDB_AUDIT, '{"page":{"limit":201}}', "page_out_of_range"),
    (35, CMDB_AUDIT, SORT % '"--operation_time"', "sort_sign"),
    (35, CMDB_AUDIT, SORT % '"operation_time:desc"', "sort_suffix"),
    (36, CMDB_AUDIT, SORT % '"user;select 1"', "unknown_field"),
    (36, LIST, '{"filter":{"op":"and","rules":[]},"page":{"count":false,"limit":5,"sort":"id","order":"DESC;--"}}',
     "unknown_order"),
    (38, CMDB_AUDIT, CONDITION % '"category":"hosts"', "unknown_enumerator"),
    (38, LIST, rule('{"field":"vendor","op":"eq","value":"awz"}'), "unknown_enumerator"),
    (0, HCM_FLOW.format(100), '{"audit_id":1001}', "missing_key"),
    (0, EVENT_LOG, "{}", "missing_key"),
    (0, EVENT_LOG, "", "json_incomplete"),
]

# Values that look like code, and are values: number, operator, value.
LITERAL = [
    (21, "eq", "'; DROP TABLE audit;--"),
    (21, "eq", "\\'"),
    (22, "cs", "100%_\\"),
    (22, "cis", "100%_\\"),
    (23, "cs", "^(a+)+$"),
    (23, "cis", ".*"),
    (23, "cis", "a|b"),
]


class BadInputs(unittest.TestCase):
    def test_each(self):
        for number, path, body, code in BAD:
            with self.subTest(number=number, body=body[:80]):
                status, answer = RUNNING.ask_json(path, body)
                self.assertEqual((status, answer["code"], answer["data"]), (400, 40001, None))
                self.assertEqual(answer["diagnostics"][0]["code"], code)
                self.assertIn(answer["diagnostics"][0]["message"], answer["message"])
                if path in (CMDB_AUDIT, EVENT_LOG):
                    self.assertIs(answer["result"], False)

    def test_what_looks_like_code(self):
        for number, op, value in LITERAL:
            with self.subTest(number=number, value=value):
                body = {"filter": {"op": "and", "rules": [{"field": "res_name", "op": op, "value": value}]},
                        "page": {"count": True}}
                self.assertEqual(RUNNING.ask_json(LIST, body), (200, {"code": 0, "message": "ok", "data": {"count": 0}}))
        self.assertEqual(RUNNING.ask_json(LIST, documented("hcm.audit.count.json"))[0], 200)

    def test_a_number_that_no_id_has(self):
        answer = RUNNING.ask_json(LIST, rule('{"field":"id","op":"eq","value":18446744073709551616}'))
        self.assertEqual(answer, (200, {"code": 0, "message": "ok", "data": {"count": 0}}))

    def test_every_fault_at_once(self):
        body = rule('{"field":"operater","op":"eq","value":"Jim"},{"field":"vendor","op":"like","value":1}')
        answer = RUNNING.ask_json(LIST, body)[1]
        self.assertEqual([d["code"] for d in answer["diagnostics"]], ["unknown_field", "unknown_operator", "wrong_type"])
        first = answer["diagnostics"][0]
        self.assertEqual(body.encode()[first["offset"]:][:first["length"]], b'"operater"')
        self.assertEqual(first["pointer"], "/filter/rules/0/field")
        self.assertEqual(first["hint"], 'did you mean "operator"?')
        self.assertEqual(answer["message"], 'the request is not valid: there is no field "operater" to query '
                                            "(and 2 more errors)")

    def test_a_warning_beside_the_rows(self):
        answer = RUNNING.ask_json(LIST, rule('{"field":"id","op":"le","value":2}'))[1]
        self.assertEqual((answer["code"], answer["data"]), (0, {"count": 1}))
        self.assertEqual([(d["code"], d["severity"]) for d in answer["diagnostics"]], [("operator_alias", "warning")])


class Language(unittest.TestCase):
    HEADERS = [
        (None, "the request"), ("", "the request"), ("en", "the request"), ("zh", "请求无效："), ("zh-CN", "请求无效："),
        ("ZH-Hans-CN, en;q=0.5", "请求无效："), ("en;q=0.5, zh;q=0.8", "请求无效："), ("en, zh", "the request"),
        ("fr, zh;q=0.1", "请求无效："), ("zh;q=0", "the request"), ("*, zh;q=0.5", "the request"), ("de", "the request"),
        ("zh;q=2", "the request"), (",;,=q;zh", "the request"), ("zh ; q=0.3", "请求无效："),
    ]

    def test_accept_language(self):
        for header, begin in self.HEADERS:
            with self.subTest(header):
                headers = {} if header is None else {"Accept-Language": header}
                answer = RUNNING.ask_json(LIST, rule(FIELD % '"operater"'), headers)[1]
                self.assertTrue(answer["message"].startswith(begin), answer["message"])
                self.assertIn("operater", answer["message"])

    def test_a_status_in_chinese(self):
        self.assertEqual(RUNNING.ask_json("/none", "{}", {"Accept-Language": "zh"})[1]["message"], "路径不存在")


class Statuses(unittest.TestCase):
    ROWS = [
        ("no path", "POST", "/none", {}, 404, 40400),
        ("a longer path", "POST", LIST + "/", {}, 404, 40400),
        ("two segments", "POST", HCM_AUDIT.format("1/2"), {}, 404, 40400),
        ("no get", "GET", LIST, {}, 405, 40500),
        ("no delete", "DELETE", LIST, {}, 405, 40500),
        ("no such method", "BREW", LIST, {}, 405, 40500),
        ("a form", "POST", LIST, {"Content-Type": "application/x-www-form-urlencoded"}, 415, 41500),
        ("no type", "POST", LIST, {"Content-Type": ""}, 415, 41500),
        ("nearly", "POST", LIST, {"Content-Type": "application/jsonx"}, 415, 41500),
        ("packed", "POST", LIST, {"Content-Encoding": "gzip"}, 415, 41500),
        ("with a charset", "POST", LIST, {"Content-Type": "Application/JSON; charset=utf-8"}, 200, 0),
        ("with a query", "POST", LIST + "?x=1", {}, 200, 0),
    ]

    def test_each(self):
        for name, method, path, headers, status, code in self.ROWS:
            with self.subTest(name):
                got, head, body = RUNNING.ask(path, documented("hcm.audit.count.json"), headers, method)
                self.assertEqual((got, json.loads(body)["code"]), (status, code))
                self.assertEqual(head.get("Allow"), "POST" if status == 405 else None)
                self.assertEqual(head["Content-Type"], "application/json; charset=utf-8")
                self.assertRegex(head["X-Request-Id"], "^[0-9a-f]{32}$")

    def test_a_body_that_is_too_large(self):
        for size, status in [(65536, 400), (65537, 413), (1 << 22, 413)]:
            with self.subTest(size):
                self.assertEqual(RUNNING.ask(LIST, b" " * size)[0], status)

    def test_a_large_body_in_chunks(self):
        connection = RUNNING.connect()
        connection.request("POST", LIST, iter([b" " * 1000] * 66), {"Content-Type": "application/json"},
                           encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()

    def test_a_body_in_chunks(self):
        connection = RUNNING.connect()
        body = documented("hcm.audit.count.json").encode()
        connection.request("POST", LIST, (body[at:at + 7] for at in range(0, len(body), 7)),
                           {"Content-Type": "application/json"}, encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()


class Secrets(unittest.TestCase):
    def test_none_is_shown(self):
        secret = "hunter2-and-more"
        bodies = [
            '{"bk_app_code":"a","bk_app_secret":"%s","bk_token":"%s","id":1}' % (secret, secret),
            '{"bk_app_secret":"%s","id":[]}' % secret,
            '{"bk_app_secret":"%s","bk_app_secret":"%s","id":1}' % (secret, secret),
            '{"bk_token":"%s","id":1' % secret,
        ]
        for body in bodies:
            with self.subTest(body):
                answer = RUNNING.ask(EVENT_LOG + "?t=" + secret, body, {"Authorization": secret, "Cookie": secret})[2]
                self.assertNotIn(secret, answer.decode())
        RUNNING.ask("/" + secret, "{}")
        self.assertNotIn(secret, "\n".join(RUNNING.logged()))


class Log(unittest.TestCase):
    def test_a_line_a_request(self):
        with Service(PROGRAM) as service:
            ids = [service.ask(LIST, documented("hcm.audit.page.json"))[1]["X-Request-Id"],
                   service.ask(LIST, rule(FIELD % '"operater"'))[1]["X-Request-Id"],
                   service.ask("/none", "{}")[1]["X-Request-Id"]]
            service.stop()
            self.assertEqual(service.wait(), 0)
            lines = [json.loads(line) for line in service.logged()]
        lines.sort(key=lambda line: ids.index(line["request_id"]))  # two threads may change their turns
        self.assertEqual([line["request_id"] for line in lines], ids)
        self.assertEqual([line["status"] for line in lines], [200, 400, 404])
        self.assertEqual([line["route"] for line in lines], ["/api/v1/cloud/bizs/{bk_biz_id}/audits/list"] * 2 + [""])
        self.assertEqual(lines[0]["bk_biz_id"], -1)
        self.assertEqual(lines[1]["codes"], "unknown_field")
        self.assertRegex(lines[0]["shape"], "^[0-9a-f]{16}$")
        self.assertGreater(lines[0]["rows"], 0)
        self.assertRegex(lines[0]["time"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


class Stores(unittest.TestCase):
    """A store that cannot be: the service does not start, says why, and shows nothing of a password."""

    def test_a_store_that_cannot_be(self):
        for store in ("postgresql://u:hun@ter2:sec@127.0.0.1:1/x", "postgresql://u:hun/ter2@127.0.0.1/x",
                      "postgresql://u:hun%zz2@127.0.0.1/x", "mongodb://u:hun@ter2@h/x", "mysql://u:hunter2@h/x",
                      ":memory:", ""):
            with self.subTest(store):
                run = subprocess.run([PROGRAM, "--port", "0", "--records", "10", "--store", store], timeout=SECONDS,
                                     capture_output=True, text=True, check=False)
                self.assertEqual((run.returncode, run.stdout), (1, ""))
                self.assertIn("audit_service: ", run.stderr)
                for part in ("hun", "ter2", "sec@"):
                    self.assertNotIn(part, run.stderr)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
