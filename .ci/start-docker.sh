#!/usr/bin/env bash
# Starts a Docker engine of our own, as root, where none answers, and waits until it does.
# Usage: start-docker.sh FOLDER. The engine keeps everything in FOLDER and listens on FOLDER/docker.sock;
# its pid is in FOLDER/pid. Stop it with stop-docker.sh FOLDER.
set -euo pipefail
folder=${1:?"usage: start-docker.sh FOLDER"}
mkdir -p "$folder"
[ "$(id -u)" -eq 0 ] || { echo "Starting a Docker engine needs root" >&2; exit 1; }
command -v dockerd >/dev/null || { echo "No dockerd: install docker.io" >&2; exit 1; }

setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
  -H "unix://$folder/docker.sock" >"$folder/log" 2>&1 </dev/null &
engine=$!
for _ in $(seq 120); do
  if docker -H "unix://$folder/docker.sock" info >/dev/null 2>&1; then
    exit 0
  fi
  kill -0 "$engine" 2>/dev/null || break
  sleep 0.25
done
kill "$engine" 2>/dev/null || true
echo "The Docker engine did not start; the last lines of its log:" >&2
tail -n 8 "$folder/log" >&2
exit 1
