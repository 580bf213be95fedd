"""The audit service as a child process, and requests to it."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
SECONDS = 60

HCM_AUDIT = "/api/v1/cloud/bizs/{}/audits/list"
HCM_FLOW = "/api/v1/cloud/bizs/{}/audits/async_flow/list"
CMDB_AUDIT = "/api/v1/operation_audits/search"
EVENT_LOG = "/api/v1/event_logs/search"


class Service:
    """Runs the program on a free port; ends it with the block, and looks at how it ended.

    `under` is a command that runs the one behind it."""

    def __init__(self, program, *options, records=2000, log=None, under=()):
        self.command = [*under, program, "--port", "0", "--records", str(records), *options]
        self.log = tempfile.TemporaryFile() if log is None else os.fdopen(os.dup(log), "wb")

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        if "http://" not in line:
            self.process.wait(SECONDS)
            said = self.logged()
            self.__exit__()
            raise RuntimeError(f"the service does not start: {said}")
        self.port = int(line.strip().rstrip("/").rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
            self.wait()
        self.process.stdout.close()
        self.log.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        """The exit status."""
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def logged(self):
        """The lines on standard error so far."""
        self.log.flush()
        return os.pread(self.log.fileno(), 1 << 26, 0).decode().splitlines()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)

    def socket(self):
        return socket.create_connection(("127.0.0.1", self.port), SECONDS)

    def ask(self, path, body, headers=None, method="POST"):
        """Status, headers and body of one request on a connection of its own."""
        connection = self.connect()
        try:
            connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def ask_json(self, path, body, headers=None):
        """Status and decoded body; integers have all their digits."""
        if not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        status, _, answer = self.ask(path, body.encode() if isinstance(body, str) else body, headers)
        return status, json.loads(answer)


def documented(name):
    return (DATA / "documented" / name).read_text()


def sample(name):
    return json.loads((DATA / "samples" / name).read_text())
