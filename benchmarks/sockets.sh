#!/usr/bin/env bash
# Requests per second over Kestrel and loopback sockets, one after the other: unprotected, floor, ours, JwtBearer. Needs wrk (apt-get install wrk).
# Usage: benchmarks/sockets.sh [seconds for each, default 10] [connections, default 32]. Writes a Markdown table to standard output.
# The load generator shares the processors with the server: read the ratios, not the figures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/ApiAuth.Middleware.Benchmarks"
seconds="${1:-10}" connections="${2:-32}"
command -v wrk >/dev/null || { echo "wrk is needed: apt-get install wrk" >&2; exit 1; }
dotnet build -c Release --nologo -v q -clp:ErrorsOnly >&2

load() { wrk -t1 -c"$connections" -d"$1s" -H "$header" "$url"; }

echo "| API | requests/s | errors | of the floor |"
echo "| --- | ---: | ---: | ---: |"
for api in floor unprotected ours jwtbearer floor; do
    coproc server { exec dotnet bin/Release/net10.0/ApiAuth.Middleware.Benchmarks.dll serve "$api"; }
    pid=$server_PID input=${server[1]}
    read -r url <&"${server[0]}"
    read -r header <&"${server[0]}"
    load 3 >/dev/null # until everything hot is compiled
    out="$(load "$seconds")"
    rate="$(awk '/Requests\/sec/ { print $2 }' <<<"$out")"
    errors="$(awk '/Non-2xx/ { print $NF }' <<<"$out")"
    floor="${floor:-$rate}"
    echo "| $api | $rate | ${errors:-0} | $(awk -v a="$rate" -v b="$floor" 'BEGIN { printf "%.2f", a / b }') |"
    exec {input}>&- # The server ends with its input.
    wait "$pid"
done
