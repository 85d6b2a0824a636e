# shellcheck shell=bash
# Sourced: finds the JDK and Maven, builds, and puts the jars in place.
# shellcheck disable=SC2034,SC2153  # read and set by the scripts that source this file

how_to_get_a_jdk() {
  local newer maven=''
  command -v mvn >/dev/null 2>&1 || maven=" maven"
  newer=$(installed_jdks 17 | head -1)
  if [ -n "$newer" ]; then
    echo "export JAVA_HOME=$newer   (found on this machine), then start again"
  else
    echo "on Debian or Ubuntu: sudo apt install openjdk-17-jdk$maven (from Debian 13 on openjdk-21-jdk); on macOS: brew install openjdk@17$maven; elsewhere: https://adoptium.net; then start again"
  fi
}

# The feature release of a JDK folder: 17 of 17.0.9, 8 of 1.8.0; nothing where there is none.
jdk_version() {
  local text=
  if [ -r "$1/release" ]; then
    text=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release")
  fi
  if [ -z "$text" ] && [ -x "$1/bin/java" ]; then
    text=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -1 || true)
  fi
  text=${text#1.}
  echo "${text%%[!0-9]*}"
}

# The JDKs of at least the given release in the usual places, oldest first.
installed_jdks() {
  local home version
  for home in "${JDK_FOLDER:-/usr/lib/jvm}"/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && [ ! -L "$home" ]; then
      version=$(jdk_version "$home")
      if [ "${version:-0}" -ge "$1" ]; then echo "$version $home"; fi
    fi
  done | sort -n | cut -d' ' -f2-
}

# Where the java on PATH lives. A version manager's wrapper has to be asked, links need only be followed.
jdk_on_path() {
  local java home
  if [ "$(uname)" = Darwin ] && /usr/libexec/java_home 2>/dev/null; then return; fi
  java=$(command -v java) || return 1
  while [ -L "$java" ]; do java=$(cd "$(dirname "$java")" && cd "$(dirname "$(readlink "$java")")" && pwd -P)/$(basename "$(readlink "$java")"); done
  home=$(dirname "$(dirname "$java")")
  if [ ! -e "$home/release" ]; then
    java=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' || true)
    home=${java:-$home}
  fi
  echo "$home"
}

# Sets JAVA_HOME and JAVA, or stops.
find_jdk() {
  local origin="JAVA_HOME" version
  if [ -z "${JAVA_HOME:-}" ]; then
    origin="the Java on PATH"
    JAVA_HOME=$(jdk_on_path) || fail "no JDK was found" "neither JAVA_HOME nor PATH leads to Java, and building needs JDK 17 or newer" "$(how_to_get_a_jdk)"
  fi
  version=$(jdk_version "$JAVA_HOME")
  [ -n "$version" ] || fail "$origin is no Java" "there is no bin/java that runs in $JAVA_HOME" "$(how_to_get_a_jdk)"
  [ "$version" -ge 17 ] || fail "$origin is Java $version" "Prompt2Model needs JDK 17 or newer, and $JAVA_HOME is older" "$(how_to_get_a_jdk)"
  export JAVA_HOME
  JAVA=$JAVA_HOME/bin/java
  JAVA_VERSION_FOUND=$version
}

# Building needs the compiler too, and so do the kernel and the shell.
find_compiler() {
  find_jdk
  [ -x "$JAVA_HOME/bin/javac" ] || fail "a JRE was found where a JDK is needed" "$JAVA_HOME has no bin/javac" "$(how_to_get_a_jdk)"
}

# A JDK that is not from the system's packages brings no fonts, nor the library that finds them.
require_fonts() {
  if command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list)" ]; then return; fi
  "$JAVA" -Djava.awt.headless=true "$REPO/install/parts/Fonts.java" >/dev/null 2>&1 ||
    fail "Java finds no fonts on this machine" "charts are drawn with them" "on Debian or Ubuntu: sudo apt install fontconfig fonts-dejavu-core; elsewhere install fontconfig and a font; then start again"
}

maven_version() { mvn -B -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -1 || true; }

find_maven() {
  local version major minor remedy
  remedy="on Debian or Ubuntu: sudo apt install maven; on macOS: brew install maven; elsewhere: https://maven.apache.org/install.html; then start again"
  command -v mvn >/dev/null 2>&1 || fail "Maven was not found" "there is no mvn on PATH, and building needs Maven 3.8 or newer" "$remedy"
  version=$(maven_version)
  [ -n "$version" ] || fail "Maven does not start" "'mvn -version' prints: $(mvn -B -version 2>&1 | head -2 | tr '\n' ' ' || true)" "mend that first, or $remedy"
  major=${version%%.*}
  minor=$(echo "$version" | cut -d. -f2)
  if [ "$major" -lt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -lt 8 ]; }; then
    fail "Maven $version is too old" "building needs Maven 3.8 or newer" "$remedy"
  fi
  MAVEN_VERSION_FOUND=$version
}

jar_missing_remedy() { echo "run $REPO/install/quickstart, or $REPO/install/prompt2model kernel"; }

# What went wrong in a log of Maven, without its colours and its advice on how to use Maven.
build_errors() {
  sed $'s/\033\\[[0-9;]*m//g' "$1" | grep -E '^\[ERROR\]|Exception' |
    grep -vE '^\[ERROR\] *($|To see the full stack trace|Re-run Maven|For more information|After correcting|mvn <args>|\[Help)'
}

# Builds without tests, and without the checks of a developer, which a newer JDK could fail.
build() {
  local log=$LOGS/build.log
  require_writable "$REPO/target" "clone the repository into a folder of your own"
  rm -rf "$REPO/kernel/target/lib"
  if ! quietly "Building (the first time downloads the libraries, which takes minutes)" "$log" \
    mvn -q -B -f "$REPO/pom.xml" -P '!error-prone' -Dmaven.compiler.failOnWarning=false -Dmaven.test.skip=true package; then
    build_errors "$log" | head -8 | indent >&2 || true
    if grep -q 'Could not create local repository' "$log"; then
      fail "Maven's local repository cannot be written" "Maven keeps what it fetches below your home folder, which is not writable (the whole log: $log)" \
        "make your home folder writable, or choose another place: export MAVEN_OPTS=-Dmaven.repo.local=FOLDER, then start again"
    fi
    if grep -qE 'Could not transfer|UnknownHost|Connection (refused|timed out)|Could not resolve dependencies|PluginResolution' "$log"; then
      fail "the build could not fetch its libraries" "Maven did not reach its repository (the whole log: $log)" "check the network, or a proxy or mirror in ~/.m2/settings.xml, and start again; what was fetched is kept"
    fi
    fail "the build failed" "see the lines above (the whole log: $log)" "if you changed nothing, report it with that log"
  fi
}

require_places() {
  require_writable "$HOME_DATA" "set XDG_DATA_HOME to a folder that you may write"
  require_writable "$(dirname "$SPEC")" "set JUPYTER_DATA_DIR to a folder that you may write"
}

# Copies the built jars beside the old ones and swaps the folders, so that an interruption leaves a whole set.
install_jars() {
  require_places
  rm -rf "$LIB.new"
  if ! { mkdir "$LIB.new" && cp "$REPO"/kernel/target/lib/*.jar "$REPO/kernel/target/kernel-$VERSION.jar" "$LIB.new/"; } 2>"$LOGS/copy.log"; then
    fail "the jars could not be copied to $LIB" "$(head -1 "$LOGS/copy.log")" "free some space (about 400 MB are needed), or set XDG_DATA_HOME to another folder"
  fi
  rm -rf "$LIB"
  mv "$LIB.new" "$LIB"
  use_gpu_jars
}

install_kernelspec() {
  if ! quietly "Installing the kernel" "$LOGS/kernelspec.log" "$JAVA" -cp "$LIB/*" org.prompt2model.kernel.KernelSpec "$SPEC" "$LIB"; then
    tail -5 "$LOGS/kernelspec.log" | indent >&2
    fail "the kernel could not be installed into $SPEC" "see the lines above" "set JUPYTER_DATA_DIR to a folder that you may write, and start again"
  fi
}

# Starts a main class of the toolkit in place of the script, with the flags that the kernel has too, and those of a GPU.
exec_java() {
  local native=() gpu=()
  if [ -r "$HOME_DATA/gpu.args" ]; then gpu=("@$HOME_DATA/gpu.args"); fi
  [ -d "$LIB" ] || fail "the toolkit is not installed" "there is no folder $LIB" "$(jar_missing_remedy)"
  find_jdk
  if [ "$JAVA_VERSION_FOUND" -ge 22 ]; then native=(--enable-native-access=ALL-UNNAMED); fi
  # Libraries free mapped memory in the old way, of which newer JVMs warn.
  if [ "$JAVA_VERSION_FOUND" -ge 23 ]; then native+=(--sun-misc-unsafe-memory-access=allow); fi
  # As in the kernel's KernelSpec: so that training shares the cores with other programs.
  export GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-1000}
  exec "$JAVA" ${native[@]+"${native[@]}"} ${gpu[@]+"${gpu[@]}"} -Dai.djl.pytorch.graph_optimizer=false -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -cp "$LIB/*" "$@"
}

SHELL_CLASS=org.prompt2model.kernel.shell.Shell

# Starts the shell in place of the script. The files beside the kernelspec make it begin in half the time, where they
# were made for this Java. Usage: exec_shell [-Dname=value]... CLASS [ARGUMENT]...
exec_shell() {
  local java gpu=()
  if [ -r "$HOME_DATA/gpu.args" ]; then gpu=("@$HOME_DATA/gpu.args"); fi
  if [ -d "$LIB" ] && [ -r "$SPEC/archive.args" ]; then
    find_jdk
    java=$(sed -n 's/.*"\([^"]*\/java\)".*/\1/p' "$SPEC/kernel.json" 2>/dev/null | head -1 || true)
    if [ "$java" -ef "$JAVA" ]; then
      export GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-1000}
      exec "$JAVA" "@$SPEC/java.args" "@$SPEC/archive.args" ${gpu[@]+"${gpu[@]}"} -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "$@"
    fi
  fi
  exec_java "$@"
}

# Runs lines of Java in the shell, which ends with their exit status. Usage: exec_script SCRIPT [-Dname=value]...
exec_script() {
  local script=$REPO/install/parts/$1
  shift
  exec_shell "$@" "$SHELL_CLASS" "$script"
}
