"""What the house checks share: arguments, reports, and fixture trees for their self-tests."""

import argparse
import pathlib
import sys
import tempfile


def headers(root):
    """Every header of the library, as paths relative to include/quern."""
    base = root / "include" / "quern"
    return sorted(path.relative_to(base) for path in base.rglob("*.hpp"))


def is_public(header):
    return not {"detail", "impl"} & set(header.parts[:-1])


def make_tree(files):
    """A temporary tree of {path: text}; the caller keeps the handle as long as it needs the tree."""
    handle = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = pathlib.Path(handle.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return handle


def self_test(check, good, cases):
    """`check(root)` finds nothing in the tree `good`, and in each case exactly the faults that it names.

    A case is (name, {path: text, or None to remove it}, [a part of each message that must come]).
    """
    wrong = []
    for name, changes, expected in [("a good tree", {}, [])] + cases:
        files = {path: text for path, text in {**good, **changes}.items() if text is not None}
        with make_tree(files) as root:
            found = check(pathlib.Path(root))
        if len(found) != len(expected) or not all(any(part in fault for fault in found) for part in expected):
            wrong.append(f"{name}: expected {expected}, found {found}")
    return wrong


def main(check, self_tests):
    """Runs `check(root, build)` or its self-tests; each yields a list of faults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    faults = self_tests() if arguments.self_test else check(arguments.root, arguments.build)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)
