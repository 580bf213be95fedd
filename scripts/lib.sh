# Shared by the scripts of this folder: sourced, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
logs="$root/build/logs"
jobs="$(nproc 2>/dev/null || echo 2)"
mkdir -p "$logs"

say() {
    printf '%s\n' "$*" >&2
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "This needs root, or sudo: $*"
        return 1
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need PACKAGE…: installs the Debian packages that are missing.
need() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian; assuming that these are there: $*"
        return
    fi
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if is_installed libboost1.74-dev; then
        say "Note: Debian's libboost1.81-dev takes the place of libboost1.74-dev."
    fi
    step "install ${missing[*]}" install_packages "${missing[@]}"
}

install_packages() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@"
}

# show_progress LOG LABEL: on a terminal, how far the build is that writes the log, each second.
show_progress() {
    local at
    while sleep 1 && kill -0 $$ 2>/dev/null; do
        at="$(tail -c 400 "$1" | grep -oE '^\[[0-9]+/[0-9]+\]' | tail -n 1)" || true
        [ -z "$at" ] || printf '\r%s … %s ' "$2" "$at" >&2
    done
}

# step LABEL COMMAND…: runs the command with its output in a log, shows the label, the log and the time, and on failure
# the end of the log.
step() {
    local label="$1" begin=$SECONDS status=0 log progress=
    shift
    log="$logs/$(printf '%s' "$label" | tr -cs 'a-zA-Z0-9' '-' | cut -c1-60).log"
    label+=" (${log#"$root/"})"
    printf '%s … ' "$label" >&2
    if [ -t 2 ]; then
        show_progress "$log" "$label" &
        progress=$!
    fi
    "$@" >"$log" 2>&1 || status=$?
    if [ -n "$progress" ]; then
        kill "$progress" 2>/dev/null || true
        wait "$progress" 2>/dev/null || true
    fi
    if [ "$status" -eq 0 ]; then
        say "$((SECONDS - begin)) s"
    else
        say "FAILED after $((SECONDS - begin)) s; the end of $log:"
        tail -n 80 "$log" >&2
    fi
    return "$status"
}
