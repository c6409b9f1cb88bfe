#!/usr/bin/env bash
# Makes a local Docker image of this machine's redis-server without asking any registry: a root file
# system of the binaries, the libraries that they load, and busybox for a shell.
# Usage: make-redis-image.sh TAG...
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: make-redis-image.sh TAG..." >&2; exit 1; }
for program in redis-server redis-cli busybox docker; do
  command -v "$program" >/dev/null || { echo "No $program to make a Redis image with" >&2; exit 1; }
done
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,etc,tmp,data,usr/local/bin,dev,proc,sys,run}
chmod 1777 "$root/tmp"
chmod 777 "$root/data"
printf 'root:x:0:0:root:/data:/bin/sh\nredis:x:999:999:redis:/data:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nredis:x:999:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

# copy PROGRAM FOLDER: the program, and every library that it loads at the library's own path.
copy() {
  install -D "$(readlink -f "$(command -v "$1")")" "$root$2/$1"
  # A static program loads none, which ldd and grep count as a failure.
  { ldd "$(command -v "$1")" 2>/dev/null | grep -oE '/[^ )]+' || true; } | sort -u |
    while read -r library; do
      [ -e "$root$library" ] || install -D "$(readlink -f "$library")" "$root$library"
    done
}

copy busybox /bin
for applet in sh cat grep awk nc sleep ls id ps kill tail hostname chmod mkdir rm env; do
  ln -s busybox "$root/bin/$applet"
done
copy redis-server /usr/local/bin
copy redis-cli /usr/local/bin
ln -s redis-server "$root/usr/local/bin/redis-sentinel"
tar -C "$root" -c . | docker import \
  -c 'ENV PATH=/usr/local/bin:/bin' -c 'WORKDIR /data' -c 'EXPOSE 6379' -c 'USER redis' \
  -c 'CMD ["redis-server","--bind","0.0.0.0","--protected-mode","no","--save",""]' - "$1"
for tag in "${@:2}"; do
  docker tag "$1" "$tag"
done
