# shellcheck shell=bash
# Sourced: finds a Jupyter or installs one, and runs notebooks through it.

JUPYTER=
DEBIAN_JUPYTER="jupyter-notebook jupyter-nbconvert"

# A Jupyter that can run a notebook: nbconvert 6 or newer, which brings nbclient.
jupyter_works() {
  local version
  version=$("$1" nbconvert --version 2>/dev/null </dev/null | head -1 || true)
  case $version in
    [6-9].* | [1-9][0-9].*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets JUPYTER to the one that works: the user's own first, then the private one, then Debian's. Installs nothing.
find_jupyter() {
  local candidate
  for candidate in "$(command -v jupyter || true)" "$PRIVATE_JUPYTER/bin/jupyter" "${SYSTEM_JUPYTER:-/usr/bin/jupyter}"; do
    if [ -x "$candidate" ] && jupyter_works "$candidate"; then
      JUPYTER=$candidate
      return 0
    fi
  done
  return 1
}

# The Python of the Jupyter that was found, if it can import the modules named; nothing otherwise.
jupyter_python() {
  local candidate module imports=
  for module in "$@"; do imports="${imports}import $module;"; done
  for candidate in "$(sed -n '1s/^#! *//p' "$JUPYTER" 2>/dev/null)" "$(dirname "$JUPYTER")/python3" python3 "${SYSTEM_PYTHON:-/usr/bin/python3}"; do
    if [ -n "$candidate" ] && "$candidate" -c "$imports" >/dev/null 2>&1; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

find_or_install_jupyter() {
  if find_jupyter; then return; fi
  if private_jupyter && find_jupyter; then return; fi
  if debian_jupyter && find_jupyter; then return; fi
  fail "no Jupyter was found, and none could be installed" \
    "there is no 'jupyter' with nbconvert 6 or newer on PATH; a private one could not be made, for $PRIVATE_WHY; Debian's packages were not installed, for $DEBIAN_WHY" \
    "on Debian or Ubuntu: sudo apt install --no-install-recommends $DEBIAN_JUPYTER (or have the administrator do so); elsewhere: pip install jupyterlab; then start again"
}

# A Python environment of our own with JupyterLab. Gives up soon where the package registry is out of reach.
private_jupyter() {
  local python log=$LOGS/jupyter.log
  PRIVATE_WHY="there is no python3"
  for python in python3 "${SYSTEM_PYTHON:-/usr/bin/python3}"; do
    command -v "$python" >/dev/null 2>&1 || continue
    step "Installing JupyterLab into $PRIVATE_JUPYTER"
    rm -rf "$PRIVATE_JUPYTER"
    if ! quietly "Making a Python environment" "$log" "$python" -m venv "$PRIVATE_JUPYTER"; then
      PRIVATE_WHY="python3 cannot make environments; on Debian, python3-venv is missing"
    elif ! quietly "Fetching JupyterLab" "$log" "$PRIVATE_JUPYTER/bin/python" -m pip install --quiet --retries 1 --timeout 15 jupyterlab nbconvert; then
      PRIVATE_WHY="pip could not fetch it; the log is $log"
      break
    else
      return 0
    fi
  done
  rm -rf "$PRIVATE_JUPYTER"
  step "That did not work: $PRIVATE_WHY"
  return 1
}

# Debian's own packages: the only part of the installation that may need root.
debian_jupyter() {
  local log=$LOGS/apt.log root=()
  DEBIAN_WHY="this is no Debian"
  on_debian || return 1
  DEBIAN_WHY="that needs root, or sudo"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } || return 1
    root=(sudo -n)
  fi
  step "Installing Debian's packages $DEBIAN_JUPYTER"
  # shellcheck disable=SC2086  # two packages
  if apt_install "$log" $DEBIAN_JUPYTER; then return 0; fi
  DEBIAN_WHY="apt-get failed; the log is $log"
  return 1
}

# The lists are fetched only where apt cannot do without.
apt_install() {
  local log=$1
  shift
  local install=(${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  quietly "Installing $*" "$log" "${install[@]}" && return 0
  quietly "Fetching the lists of packages" "$log.update" ${root[@]+"${root[@]}"} apt-get update -qq || true
  quietly "Installing $*" "$log" "${install[@]}"
}

code_cells() { grep -c '"cell_type": *"code"' "$1" || true; }

# What the cell that runs told of its progress last, from the end of nbconvert's log; nothing where it told nothing.
progress_in() {
  tail -c 20000 "$1" | awk '
    /Executing cell:/ { told = "" }
    /msg_type:/ { update = /update_display_data/ }
    update && match($0, /text\/plain.: .[^\047]*/) { told = substr($0, RSTART + 14, RLENGTH - 14) }
    END { gsub(/ · /, ", ", told); print told }'
}

# Runs a notebook with our kernel. Usage: execute_notebook NOTEBOOK OUTPUT-FOLDER; the outputs keep the notebook's name.
execute_notebook() {
  local name log all done_before=-1 done_now progress told=0 status=0
  name=$(basename "$1" .ipynb)
  log=$LOGS/$name.log
  all=$(code_cells "$1")
  mkdir -p "$LOGS"
  : >"$log"
  # At level DEBUG nbclient tells each cell that it starts, which is what the live line counts.
  "$JUPYTER" nbconvert --log-level DEBUG --to notebook --execute --ExecutePreprocessor.kernel_name="$KERNEL" \
    --ExecutePreprocessor.timeout="${NOTEBOOK_TIMEOUT:--1}" --ExecutePreprocessor.startup_timeout=180 \
    --output-dir "$2" --output "$name" "$1" >"$log" 2>&1 </dev/null &
  CHILD=$!
  while kill -0 "$CHILD" 2>/dev/null; do
    done_now=$(grep -c 'Executing cell:' "$log" || true)
    progress=$(progress_in "$log")
    if live_line; then
      live "$name.ipynb: cell $done_now of $all${progress:+, ${progress:0:60}}"
    elif [ "$done_now" != "$done_before" ] && [ "$done_now" -gt 0 ]; then
      step "$name.ipynb: cell $done_now of $all"
      told=$SECONDS
    elif [ -n "$progress" ] && [ $((SECONDS - told)) -ge 30 ]; then
      step "$name.ipynb: cell $done_now of $all, $progress"
      told=$SECONDS
    fi
    done_before=$done_now
    sleep 0.5
  done
  wait "$CHILD" || status=$?
  CHILD=
  live_done
  return "$status"
}

# Which cell failed and how; where none did, for no cell ran, the end of nbconvert's log.
notebook_error() {
  local log=$LOGS/$1.log
  if grep -q 'An error occurred while executing' "$log"; then
    sed -n '/An error occurred while executing the following cell/,$p' "$log" | grep -v '^\[NbConvertApp\] DEBUG' | head -40 || true
  else
    grep -v '^\[NbConvertApp\]' "$log" | tail -3 | cut -c1-300 || true
  fi
}

html_of() { quietly "Writing the page" "$LOGS/html.log" "$JUPYTER" nbconvert --to html "$1"; }
