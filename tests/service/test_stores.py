"""The same answers from another store as from SQLite, whatever is asked.

test_stores.py PATH-TO-AUDIT-SERVICE postgresql|mongodb, beside the server of tests/engines/with_….
"""

import json
import os
import random
import re
import sys
import unittest
import urllib.parse

from running_service import CMDB_AUDIT, EVENT_LOG, HCM_AUDIT, HCM_FLOW, Service, documented

PROGRAM = ""
STORE = ""
RECORDS = 600
REQUESTS = {"postgresql": 400, "mongodb": 200}


def store_url():
    if STORE == "mongodb":
        return os.environ["QUERN_MONGODB"]
    parts = dict(part.split("=", 1) for part in os.environ["QUERN_POSTGRESQL"].split())
    host = urllib.parse.quote(parts["host"], safe="")
    return f"postgresql://{parts['user']}@/{parts['dbname']}?host={host}"


# field, the values that are asked for
TEXTS = {
    "operator": ["Jim", "jim", "陈伟", "J", "ÜRGEN", "sync-timing-admin", "nobody", "%", "_", ".*", "\\"],
    "res_name": ["web", "WEB", "测试", "-1", "api-prod-1", "a|b", "^", "'", "\""],
    "associated_res_id": ["00000001", "0"],
    "cloud_res_id": ["sg-xxxxxx", "ins-"],
}
ENUMS = {"vendor": ["tcloud", "aws", "gcp"], "action": ["update", "bind", "create"], "source": ["api_call"],
         "res_type": ["cvm", "vpc"]}
NUMBERS = {"id": [0, 1, 17, 300, 600, 2**63, 2**64 - 1], "bk_biz_id": [-1, 100, 117, "139"]}
TIMES = ["2023-02-05T15:29:15Z", "2023-02-05T20:00:00Z", "0001-01-01T00:00:00Z", "2023-02-06T01:02:03Z"]


def rule(chance):
    kind = chance.randrange(4)
    if kind == 0:
        field = chance.choice(list(TEXTS))
        op = chance.choice(["eq", "neq", "cs", "cis", "in", "nin"])
        values = TEXTS[field]
    elif kind == 1:
        field = chance.choice(list(ENUMS))
        op = chance.choice(["eq", "neq", "in", "nin"])
        values = ENUMS[field]
    elif kind == 2:
        field = chance.choice(list(NUMBERS))
        op = chance.choice(["eq", "neq", "gt", "gte", "lt", "lte", "in", "nin"])
        values = NUMBERS[field]
    else:
        field, op, values = "created_at", chance.choice(["gt", "gte", "lt", "lte"]), TIMES
    value = chance.choices(values, k=3) if op in ("in", "nin") else chance.choice(values)
    return {"field": field, "op": op, "value": value}


def group(chance, depth):
    return {"op": chance.choice(["and", "or"]),
            "rules": [rule(chance) if depth == 1 or chance.randrange(3) else group(chance, depth - 1)
                      for _ in range(chance.randrange(1, 4))]}


def audit_request(chance):
    page = {"count": True}
    if chance.randrange(4):
        page = {"count": False, "start": chance.choice([0, 0, 1, 7]), "limit": chance.choice([1, 10, 500])}
        if chance.randrange(2):
            page["sort"] = chance.choice(["operator", "created_at", "res_name", "bk_biz_id", "id"])
            page["order"] = chance.choice(["ASC", "DESC"])
    business = chance.choice([-1, -1, 100, 117])
    return HCM_AUDIT.format(business), {"filter": group(chance, 3), "page": page}


def flow_request(chance):
    number = chance.randrange(1, 20)
    return (HCM_FLOW.format(100 + (number - 1) % 40 + chance.randrange(2)),
            {"audit_id": 1000 + number, "flow_id": f"{number:08}"})


def operation_request(chance):
    condition = {"operation_time": {"start": "2020-09-23 00:10:00", "end": chance.choice(
        ["2020-09-23 03:00:00", "2020-11-01 23:59:59"])}}
    if chance.randrange(2):
        condition["bk_biz_id"] = chance.randrange(1, 21)
    if chance.randrange(2):
        condition["action"] = chance.sample(["create", "update", "delete", "archive"], 2)
    if chance.randrange(3) == 0:
        condition["category"] = chance.choice(["host", "business", "other", "resource"])
    if chance.randrange(2):
        condition["resource_name"] = chance.choice(["10.1", "HOST", "1.1.1.1", "model", "."])
        condition["fuzzy_query"] = bool(chance.randrange(2))
    else:
        condition["condition"] = [{"field": "user", "operator": chance.choice(["in", "not_in"]),
                                   "value": chance.sample(["admin", "Jim", "王芳"], 2)}]
    return CMDB_AUDIT, {"condition": condition, "page": {
        "start": chance.choice([0, 3]), "limit": chance.choice([5, 200]),
        "sort": chance.choice(["-operation_time", "user,-id", "resource_name", "-user"])}}


def event_request(chance):
    return EVENT_LOG, {"id": chance.choice([int, str])(164239028644167 + 4099 * chance.randrange(60))}


def requests():
    for path, name in [(HCM_AUDIT.format(-1), "hcm.audit.page.json"), (HCM_AUDIT.format(-1), "hcm.audit.count.json"),
                       (HCM_FLOW.format(100), "hcm.async_flow.json"), (CMDB_AUDIT, "cmdb.audit.arguments.json"),
                       (CMDB_AUDIT, "cmdb.audit.items.json"), (EVENT_LOG, "monitor.event_log.json")]:
        yield path, json.loads(documented(name))
    chance = random.Random(20230205)
    for _ in range(REQUESTS[STORE]):
        yield chance.choice([audit_request] * 5 + [operation_request] * 3 + [flow_request, event_request])(chance)


class SameAnswers(unittest.TestCase):
    def test_each(self):
        found = 0
        with (Service(PROGRAM, records=RECORDS) as sqlite,
              Service(PROGRAM, "--store", store_url(), records=RECORDS) as other):
            for path, request in requests():
                with self.subTest(path=path, request=json.dumps(request, ensure_ascii=False)):
                    body = json.dumps(request).encode()
                    expected, got = (
                        (status, re.sub(rb'"request_id":"[0-9a-f]{32}"', b"", answer))
                        for status, _, answer in (service.ask(path, body) for service in (sqlite, other)))
                    self.assertEqual(got, expected)
                    self.assertEqual(expected[0], 200, expected[1])
                    found += b'"id":' in expected[1] or b'"event_id":' in expected[1]
        self.assertGreater(found, REQUESTS[STORE] / 3)

    def test_a_store_that_is_filled_is_left_alone(self):
        counts = []
        for records in (RECORDS, 99999999):
            with Service(PROGRAM, "--store", store_url(), records=records) as service:
                counts.append(service.ask_json(HCM_AUDIT.format(-1), documented("hcm.audit.count.json"))[1]["data"]["count"])
        self.assertGreater(counts[0], 0)
        self.assertEqual(counts[0], counts[1])


if __name__ == "__main__":
    STORE = sys.argv.pop(2)
    PROGRAM = sys.argv.pop(1)
    unittest.main()
