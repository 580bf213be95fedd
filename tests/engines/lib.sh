# Shared by the scripts of this folder: sourced, not run.
#
# Where an engine is not installed, a script ends with status 77, which CTest shows as skipped; with QUERN_ENGINES=all
# that is a failure.

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/quern"

# mark FILE…: what changes with the contents of files.
mark() {
    cat "$@" | sha256sum | cut -c1-12
}

libraries="$cache/engines-$(mark "$here/library/package-lock.json")"
ferretdb="$cache/ferretdb-$(mark "$here"/ferretdb/{go.mod,go.sum,main.go})"

missing() {
    if [ "${QUERN_ENGINES:-}" = all ]; then
        printf '%s is not installed, and QUERN_ENGINES is all\n' "$1" >&2
        exit 1
    fi
    printf 'skipped: %s is not installed\n' "$1" >&2
    exit 77
}

server=
command=
folder=

# own_folder NAME: makes a temporary folder that goes away with the script, and with it what was started.
own_folder() {
    folder="$(mktemp -d "${TMPDIR:-/tmp}/quern-$1.XXXXXX")"
    trap clean EXIT
    trap 'exit 143' HUP INT TERM
    if [ "$(id -u)" -eq 0 ]; then
        chown nobody:nogroup "$folder"
    fi
}

clean() {
    [ -z "$command" ] || kill -KILL "$command" 2>/dev/null || true
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true # ends PostgreSQL at once, and MariaDB by a core dump that is not kept
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}

# enter COMMAND…: becomes the command, in the folder, as a user that servers agree to run as; it dies with this script.
enter() {
    local as=(setpriv --pdeathsig KILL)
    if [ "$(id -u)" -eq 0 ]; then
        as+=(--reuid nobody --regid nogroup --clear-groups)
    fi
    cd "$folder"
    HOME="$folder" exec "${as[@]}" "$@"
}

unprivileged() {
    (enter "$@")
}

serve() {
    enter "$@" >>"$folder/log" 2>&1 &
    server=$!
}

running() {
    [ -n "$server" ] && kill -0 "$server" 2>/dev/null
}

broken() {
    printf 'the server does not start:\n' >&2
    tail -n 40 "$folder/log" >&2
    exit 1
}

# beside COMMAND…: runs it and ends with its status.
beside() {
    local status=0
    "$@" &
    command=$!
    wait "$command" || status=$?
    command=
    exit "$status"
}
