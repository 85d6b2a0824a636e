# shellcheck shell=bash
# Sourced by the tests of the scripts: a sandbox, stubs for programs, and counted checks.
# shellcheck disable=SC2034  # read by the tests

INSTALL=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
REPO_ROOT=$(dirname "$INSTALL")
SANDBOX=$(mktemp -d)
trap 'chmod -R u+w "$SANDBOX" 2>/dev/null; rm -rf "$SANDBOX"' EXIT
PASSED=0
FAILED=0
OUTPUT=
STATUS=0

# Everything that the scripts would write for the user goes below the sandbox.
export XDG_DATA_HOME=$SANDBOX/share
unset JUPYTER_DATA_DIR PROMPT2MODEL_RUN PROMPT2MODEL_TEACHER OPENAI_API_KEY OPENAI_BASE_URL ANTHROPIC_API_KEY OLLAMA_HOST
export CI=true

# Runs a command and keeps its output and exit status for the checks.
try() {
  STATUS=0
  OUTPUT=$("$@" 2>&1 </dev/null) || STATUS=$?
}

passed() { PASSED=$((PASSED + 1)) && echo "  ok      $1"; }

failed() {
  FAILED=$((FAILED + 1))
  printf '  FAILED  %s\n' "$1"
  printf 'exit status %s, output:\n%s\n' "$STATUS" "$OUTPUT" | sed 's/^/          | /'
}

# Usage: expect TITLE STATUS TEXT...; each text must stand in the output.
expect() {
  local title=$1 wanted=$2 text
  shift 2
  if [ "$STATUS" != "$wanted" ]; then failed "$title (exit status should be $wanted)" && return; fi
  for text in "$@"; do
    case $OUTPUT in
      *"$text"*) ;;
      *) failed "$title (should say: $text)" && return ;;
    esac
  done
  passed "$title"
}

# A folder of programs that stands for PATH: the plain tools, and what the test adds. Prints its path.
path_with_tools() {
  local folder tool
  folder=$(mktemp -d "$SANDBOX/path.XXXX")
  for tool in bash env dirname basename mkdir rm rmdir mv cp cat sed grep awk cut head tail sort tr wc uname id sleep date df find mktemp touch readlink ls; do
    ln -s "$(command -v "$tool")" "$folder/$tool"
  done
  echo "$folder"
}

# Usage: stub FOLDER PROGRAM 'shell commands'
stub() {
  rm -f "$1/$2" # it may be a link to the real program, which must not be written to
  printf '#!/bin/bash\n%s\n' "$3" >"$1/$2"
  chmod +x "$1/$2"
}

# A folder that looks like a JDK of some release. Usage: fake_jdk FOLDER RELEASE
fake_jdk() {
  mkdir -p "$1/bin"
  echo "JAVA_VERSION=\"$2\"" >"$1/release"
  stub "$1/bin" java "echo 'openjdk version \"$2\"' >&2"
  stub "$1/bin" javac ":"
}

finish() {
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ]
}
