#!/bin/sh
# function.sh train   writes the AOT cache; needs no network
# function.sh start   runs the function that FUNCTION_TARGET names, on PORT
set -eu
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
app=${APP:-$here}
options=${OPTIONS:-$here/java-options}
cache=${AOT_CACHE:-$app/functions.aot}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Jars only, and the same in the same order each time: else the JVM does not take the cache.
class_path=
for jar in "$app"/curation-functions-*.jar "$app"/lib/*.jar "$app"/invoker/*.jar; do
  class_path=$class_path${class_path:+:}$jar
done

case ${1:-} in
  train)
    export GOOGLE_CLOUD_PROJECT=training
    export FIRESTORE_EMULATOR_HOST=127.0.0.1:${TRAINING_PORT:-18471}
    rm -f "$cache"
    "$java" @"$options" -XX:AOTCacheOutput="$cache" -cp "$class_path" dev.curation.local.Training
    [ -s "$cache" ]
    ;;
  start)
    # Without a cache, or with one that does not fit, the function starts all the same, but slower.
    [ ! -f "$cache" ] || set -- "-XX:AOTCache=$cache"
    [ "$1" != start ] || shift
    exec "$java" @"$options" "$@" -cp "$class_path" com.google.cloud.functions.invoker.runner.Invoker
    ;;
  *)
    echo "Usage: function.sh train|start" >&2
    exit 2
    ;;
esac
