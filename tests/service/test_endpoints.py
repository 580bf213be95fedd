"""The endpoints of the audit service, asked as their documents say: test_endpoints.py PATH-TO-AUDIT-SERVICE."""

import json
import subprocess
import sys
import unittest

from running_service import CMDB_AUDIT, EVENT_LOG, HCM_AUDIT, HCM_FLOW, Service, documented, sample

PROGRAM = ""
RUNNING = None


def setUpModule():
    global RUNNING
    RUNNING = Service(PROGRAM).__enter__()


def tearDownModule():
    RUNNING.__exit__()


def rules(*of, op="and"):
    return {"op": op, "rules": [dict(zip(("field", "op", "value"), rule)) for rule in of]}


def page(filter, limit=500, **more):
    return {"filter": filter, "page": {"count": False, "limit": limit, **more}}


class Documented(unittest.TestCase):
    def test_a_page_by_curl(self):
        url = f"http://127.0.0.1:{RUNNING.port}" + HCM_AUDIT.format(-1)
        done = subprocess.run(
            ["curl", "-sS", "--max-time", "60", "-H", "Content-Type: application/json", "--data-binary", "@-", url],
            input=documented("hcm.audit.page.json").encode(), capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        answer = json.loads(done.stdout)
        self.assertEqual((answer["code"], answer["message"], answer["data"]["count"]), (0, "", 0))
        expected = sample("hcm.audit.page.json")["data"]["details"]
        self.assertEqual(answer["data"]["details"][:1], expected)
        self.assertEqual(list(answer["data"]["details"][0]), list(expected[0]))
        self.assertEqual({row["operator"] for row in answer["data"]["details"]}, {"Jim"})
        self.assertEqual({row["bk_biz_id"] for row in answer["data"]["details"]}, {-1})

    def test_a_count(self):
        status, answer = RUNNING.ask_json(HCM_AUDIT.format(-1), documented("hcm.audit.count.json"))
        rows = RUNNING.ask_json(HCM_AUDIT.format(-1), documented("hcm.audit.page.json"))[1]["data"]["details"]
        self.assertEqual((status, answer), (200, {"code": 0, "message": "ok", "data": {"count": len(rows)}}))

    def test_a_flow(self):
        status, answer = RUNNING.ask_json(HCM_FLOW.format(100), documented("hcm.async_flow.json"))
        self.assertEqual((status, answer), (200, sample("hcm.async_flow.json")))

    def test_operation_audits(self):
        for name in ["cmdb.audit.arguments.json", "cmdb.audit.items.json"]:
            with self.subTest(name):
                status, answer = RUNNING.ask_json(CMDB_AUDIT, documented(name))
                self.assertEqual((status, answer["result"], answer["code"], answer["message"]), (200, True, 0, "success"))
                self.assertRegex(answer["request_id"], "^[0-9a-f]{32}$")
                self.assertEqual(list(answer), list(sample("cmdb.audit.json")))
                self.assertEqual([row["id"] for row in answer["data"]["info"]], [5, 3])
                self.assertEqual(answer["data"]["count"], 2)
                self.assertEqual(answer["data"]["info"][0]["operation_detail"], {"details": None})

    def test_the_operation_audits_of_the_sample(self):
        wanted = sample("cmdb.audit.json")["data"]
        request = {"condition": {"operation_time": {"start": "2020-10-09 17:13:55", "end": "2020-10-09 21:30:51"},
                                 "bk_biz_id": 1, "resource_type": "host", "action": ["delete"], "user": "admin",
                                 "condition": None}, "page": {"limit": 200, "sort": "-operation_time"}}
        del request["condition"]["condition"]
        answer = RUNNING.ask_json(CMDB_AUDIT, request)[1]
        self.assertEqual([row for row in answer["data"]["info"] if row["id"] in (2, 7)], wanted["info"])

    def test_event_records(self):
        expected = sample("monitor.event_log.json")
        for name, id in [("as a number", 164239028644167), ("as a string", "164239028644167")]:
            with self.subTest(name):
                request = {**json.loads(documented("monitor.event_log.json")), "id": id}
                self.assertEqual(RUNNING.ask_json(EVENT_LOG, request), (200, expected))

    def test_event_records_by_kind(self):
        answer = RUNNING.ask_json(EVENT_LOG, {"id": 164239028644167 + 4099})[1]
        self.assertEqual([row["operate"] for row in answer["data"]], ["CREATE", "ANOMALY_NOTICE", "CONVERGE", "RECOVER"])
        self.assertEqual([row["extend_info"] for row in answer["data"]],
                         ["", sample("monitor.anomaly_notice.json"), sample("monitor.converge.json"), {"by": "policy"}])


class Guard(unittest.TestCase):
    """No filter sees another business."""

    FILTERS = [
        ("everything", rules(), True),
        ("another business", rules(("bk_biz_id", "eq", 101)), False),
        ("any business", rules(("bk_biz_id", "neq", 7), op="or"), True),
        ("either business", rules(("bk_biz_id", "in", [100, 101, -1])), True),
        ("or", rules(("bk_biz_id", "eq", 101), ("id", "gt", 0), op="or"), True),
        ("nested", {"op": "or", "rules": [rules(("id", "gt", 0)), rules(("bk_biz_id", "lt", 1000), op="or")]}, True),
    ]

    def test_filters(self):
        for name, filter, finds in self.FILTERS:
            with self.subTest(name):
                status, answer = RUNNING.ask_json(HCM_AUDIT.format(100), page(filter))
                self.assertEqual(status, 200)
                seen = {row["bk_biz_id"] for row in answer["data"]["details"]}
                self.assertEqual(seen, {100} if finds else set())

    def test_a_flow_of_another_business(self):
        status, answer = RUNNING.ask_json(HCM_FLOW.format(101), documented("hcm.async_flow.json"))
        self.assertEqual((status, answer), (200, {"code": 0, "message": "", "data": {"flow": None, "tasks": []}}))

    def test_no_business(self):
        for segment in ["x", "1x", "", "1.0", "99999999999999999999", "1%20", "+1", "--1"]:
            with self.subTest(segment):
                status, answer = RUNNING.ask_json(HCM_AUDIT.format(segment), page(rules()))
                self.assertEqual((status, answer["code"], answer["data"]), (400, 40002, None))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
