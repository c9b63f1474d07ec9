# shellcheck shell=sh
# Builds what is out of date. Sourced by ../coda, which sets $root and $java_home.
#
# Every build leaves its own folder target/app/ID with all jars, which never changes afterwards: a
# server that runs from an older build is not disturbed by a newer one. Folders that no process
# runs from are removed by the next build. target/coda.stamp holds the ID of the latest; it is as
# old as the beginning of that build, so sources changed while it ran count as newer.

root=${root:?}
build_stamp=$root/target/coda.stamp
build_lock=$root/target/coda-build.lock
build_log=$root/target/coda-build.log
build_apps=$root/target/app

# Whether a source is newer than the build. Folders count too: deleting a file changes only them.
build_outdated() {
  [ -s "$build_stamp" ] || return 0
  build_id=$(cat "$build_stamp")
  [ -e "$build_apps/$build_id/coda-voice-server.jar" ] || return 0
  set -- "$root/pom.xml" "$root/.mvn"
  for build_pom in "$root"/*/pom.xml "$root"/*/*/pom.xml; do
    [ ! -e "$build_pom" ] || set -- "$@" "$build_pom"
    [ ! -d "${build_pom%/pom.xml}/src/main" ] || set -- "$@" "${build_pom%/pom.xml}/src/main"
  done
  [ -n "$(find "$@" -newer "$build_stamp" -print 2>/dev/null | head -n 1)" ]
}

# One build at a time. A lock whose process is gone is taken over.
build_acquire() {
  mkdir -p "$root/target"
  build_told=
  build_tries=0
  until mkdir "$build_lock" 2>/dev/null; do
    build_owner=$(cat "$build_lock/pid" 2>/dev/null) || build_owner=
    build_tries=$((build_tries + 1))
    if build_abandoned; then
      # Renaming is atomic: of two that notice, one takes it away.
      if mv "$build_lock" "$build_lock.stale.$$" 2>/dev/null; then
        rm -rf "$build_lock.stale.$$"
        echo "coda: removed the lock of a build that was cut short" >&2
      fi
      continue
    fi
    if [ -z "$build_told" ] && [ -n "$build_owner" ]; then
      echo "coda: waiting for the build of process $build_owner (lock: $build_lock)" >&2
      build_told=yes
    fi
    sleep 1
  done
  echo "$$" >"$build_lock/pid"
  trap build_release EXIT
  trap 'build_abort 130' INT
  trap 'build_abort 143' TERM
  trap 'build_abort 129' HUP
}

# Whether the process that holds the lock is gone. One without a number was made this moment, or
# its owner was killed before it could write it.
build_abandoned() {
  if [ -n "$build_owner" ]; then
    ! kill -0 "$build_owner" 2>/dev/null
  else
    [ "$build_tries" -gt 5 ]
  fi
}

build_release() {
  rm -rf "$build_lock"
  trap - EXIT INT TERM HUP
}

build_abort() {
  if [ -n "${build_maven:-}" ]; then
    kill "$build_maven" 2>/dev/null || :
    wait "$build_maven" 2>/dev/null || :
  fi
  build_release
  echo "coda: build cut short" >&2
  exit "$1"
}

# Runs Maven in the project's folder, and tells it the commit.
build_mvn() (
  cd "$root" || exit
  JAVA_HOME=${java_home:?}
  export JAVA_HOME
  if [ -e .git ] && build_commit=$(git rev-parse --short HEAD 2>/dev/null); then
    set -- "-Dcoda.commit=$build_commit" "$@"
    [ -z "$(git status --porcelain 2>/dev/null | head -n 1)" ] || set -- -Dcoda.changed=true "$@"
  fi
  exec ./mvnw --batch-mode "$@"
)

# Prints the modules that Maven has begun since the last call, and a sign of life when it is quiet.
build_progress() {
  build_now=$(($(date +%s) - build_began))
  build_lines=$(sed -n 's/^\[INFO\] Building Coda Voice: \(.*[^ ]\)  *[^ ][^ ]*  *\(\[[0-9]*\/[0-9]*\]\).*/\2 \1/p' "$build_log")
  build_count=$(printf '%s' "$build_lines" | grep -c '') || :
  if [ "$build_count" -gt "$build_shown" ]; then
    printf '%s\n' "$build_lines" | tail -n "+$((build_shown + 1))" | while IFS= read -r build_line; do
      printf '  %4d s  %s\n' "$build_now" "$build_line" >&2
    done
    build_shown=$build_count
    build_quiet=$build_now
  elif [ $((build_now - build_quiet)) -ge 15 ]; then
    printf '  %4d s  … still at it\n' "$build_now" >&2
    build_quiet=$build_now
  fi
}

build_run() {
  build_began=$(date +%s)
  build_shown=0
  build_quiet=0
  echo "coda: building with the JDK in $java_home (log: $build_log)" >&2
  if [ ! -e "$build_stamp" ]; then
    echo "coda: the first build downloads Maven and the libraries when they are not there yet;" \
      "that can take some minutes" >&2
  fi
  : >"$build_log"
  # Tests and formatting are for ./coda test; a half-written test must not keep anybody from running.
  build_mvn -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true \
    package -pl server -am \
    >"$build_log" 2>&1 &
  build_maven=$!
  while kill -0 "$build_maven" 2>/dev/null; do
    build_progress
    sleep 0.3 2>/dev/null || sleep 1
  done
  if wait "$build_maven"; then
    build_maven=
    build_progress
    echo "coda: built in $build_now s" >&2
  else
    build_maven=
    build_progress
    printf '\ncoda: the build failed. The end of %s:\n\n' "$build_log" >&2
    tail -n 40 "$build_log" >&2
    exit 4
  fi
}

# Gathers the jars of the build that just ended in a folder of their own.
build_collect() {
  build_id=$(date +%Y%m%d-%H%M%S)-$$
  build_app=$build_apps/$build_id
  mkdir -p "$build_app/lib"
  # Libraries never change, so a second name for the file will do; our own jars are rewritten by
  # the next build and need a copy.
  ln "$root/server/target/lib"/*.jar "$build_app/lib/" 2>/dev/null \
    || cp "$root/server/target/lib"/*.jar "$build_app/lib/"
  for build_jar in "$build_app/lib"/coda-voice-*.jar; do
    [ -e "$build_jar" ] || continue
    rm "$build_jar"
    cp "$root/server/target/lib/${build_jar##*/}" "$build_jar"
  done
  for build_jar in "$root/server/target"/coda-voice-server-*.jar; do
    cp "$build_jar" "$build_app/coda-voice-server.jar"
  done
  printf '%s\n' "$build_id" >"$build_stamp.next"
  touch -r "$build_stamp.began" "$build_stamp.next"
  mv "$build_stamp.next" "$build_stamp"
  rm -f "$build_stamp.began"
  build_prune
}

build_prune() {
  for build_old in "$build_apps"/*; do
    if [ "$build_old" = "$build_app" ] || build_in_use "$build_old"; then
      continue
    fi
    rm -rf "$build_old"
  done
}

# Whether a process runs from the folder $1; forgets those that have ended.
build_in_use() {
  build_users=
  for build_pid in "$1"/pids/*; do
    [ -e "$build_pid" ] || continue
    if kill -0 "${build_pid##*/}" 2>/dev/null; then
      build_users=yes
    else
      rm -f "$build_pid"
    fi
  done
  [ -n "$build_users" ]
}

# Builds if need be; CODA_NO_BUILD=1 takes the last build as it is.
ensure_built() {
  if [ -n "${CODA_NO_BUILD:-}" ]; then
    [ -s "$build_stamp" ] || {
      echo "coda: nothing is built yet, and CODA_NO_BUILD forbids building" >&2
      exit 4
    }
    return
  fi
  build_outdated || return 0
  build_acquire
  if build_outdated; then
    : >"$build_stamp.began"
    build_run
    build_collect
  fi
  build_release
}

# Sets $app to the folder of the latest build and notes that this process runs from it.
claim_app() {
  for _ in 1 2 3; do
    app=$build_apps/$(cat "$build_stamp")
    build_in_use "$app" || :
    # A build that ended a moment ago may have removed the folder: then look again.
    if mkdir -p "$app/pids" && : >"$app/pids/$$" && [ -e "$app/coda-voice-server.jar" ]; then
      return
    fi
  done
  echo "coda: the build in $app is incomplete; run ./mvnw clean and try again" >&2
  exit 4
}
