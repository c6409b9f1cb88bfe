#!/usr/bin/env bash
# Stops the engine that start-docker.sh FOLDER has started, by its pid, and removes FOLDER.
set -uo pipefail
folder=${1:?"usage: stop-docker.sh FOLDER"}
if [ -s "$folder/pid" ]; then
  engine=$(cat "$folder/pid")
  kill "$engine" 2>/dev/null
  for _ in $(seq 120); do
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.25
  done
  kill -0 "$engine" 2>/dev/null && kill -9 "$engine"
fi
# What the engine has mounted it has unmounted by now; nothing of another file system is removed.
rm -rf --one-file-system "$folder"
