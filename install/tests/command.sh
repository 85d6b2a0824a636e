#!/usr/bin/env bash
# The prompt2model command where nothing is installed: misuse, missing things, and doctor.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

P2M=$INSTALL/prompt2model
bare=$(path_with_tools)
fake_jdk "$SANDBOX/jdk17" 17.0.9
export JAVA_HOME=$SANDBOX/jdk17 SYSTEM_JUPYTER=$SANDBOX/none
nowhere() { try env PATH="$bare" "$@"; }
cd "$SANDBOX" || exit 1

echo "Command line"
nowhere "$P2M"
expect "explains itself" 0 "Usage: install/prompt2model COMMAND" "uninstall"
nowhere "$P2M" bogus
expect "refuses an unknown command" 2 "There is no command 'bogus'"
nowhere "$P2M" run
expect "run asks for a prompt" 2 "run needs one file"
nowhere "$P2M" run missing.txt
expect "run says that the file is not there" 1 "missing.txt was not found"
nowhere "$P2M" run .
expect "run refuses a folder" 1 "is a folder"
echo hello >prompt.txt
nowhere "$P2M" run prompt.txt --examples
expect "run asks how many examples" 2 "--examples needs a whole number"
nowhere "$P2M" run prompt.txt --examples many
expect "run takes a number of examples" 2 "--examples needs a whole number"
nowhere "$P2M" run prompt.txt --epochs 3
expect "run refuses an unknown option" 2 "Unknown option --epochs"
nowhere "$P2M" serve . --port http
expect "serve takes a number for its port" 2 "--port needs a whole number"
nowhere "$P2M" serve
expect "serve asks for a student" 2 "serve needs the folder"
nowhere "$P2M" serve nothing
expect "serve says that the student is not there" 1 "nothing was not found"
nowhere "$P2M" benchmark many
expect "benchmark takes a number" 2 "a whole number"
nowhere "$P2M" kernel --prefx x
expect "kernel refuses an unknown option" 2 "Unknown option --prefx"
nowhere "$P2M" kernel --prefix
expect "kernel asks for the folder" 2 "--prefix needs a folder"

echo "Nothing installed"
nowhere "$P2M" shell
expect "shell says what to install" 1 "the toolkit is not installed" "install/quickstart"
nowhere "$P2M" benchmark
expect "benchmark says what to install" 1 "the toolkit is not installed" "install/quickstart"
nowhere "$P2M" lab
expect "lab says what to install" 1 "the kernel is not installed"
nowhere "$P2M" report prompt.txt
expect "report refuses what is no notebook" 1 "prompt.txt is no notebook"
nowhere env OPENAI_API_KEY=sk-secret "$P2M" doctor
expect "doctor lists what is missing" 1 "MISSING  Maven" "MISSING  toolkit" "MISSING  Jupyter" "MISSING  kernel" "set: OPENAI_API_KEY"
case $OUTPUT in *sk-secret*) failed "doctor keeps keys to itself" ;; *) passed "doctor keeps keys to itself" ;; esac

echo "Memory"
spec=$XDG_DATA_HOME/jupyter/kernels/prompt2model
mkdir -p "$spec"
stub "$SANDBOX" java 'case $* in *-Xms64m*Memory.java*) echo 16000 4000 ;; *) echo 16000 15500 ;; esac'
echo "{ \"argv\": [ \"$SANDBOX/java\" ] }" >"$spec/kernel.json"
printf '%s\n' '-Dsome.thing="a b"' '-Xms64m' '-cp' '"x.jar"' >"$spec/java.args"
nowhere "$P2M" doctor
expect "doctor says what the kernel's own options leave for training" 1 "ok       memory       16000 MB; Java's heap takes 4000 MB of it at most, which leaves 12000 MB"
rm "$spec/java.args"
nowhere "$P2M" doctor
expect "doctor says that a heap is too large" 1 "MISSING  memory" "Java's heap may take 15500 MB" "JAVA_TOOL_OPTIONS=-Xmx4000m"
rm -r "$spec"
nowhere "$P2M" doctor
expect "doctor does not know the memory without a Java that runs" 1 "memory       not known"

echo "Uninstall"
mkdir -p "$XDG_DATA_HOME/prompt2model/lib" "$XDG_DATA_HOME/prompt2model/jupyter" "$XDG_DATA_HOME/jupyter/kernels/prompt2model" "$XDG_DATA_HOME/jupyter/kernels/other"
touch "$XDG_DATA_HOME/prompt2model/shell.history"
mkdir -p "$SANDBOX/prefix/share/prompt2model/lib"
nowhere "$P2M" uninstall --prefix "$SANDBOX/prefix"
expect "uninstall takes what lies below a prefix" 0 "Removed $SANDBOX/prefix/share/prompt2model/lib"
case $OUTPUT in *"Removed $XDG_DATA_HOME"*) failed "uninstall leaves what lies elsewhere" ;; *) passed "uninstall leaves what lies elsewhere" ;; esac
nowhere "$P2M" uninstall
expect "uninstall tells what it takes and what it leaves" 0 "Removed $XDG_DATA_HOME/prompt2model/lib" "what Maven fetched"
try find "$XDG_DATA_HOME" -mindepth 1 -name 'prompt2model' -o -name other
expect "uninstall leaves other kernels" 0 "kernels/other"
case $OUTPUT in *prompt2model*) failed "uninstall leaves nothing of its own" ;; *) passed "uninstall leaves nothing of its own" ;; esac
finish
