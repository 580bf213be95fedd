"""quern with what fails beneath it: outputs that close or are full, inputs that end early: test_faults.py PATH-TO-QUERN."""

import os
import resource
import subprocess
import sys
import tempfile
import unittest

QUERN = ""
SECONDS = 60

GOOD = b'{"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},"page":{"count":true}}'
CHECK = ["check", "-s", "hcm.audit", "-"]
LINES = ["compile", "-s", "hcm.audit", "-t", "sqlite", "--ndjson", "-"]


def start(args, **options):
    env = {**os.environ, "LC_ALL": "C", "NO_COLOR": "1"}
    return subprocess.Popen([QUERN, *args], env=env, **options)


def run(args, stdin=b"", **options):
    process = start(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    out, err = process.communicate(stdin, timeout=SECONDS)
    return process.returncode, out, err


def crashed(status):
    return status < 0 or status > 3


class ClosedOutput(unittest.TestCase):
    def read_a_little(self, args, stdin):
        """Reads one byte of the output, closes it, and gives the status and what was said."""
        with tempfile.TemporaryFile() as requests:
            requests.write(stdin)
            requests.seek(0)
            process = start(args, stdin=requests, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual(len(process.stdout.read(1)), 1)
            process.stdout.close()
            err = process.stderr.read()
            process.stderr.close()
            return process.wait(SECONDS), err

    def test_the_reader_goes_away(self):
        for args, stdin in [(LINES, (GOOD + b"\n") * 20_000), (["schema", "hcm.audit"], b"")]:
            with self.subTest(args=args):
                status, err = self.read_a_little(args, stdin)
                self.assertFalse(crashed(status), status)
                self.assertEqual(err, b"")

    def test_the_reader_went_away_before(self):
        reading, writing = os.pipe()
        os.close(reading)
        process = start(LINES, stdin=subprocess.PIPE, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        _, err = process.communicate(GOOD + b"\n", timeout=SECONDS)
        self.assertEqual((process.returncode, err), (3, b""))

    def test_a_full_disk(self):
        for args, stdin in [(LINES, GOOD + b"\n"), (["schema"], b""), (["--help"], b""), (["--version"], b"")]:
            with self.subTest(args=args), open("/dev/full", "wb") as full:
                process = start(args, stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE)
                _, err = process.communicate(stdin, timeout=SECONDS)
                self.assertEqual(process.returncode, 3)
                self.assertIn(b"No space left", err)

    def test_diagnostics_that_nobody_can_read(self):
        with open("/dev/full", "wb") as full:
            process = start(CHECK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=full)
            process.communicate(b"{", timeout=SECONDS)
            self.assertEqual(process.returncode, 1)


class Input(unittest.TestCase):
    def test_it_ends_at_each_byte(self):
        for size in range(len(GOOD)):
            status, _, err = run(CHECK, GOOD[:size])
            self.assertEqual(status, 1, GOOD[:size])
            self.assertIn(b"error[", err)

    def test_a_line_that_ends_early_is_one_answer(self):
        status, out, _ = run(LINES, GOOD + b"\n" + GOOD[:40])
        self.assertEqual(status, 1)
        self.assertEqual([line.startswith(b'{"ok":true') for line in out.splitlines()], [True, False])

    def test_no_utf_8(self):
        for bad in [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe4\xb8"]:
            request = GOOD.replace(b"Jim", bad)
            status, _, err = run(CHECK, request)
            self.assertEqual(status, 1, bad)
            self.assertIn(b"error[", err)
            err.decode("utf-8")
            status, out, _ = run(LINES, request + b"\n" + GOOD)
            self.assertEqual(status, 1, bad)
            self.assertEqual(len(out.decode("utf-8").splitlines()), 2)

    def test_nul_bytes(self):
        status, _, err = run(CHECK, b"\0" * 1000)
        self.assertEqual(status, 1)
        self.assertNotIn(b"\0", err)

    def test_it_is_closed(self):
        process = subprocess.run(["/bin/sh", "-c", 'exec "$0" "$@" <&-', QUERN, *CHECK], capture_output=True,
                                 timeout=SECONDS)
        self.assertEqual(process.returncode, 3)
        self.assertIn(b"cannot read", process.stderr)

    def test_it_is_no_file(self):
        for name in ["/", "/nonexistent", "/dev/null/x"]:
            status, _, err = run(["check", "-s", "hcm.audit", name])
            self.assertEqual(status, 3, name)
            self.assertIn(b"cannot read", err)

    def test_it_has_no_end(self):
        for args in [CHECK[:-1] + ["/dev/zero"], ["check", "-s", "/dev/zero", "-"]]:
            status, _, err = run(args, GOOD)
            self.assertIn(status, (1, 2, 3), args)
            self.assertIn(b"error[", err)


class Memory(unittest.TestCase):
    def test_there_is_little(self):
        def limited():
            resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))

        # A line of 300 MB is over the limit, and is not kept.
        with tempfile.TemporaryFile() as requests:
            requests.seek(300 << 20)
            requests.write(b"\n" + GOOD)
            requests.seek(0)
            process = start(LINES, stdin=requests, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limited)
            out, err = process.communicate(timeout=SECONDS)
        self.assertEqual((process.returncode, err), (1, b""))
        self.assertEqual([line.startswith(b'{"ok":true') for line in out.splitlines()], [False, True])


def main():
    global QUERN
    QUERN = os.path.abspath(sys.argv.pop(1))
    # A sanitiser needs room for its shadow.
    with open(QUERN, "rb") as program:
        if b"__asan_init" in program.read():
            del Memory.test_there_is_little
    unittest.main(verbosity=2)


if __name__ == "__main__":
    main()
