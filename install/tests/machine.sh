#!/usr/bin/env bash
# What the scripts say on machines where something is missing: programs are stubs, nothing is built.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

QUICKSTART=$INSTALL/quickstart
NOTEBOOK=$SANDBOX/tiny.ipynb
echo '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}' >"$NOTEBOOK"
fake_jdk "$SANDBOX/jdk17" 17.0.9
fake_jdk "$SANDBOX/jdk11" 11.0.2
fake_jdk "$SANDBOX/jdk8" 1.8.0_392
mkdir "$SANDBOX/no-jdks"

# A bare machine: PATH is one folder, JAVA_HOME is given or not, no JDK lies in the usual folder.
on_machine() {
  local path=$1 java_home=$2
  shift 2
  try env -u JAVA_HOME ${java_home:+JAVA_HOME="$java_home"} PATH="$path" JDK_FOLDER="$SANDBOX/no-jdks" \
    QUICKSTART_NOTEBOOK="$NOTEBOOK" SYSTEM_JUPYTER="$SANDBOX/none" SYSTEM_PYTHON="$SANDBOX/none" "$@"
}

echo "JDK"
bare=$(path_with_tools)
on_machine "$bare" "" "$QUICKSTART"
expect "says that there is no JDK" 1 "no JDK was found" "apt install openjdk-17-jdk maven" "brew install"

on_machine "$bare" "$SANDBOX/jdk11" "$QUICKSTART"
expect "refuses Java 11 in JAVA_HOME" 1 "JAVA_HOME is Java 11" "JDK 17 or newer"

on_machine "$bare" "$SANDBOX/jdk8" "$QUICKSTART"
expect "reads the old way to count releases" 1 "JAVA_HOME is Java 8"

on_machine "$bare" "$SANDBOX/nowhere" "$QUICKSTART"
expect "says that JAVA_HOME leads nowhere" 1 "JAVA_HOME is no Java" "$SANDBOX/nowhere"

old=$(path_with_tools)
ln -s "$SANDBOX/jdk11/bin/java" "$old/java"
on_machine "$old" "" "$QUICKSTART"
expect "follows links from PATH to an old Java" 1 "the Java on PATH is Java 11"

on_machine "$old" "" env JDK_FOLDER="$SANDBOX" "$QUICKSTART"
expect "names a newer JDK that is installed" 1 "export JAVA_HOME=$SANDBOX/jdk17"

rm "$SANDBOX/jdk17/bin/javac"
on_machine "$bare" "$SANDBOX/jdk17" "$QUICKSTART"
expect "refuses a JRE" 1 "a JRE was found where a JDK is needed"
stub "$SANDBOX/jdk17/bin" javac ":"

stub "$SANDBOX/jdk17/bin" java 'case $* in *Fonts.java*) exit 1 ;; *) echo "openjdk version \"17.0.9\"" >&2 ;; esac'
on_machine "$bare" "$SANDBOX/jdk17" "$QUICKSTART"
expect "says that there are no fonts for charts" 1 "Java finds no fonts" "fontconfig"
fake_jdk "$SANDBOX/jdk17" 17.0.9

echo "Maven"
on_machine "$bare" "$SANDBOX/jdk17" "$QUICKSTART"
expect "says that there is no Maven" 1 "Maven was not found" "apt install maven"

stub "$old" mvn 'echo "Apache Maven 3.6.3 (x)"'
on_machine "$old" "$SANDBOX/jdk17" "$QUICKSTART"
expect "refuses an old Maven" 1 "Maven 3.6.3 is too old"

stub "$old" mvn 'echo "no heap"; exit 1'
on_machine "$old" "$SANDBOX/jdk17" "$QUICKSTART"
expect "says that Maven does not start" 1 "Maven does not start" "no heap"

broken=$(path_with_tools)
stub "$broken" jupyter 'echo 7.16.4'
stub "$broken" mvn 'case $* in *-version*) echo "Apache Maven 3.9.9" ;; *) echo "[ERROR] Could not transfer artifact x from central"; exit 1 ;; esac'

# Builds happen in a copy of the scripts, so that this clone's own build stays.
clone=$SANDBOX/clone
mkdir -p "$clone/notebooks"
cp -R "$INSTALL" "$clone/install"
on_machine "$broken" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "tells a missing network from a broken build" 1 "could not fetch its libraries" "proxy"

stub "$broken" mvn 'case $* in *-version*) echo "Apache Maven 3.9.9" ;; *) printf "\033[0m[ERROR] Foo.java:[1,1] wrong\n[ERROR] To see the full stack trace of the errors\n"; exit 1 ;; esac'
on_machine "$broken" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "shows why the build failed" 1 "the build failed" "Foo.java:[1,1] wrong"
case $OUTPUT in *"stack trace"*) failed "leaves out advice on Maven" ;; *) passed "leaves out advice on Maven" ;; esac

stub "$broken" mvn 'case $* in *-version*) echo "Apache Maven 3.9.9" ;; *) echo "[ERROR] Could not create local repository at /home/x/.m2/repository"; exit 1 ;; esac'
on_machine "$broken" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "says that Maven cannot keep what it fetches" 1 "local repository cannot be written" "maven.repo.local"

echo "Jupyter"
builds=$(path_with_tools)
stub "$builds" mvn 'case $* in *-version*) echo "Apache Maven 3.9.9" ;; *) mkdir -p "'"$clone"'/kernel/target/lib"; touch "'"$clone"'/kernel/target/lib/a.jar" "'"$clone"'/kernel/target/kernel-0.1.0.jar" ;; esac'
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "says that there is no Jupyter and that none could be installed" 1 "no Jupyter was found" "there is no python3" "pip install jupyterlab"
case $OUTPUT in *Built*) failed "looks for Jupyter before it builds" ;; *) passed "looks for Jupyter before it builds" ;; esac

stub "$builds" jupyter 'case $* in *--version*) echo 7.16.4 ;; *--execute*) echo "An error occurred while executing the following cell:"; echo "1/0"; exit 1 ;; esac'
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "shows the cell that failed" 1 "1/0" "did not run to its end" "doctor"

stub "$builds" jupyter 'case $* in *--version*) echo 7.16.4 ;; *--execute*) echo "Kernel died before replying to kernel_info"; exit 1 ;; esac'
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "shows why no cell ran" 1 "Kernel died before replying" "did not run to its end"

# The notebook of this stub evaluates once; an older evaluation lies in the same run folder.
data=$clone/runs/quickstart/data
mkdir -p "$data"
for table in evaluate-1 evaluate-2; do
  printf 'metric,score,low,high,n,signature\nexact match,0.91234,0.87,0.95,191,"a, b"\n' >"$data/$table.csv"
  echo '{ "name" : "evaluate (rehearsal)", "columns" : [] }' >"$data/$table.json"
done
cat >"$clone/runs/quickstart/manifest.json" <<'JSON'
{ "stages" : [ {
    "stage" : "evaluate",
    "facts" : {
      "sources" : "old rows",
      "table" : "data/evaluate-1.json"
    }
  }, {
    "stage" : "evaluate",
    "facts" : {
      "sources" : "dataset:hand-written.csv",
      "table" : "data/evaluate-2.json"
    }
  }, {
    "stage" : "loadDataset",
    "facts" : {
      "table" : "data/loadDataset-1.json"
    }
  } ] }
JSON
touch -t 202001010000 "$data/evaluate-1.json"
stub "$builds" jupyter 'case $* in *--version*) echo 7.16.4 ;; *--execute*) echo "Executing cell:"; touch "'"$data"'/evaluate-2.json" ;; esac'
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "prints the scores, what was scored, and what is next" 0 "evaluate (rehearsal) of rows from: dataset:hand-written.csv" "exact match  0.912" "install/prompt2model lab"
case $OUTPUT in *"old rows"*) failed "leaves out the scores of earlier runs" ;; *) passed "leaves out the scores of earlier runs" ;; esac

stub "$builds" jupyter 'case $* in *--version*) echo 5.9.0 ;; esac'
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "passes by a Jupyter that is too old to run notebooks" 1 "no Jupyter was found"

echo "Folders"
touch "$SANDBOX/file"
on_machine "$builds" "$SANDBOX/jdk17" env XDG_DATA_HOME="$SANDBOX/file" "$clone/install/quickstart"
expect "says that the folder for the jars cannot be written" 1 "$SANDBOX/file/prompt2model cannot be written" "XDG_DATA_HOME"

rm -rf "$clone/runs" && touch "$clone/runs"
on_machine "$builds" "$SANDBOX/jdk17" "$clone/install/quickstart"
expect "says that the run folder cannot be written" 1 "runs/quickstart cannot be written" "folder of your own"
finish
