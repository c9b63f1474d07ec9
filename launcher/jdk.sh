# shellcheck shell=sh
# Finds a JDK. Sourced by ../coda; sets $java_home.

jdk_needed=25

# Where JDKs usually lie, as patterns. CODA_JDK_DIRS (folders, joined by colons) replaces them.
jdk_candidates() {
  if [ -n "${CODA_JDK_DIRS:-}" ]; then
    jdk_rest=$CODA_JDK_DIRS:
    while [ -n "$jdk_rest" ]; do
      for jdk_folder in "${jdk_rest%%:*}"/*; do
        printf '%s\n' "$jdk_folder"
      done
      jdk_rest=${jdk_rest#*:}
    done
    return
  fi
  for jdk_folder in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jvm/* \
    /usr/local/*jdk* /usr/local/java/* /usr/local/lib/jvm/* /snap/openjdk/current/jdk \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
    "${MISE_DATA_DIR:-${HOME:-/nonexistent}/.local/share/mise}"/installs/java/* \
    "${ASDF_DATA_DIR:-${HOME:-/nonexistent}/.asdf}"/installs/java/* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.jabba/jdk/* \
    "${HOME:-/nonexistent}"/.gradle/jdks/*; do
    printf '%s\n' "$jdk_folder"
  done
}

# The folder of the java on the PATH, through symbolic links.
jdk_on_path() {
  jdk_link=$(command -v java) || return 0
  while [ -L "$jdk_link" ]; do
    jdk_target=$(readlink "$jdk_link")
    case $jdk_target in
      /*) jdk_link=$jdk_target ;;
      *) jdk_link=$(dirname "$jdk_link")/$jdk_target ;;
    esac
  done
  dirname "$(dirname "$jdk_link")"
}

# Reads the version of the Java in folder $1 into $jdk_version; false when there is none.
# The release file tells it without starting the JVM; builds without that file are asked.
jdk_read_version() {
  jdk_version=
  [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
      case $jdk_line in
        JAVA_VERSION=*)
          jdk_version=${jdk_line#*\"}
          jdk_version=${jdk_version%%\"*}
          break
          ;;
      esac
    done <"$1/release"
  elif [ -e "$1/lib/modules" ]; then
    jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
  fi
  [ -n "$jdk_version" ]
}

# A number that orders versions, in $jdk_rank: 25.0.3 is 25000003, 1.8.0_402 is 8000000.
jdk_read_rank() {
  jdk_rest=${1#1.}.0.0.
  jdk_rank=0
  for jdk_weight in 1000000 1000 1; do
    jdk_part=${jdk_rest%%.*}
    jdk_part=${jdk_part%%[!0-9]*}
    jdk_rank=$((jdk_rank + ${jdk_part:-0} * jdk_weight))
    jdk_rest=${jdk_rest#*.}
  done
}

# Whether the Java in folder $1 will do; what is wrong with it goes to $jdk_flaw.
jdk_suits() {
  jdk_flaw=
  if ! jdk_read_version "$1"; then
    jdk_flaw='no Java there'
    return 1
  fi
  jdk_read_rank "$jdk_version"
  if [ "$jdk_rank" -lt "${jdk_needed}000000" ]; then
    jdk_flaw='too old'
  elif [ ! -x "$1/bin/javac" ] && [ -z "${CODA_NO_BUILD:-}" ]; then
    jdk_flaw='a runtime without javac, not a JDK'
  fi
  [ -z "$jdk_flaw" ]
}

# Sets $java_home: CODA_JAVA_HOME when it is set, else JAVA_HOME when it will do, else the newest
# there is. Explains what to install and exits with 3 when nothing will do.
find_jdk() {
  java_home=
  if [ -n "${CODA_JAVA_HOME:-}" ]; then
    jdk_suits "$CODA_JAVA_HOME" || {
      printf 'coda: CODA_JAVA_HOME is %s: %s. It must be the folder of a JDK %s or newer.\n' \
        "$CODA_JAVA_HOME" "$jdk_flaw${jdk_version:+ ($jdk_version)}" "$jdk_needed" >&2
      exit 3
    }
    java_home=$CODA_JAVA_HOME
    return
  fi
  if [ -n "${JAVA_HOME:-}" ] && jdk_suits "$JAVA_HOME"; then
    java_home=$JAVA_HOME
    return
  fi
  jdk_best=0
  jdk_seen=
  while IFS= read -r jdk_home; do
    if [ -z "$jdk_home" ] || [ ! -x "$jdk_home/bin/java" ]; then
      continue
    fi
    jdk_home=$(CDPATH='' cd -- "$jdk_home" && pwd -P)
    case $jdk_seen in
      *" $jdk_home "*) continue ;;
    esac
    if jdk_suits "$jdk_home"; then
      if [ "$jdk_rank" -gt "$jdk_best" ]; then
        jdk_best=$jdk_rank
        java_home=$jdk_home
      fi
    elif [ -n "$jdk_version" ]; then
      jdk_seen="$jdk_seen$(printf '  %-10s %s  (%s)' "${jdk_version:-?}" " $jdk_home " "$jdk_flaw")
"
    fi
  done <<END_OF_CANDIDATES
${JAVA_HOME:-}
$(jdk_on_path)
$(jdk_candidates)
END_OF_CANDIDATES
  if [ -z "$java_home" ]; then
    jdk_explain >&2
    exit 3
  fi
}

jdk_explain() {
  cat <<END_OF_TEXT
coda: Coda Voice needs a JDK $jdk_needed or newer, and there is none on this machine that it could find.

END_OF_TEXT
  if [ -n "$jdk_seen" ]; then
    printf 'Found, but not suitable:\n%s\n' "$jdk_seen"
  fi
  cat <<END_OF_TEXT
Install one of these, then run the command again; nothing needs to be configured:
  Debian, Ubuntu  sudo apt install openjdk-$jdk_needed-jdk
                  (older releases: temurin-$jdk_needed-jdk, see https://adoptium.net/installation/linux)
  Fedora          sudo dnf install java-$jdk_needed-openjdk-devel
  macOS           brew install openjdk@$jdk_needed
  SDKMAN          sdk install java $jdk_needed-tem
  Windows         winget install EclipseAdoptium.Temurin.$jdk_needed.JDK
If one lies in an unusual place, set CODA_JAVA_HOME to its folder.
END_OF_TEXT
}
