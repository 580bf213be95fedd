"""Connections to the audit service, good and bad: test_connections.py PATH-TO-AUDIT-SERVICE."""

import contextlib
import json
import os
import random
import socket
import sqlite3
import struct
import sys
import tempfile
import threading
import time
import unittest

from running_service import HCM_AUDIT, SECONDS, Service, documented

PROGRAM = ""
COUNT = documented("hcm.audit.count.json").encode()


def head(length, more=b"", path=HCM_AUDIT.format(-1).encode()):
    return (b"POST " + path + b" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + more +
            b"Content-Length: %d\r\n\r\n" % length)


def request(body=COUNT, more=b"", path=HCM_AUDIT.format(-1).encode()):
    return head(len(body), more, path) + body


def by_id(number):
    """A request for one record by its id, whatever its business: it finds the record or nothing."""
    return json.dumps({"filter": {"op": "and", "rules": [{"field": "id", "op": "eq", "value": number}]},
                       "page": {"count": False, "limit": 10}}).encode()


@contextlib.contextmanager
def waiting_query(*options):
    """A service, a connection whose query waits for the store, and the connection of SQLite that locks the store."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "audit.sqlite")
        with Service(PROGRAM, "--store", file, *options) as service, service.socket() as waiting:
            with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                waiting.sendall(request())
                time.sleep(0.2)
                yield service, waiting, lock


class Answers:
    """The answers on one socket, one after another."""

    def __init__(self, connection):
        self.connection = connection
        self.buffer = b""

    def take(self, size=None, until=None):
        while (len(self.buffer) < size) if size is not None else (until not in self.buffer):
            got = self.connection.recv(65536)
            if not got:
                raise EOFError(self.buffer)
            self.buffer += got
        end = size if size is not None else self.buffer.index(until) + len(until)
        taken, self.buffer = self.buffer[:end], self.buffer[end:]
        return taken

    def next(self):
        lines = self.take(until=b"\r\n\r\n").decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        return int(lines[0].split()[1]), headers, self.take(size=int(headers.get("content-length", 0)))

    def ended(self):
        try:
            return self.buffer == b"" and self.connection.recv(1) == b""
        except ConnectionResetError:
            return True


class Connections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(PROGRAM, "--idle-ms", "1500", "--read-ms", "700", "--connections", "80").__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def test_many_requests_on_one(self):
        with self.service.socket() as s:
            answers = Answers(s)
            for _ in range(50):
                s.sendall(request())
                status, headers, _ = answers.next()
                self.assertEqual((status, headers.get("connection")), (200, None))

    def test_many_at_once_on_one(self):
        with self.service.socket() as s:
            answers = Answers(s)
            s.sendall(b"".join(request(by_id(n)) for n in range(1, 101)))
            for n in range(1, 101):
                status, _, body = answers.next()
                self.assertEqual(status, 200)
                self.assertIn([row["id"] for row in json.loads(body)["data"]["details"]], ([n], []))

    def test_good_and_bad_at_once(self):
        with self.service.socket() as s:
            answers = Answers(s)
            s.sendall(request() + request(b"{}") + request(path=b"/none") + request())
            self.assertEqual([answers.next()[0] for _ in range(4)], [200, 400, 404, 200])

    def test_the_client_ends_it(self):
        for more, version in [(b"Connection: close\r\n", b"1.1"), (b"", b"1.0")]:
            with self.subTest(version), self.service.socket() as s:
                answers = Answers(s)
                s.sendall(request(more=more).replace(b"HTTP/1.1", b"HTTP/" + version))
                self.assertEqual(answers.next()[0], 200)
                self.assertTrue(answers.ended())

    def test_byte_by_byte(self):
        with self.service.socket() as s:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for byte in request(b'{"page":{}}'):
                s.sendall(bytes([byte]))
            self.assertEqual(Answers(s).next()[0], 400)

    def test_continue(self):
        with self.service.socket() as s:
            answers = Answers(s)
            s.sendall(head(len(COUNT), b"Expect: 100-continue\r\n"))
            self.assertEqual(answers.take(until=b"\r\n\r\n"), b"HTTP/1.1 100 Continue\r\n\r\n")
            s.sendall(COUNT)
            self.assertEqual(answers.next()[0], 200)

    def test_no_continue(self):
        with self.service.socket() as s:
            answers = Answers(s)
            s.sendall(head(len(COUNT), b"Expect: 100-continue\r\n", b"/none"))
            status, headers, _ = answers.next()
            self.assertEqual((status, headers["connection"]), (404, "close"))
            self.assertTrue(answers.ended())

    def test_slow_ones_are_cut(self):
        for name, sent in [("no request", b""), ("half a head", request()[:40]), ("half a body", request()[:-10])]:
            with self.subTest(name), self.service.socket() as s:
                s.sendall(sent)
                begin = time.monotonic()
                self.assertTrue(Answers(s).ended())
                self.assertLess(time.monotonic() - begin, 5)

    def test_a_byte_now_and_then_does_not_keep_it(self):
        with self.service.socket() as s:
            begin = time.monotonic()
            with self.assertRaises(OSError):
                while time.monotonic() - begin < 10:
                    s.sendall(b"G")
                    time.sleep(0.1)
            self.assertLess(time.monotonic() - begin, 5)

    def test_cut_ones_do_no_harm(self):
        chance = random.Random(7)
        for _ in range(60):
            s = self.service.socket()
            s.sendall(request(by_id(1))[:chance.randrange(400)])
            if chance.randrange(2):
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            s.close()
        self.assertEqual(self.service.ask(HCM_AUDIT.format(-1), COUNT)[0], 200)

    def test_what_is_not_http(self):
        rows = [
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40, 400),
            (b"hello\r\n\r\n", 400),
            (b"GET / HTTP/3.0\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            (b"POST / HTTP/1.1\r\nA\x00B: x\r\n\r\n", 400),
            (b"GET / HTTP/1.1\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431),
            (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", 431),
        ]
        for sent, expected in rows:
            with self.subTest(sent[:40]), self.service.socket() as s:
                answers = Answers(s)
                s.sendall(sent)
                status, headers, body = answers.next()
                self.assertEqual((status, headers["connection"]), (expected, "close"))
                self.assertEqual(json.loads(body)["data"], None)
                self.assertTrue(answers.ended())

    def test_nobody_waits_for_the_store_of_another(self):
        """While a query waits for a locked database, the only thread that speaks HTTP goes on."""
        with waiting_query("--threads", "1") as (service, waiting, lock):
            self.assertEqual(service.ask("/", None, method="GET")[0], 200)
            self.assertEqual(service.ask("/nowhere", b"{}")[0], 404)
            waiting.setblocking(False)
            with self.assertRaises(BlockingIOError):
                waiting.recv(1)
            waiting.setblocking(True)
            lock.execute("ROLLBACK")
            self.assertEqual(Answers(waiting).next()[0], 200)

    def test_answers_come_in_the_order_of_requests(self):
        with waiting_query() as (_, waiting, lock):
            waiting.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.2)
            waiting.setblocking(False)
            with self.assertRaises(BlockingIOError):
                waiting.recv(1)
            waiting.setblocking(True)
            lock.execute("ROLLBACK")
            answers = Answers(waiting)
            self.assertEqual([answers.next()[0], answers.next()[0]], [200, 404])

    def test_few_file_descriptors(self):
        with Service(PROGRAM, "--connections", "1000",
                     under=("sh", "-c", 'ulimit -n 300 && exec "$0" "$@"')) as service:
            self.assertIn("audit_service: only 172 connections, for lack of file descriptors", service.logged())
            self.assertEqual(service.ask(HCM_AUDIT.format(-1), COUNT)[0], 200)

    def test_a_postgresql_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            begin = time.monotonic()
            with self.assertRaises(RuntimeError):
                Service(PROGRAM, "--store", f"postgresql://127.0.0.1:{silent.getsockname()[1]}/audit").__enter__()
            self.assertLess(time.monotonic() - begin, 30)

    def test_what_two_servers_could_read_differently(self):
        framings = [b"Transfer-Encoding: gzip", b"Transfer-Encoding: identity", b"Transfer-Encoding: xchunked",
                    b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: gzip, chunked",
                    b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
                    b"Transfer-Encoding: chunked\r\nContent-Length: 5",
                    b"Content-Length: 5\r\nContent-Length: 6", b"Host: y\r\nContent-Length: 0"]
        for framing in framings:
            with self.subTest(framing), self.service.socket() as s:
                s.sendall(b"POST " + HCM_AUDIT.format(-1).encode() + b" HTTP/1.1\r\nHost: x\r\n" + framing +
                          b"\r\nContent-Type: application/json\r\n\r\nGET /page.css HTTP/1.1\r\nHost: x\r\n\r\n")
                answers = Answers(s)
                self.assertEqual(answers.next()[0], 400)
                self.assertTrue(answers.ended())
        with self.service.socket() as s:
            s.sendall(b"GET / HTTP/1.1\r\n\r\n")
            self.assertEqual(Answers(s).next()[0], 400)
        with self.service.socket() as s:
            s.sendall(b"GET http://x/ HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n")
            answers = Answers(s)
            self.assertEqual(answers.next()[0], 200)
            self.assertTrue(answers.ended())

    def test_a_log_that_nobody_reads(self):
        for is_closed in (True, False):
            with self.subTest(is_closed=is_closed):
                reader, writer = os.pipe()
                with Service(PROGRAM, log=writer) as service:
                    os.close(writer)
                    if is_closed:
                        os.close(reader)
                    for _ in range(10 if is_closed else 1000):
                        self.assertEqual(service.ask("/", None, method="GET")[0], 200)
                    service.stop()
                    self.assertEqual(service.wait(), 0)
                if not is_closed:
                    os.close(reader)

    def test_a_second_signal_does_not_wait_for_the_store(self):
        with waiting_query("--query-ms", "50000") as (service, _, _):
            service.stop()
            time.sleep(0.2)
            service.stop()
            self.assertEqual(service.process.wait(20), 0)

    def test_one_too_many(self):
        held = [self.service.socket() for _ in range(80)]
        try:
            for s in held:
                s.sendall(request())
                Answers(s).next()
            with self.service.socket() as s:
                answers = Answers(s)
                status, _, body = answers.next()
                self.assertEqual((status, json.loads(body)["code"]), (503, 50300))
                self.assertTrue(answers.ended())
        finally:
            for s in held:
                s.close()
        for _ in range(50):
            if self.service.ask(HCM_AUDIT.format(-1), COUNT)[0] == 200:
                return
            time.sleep(0.1)
        self.fail("the connections that were closed are still counted")


class Crowd(unittest.TestCase):
    CLIENTS = 64
    REQUESTS = 40

    def run_clients(self, client):
        outcomes = [None] * self.CLIENTS

        def run(n):
            try:
                outcomes[n] = client(n)
            except BaseException as error:  # told by the test, not by the thread
                outcomes[n] = error

        threads = [threading.Thread(target=run, args=(n,)) for n in range(self.CLIENTS)]
        for t in threads:
            t.start()
        return threads, outcomes

    def test_nothing_is_lost_or_mixed_up(self):
        with Service(PROGRAM) as service:
            business = {}
            for n in range(-1, 140):
                rows = service.ask_json(HCM_AUDIT.format(n), {"filter": {"op": "and", "rules": []},
                                                              "page": {"count": False, "limit": 500}})[1]
                business.update((row["id"], n) for row in rows["data"]["details"])

            def client(n):
                chance = random.Random(n)
                connection = service.connect()
                ids = set()
                for _ in range(self.REQUESTS):
                    id = chance.choice(sorted(business))
                    connection.request("POST", HCM_AUDIT.format(business[id]), by_id(id),
                                       {"Content-Type": "application/json"})
                    answer = connection.getresponse()
                    rows = json.loads(answer.read())["data"]["details"]
                    if answer.status != 200 or [row["id"] for row in rows] != [id]:
                        return f"asked for {id}, got {rows}"
                    ids.add(answer.headers["X-Request-Id"])
                connection.close()
                return len(ids)

            threads, outcomes = self.run_clients(client)
            for t in threads:
                t.join(SECONDS)
            self.assertEqual(outcomes, [self.REQUESTS] * self.CLIENTS)
            service.stop()
            self.assertEqual(service.wait(), 0)
            logged = [json.loads(line) for line in service.logged()]
            self.assertEqual(len(logged), self.CLIENTS * self.REQUESTS + 141)
            self.assertEqual(len({line["request_id"] for line in logged}), len(logged))

    def test_a_stop_under_load(self):
        with Service(PROGRAM) as service:
            answered = [0] * self.CLIENTS

            def client(n):
                with service.socket() as s:
                    answers = Answers(s)
                    while True:
                        s.sendall(request(by_id(n + 1)))
                        status, headers, body = answers.next()
                        if status != 200 or json.loads(body)["code"] != 0:
                            return f"{status} {body}"
                        answered[n] += 1
                        if headers.get("connection") == "close":
                            return "told" if answers.ended() else "told, and not ended"

            threads, outcomes = self.run_clients(client)
            time.sleep(1)
            begin = time.monotonic()
            service.stop()
            self.assertEqual(service.wait(), 0)
            self.assertLess(time.monotonic() - begin, 10)
            for t in threads:
                t.join(SECONDS)
            self.assertEqual(outcomes, ["told"] * self.CLIENTS)
            self.assertEqual(len(service.logged()), sum(answered))
            self.assertGreater(min(answered), 0)

    def test_a_request_that_was_begun_is_answered(self):
        with Service(PROGRAM) as service, service.socket() as s, service.socket() as idle:
            answers = Answers(s)
            s.sendall(request()[:-5])
            time.sleep(0.2)
            service.stop()
            time.sleep(0.2)
            s.sendall(request()[-5:])
            status, headers, _ = answers.next()
            self.assertEqual((status, headers["connection"]), (200, "close"))
            self.assertTrue(answers.ended())
            self.assertTrue(Answers(idle).ended())
            self.assertEqual(service.wait(), 0)

    def test_a_second_signal_ends_it(self):
        with Service(PROGRAM) as service, service.socket() as s:
            s.sendall(request()[:-5])
            time.sleep(0.2)
            service.stop()
            time.sleep(0.2)
            begin = time.monotonic()
            service.stop()
            self.assertEqual(service.wait(), 0)
            self.assertLess(time.monotonic() - begin, 3)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
