# shellcheck shell=bash
# Sourced by the scripts of this repository: where things lie, and how a step is told.
# Works with bash 3.2, the one that macOS ships.
# shellcheck disable=SC2034  # the places are read by the scripts that source this file

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
VERSION=0.1.0
KERNEL=prompt2model
SHARE=${XDG_DATA_HOME:-$HOME/.local/share}
HOME_DATA=$SHARE/prompt2model
LIB=$HOME_DATA/lib
PRIVATE_JUPYTER=$HOME_DATA/jupyter
SHELL_MEMORY=$HOME_DATA/shell.history
LOGS=$REPO/target/install
NOTEBOOKS=$REPO/notebooks
CHILD=
SECONDS=0

# Jupyter's folder for the things of one user, as Jupyter itself works it out.
jupyter_data() {
  if [ -n "${JUPYTER_DATA_DIR:-}" ]; then
    echo "$JUPYTER_DATA_DIR"
  elif [ "$(uname)" = Darwin ]; then
    echo "$HOME/Library/Jupyter"
  else
    echo "$SHARE/jupyter"
  fi
}

SPEC=$(jupyter_data)/kernels/$KERNEL

# Moves everything that is installed below one folder, as `pip --prefix` does.
# What lies elsewhere is then out of reach of uninstall.
use_prefix() {
  mkdir -p "$1" 2>/dev/null || fail "$1 cannot be made" "the folder above it is not yours to write" "choose another folder for --prefix"
  local prefix
  prefix=$(cd "$1" && pwd -P)
  HOME_DATA=$prefix/share/prompt2model
  LIB=$HOME_DATA/lib
  PRIVATE_JUPYTER=$HOME_DATA/jupyter
  SHELL_MEMORY=$HOME_DATA/shell.history
  SPEC=$prefix/share/jupyter/kernels/$KERNEL
}

live_line() { [ -t 2 ] && [ -z "${CI:-}" ]; }

elapsed() { printf '%2d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

step() { printf '[%s] %s\n' "$(elapsed)" "$*"; }

# Overwrites its own last line on a terminal, says nothing elsewhere.
live() { if live_line; then printf '\r\033[K[%s] %s' "$(elapsed)" "$*" >&2; fi; }

live_done() { if live_line; then printf '\r\033[K' >&2; fi; }

# What went wrong, why, and what to do about it; ends the script.
fail() {
  live_done
  {
    printf '\nStopped: %s.\n' "$1"
    printf '  Why:        %s\n' "$2"
    printf '  What to do: %s\n' "$3"
  } >&2
  exit 1
}

indent() { sed 's/^/    /'; }

# Runs a command with its output in a log, and counts the seconds meanwhile. Usage: quietly TITLE LOG COMMAND...
quietly() {
  local title=$1 log=$2 status=0
  shift 2
  mkdir -p "$(dirname "$log")" 2>/dev/null || fail "$title: no place for its log" "$(dirname "$log") cannot be written" "make this clone writable for you, or clone it into a folder of your own"
  "$@" >"$log" 2>&1 </dev/null &
  CHILD=$!
  while kill -0 "$CHILD" 2>/dev/null; do
    live "$title"
    sleep 0.5
  done
  wait "$CHILD" || status=$?
  CHILD=
  live_done
  return "$status"
}

# Ends what quietly started, when the user presses Ctrl+C.
stop_child() {
  live_done
  if [ -n "$CHILD" ]; then kill "$CHILD" 2>/dev/null; fi
  echo "Interrupted." >&2
  exit 130
}
trap stop_child INT TERM

require_writable() {
  if ! mkdir -p "$1" 2>/dev/null || ! [ -w "$1" ]; then
    fail "the folder $1 cannot be written" "it, or the folder above it, belongs to somebody else or is read-only" "$2"
  fi
}

on_debian() { command -v apt-get >/dev/null 2>&1; }
