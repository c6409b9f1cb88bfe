# Runs in the container, as its first process: starts the servers, and obeys orders that come over its
# standard input. When that ends, because the JVM that wrote to it is gone in whatever way, so does the
# container. Arguments: the topology, whether to keep data (yes or no), and the ports.
topology=$1
aof=$2
shift 2
ports=$*
first=$1
server=$(command -v redis-server || command -v valkey-server)
cli=$(command -v redis-cli || command -v valkey-cli)
if [ -z "$server" ] || [ -z "$cli" ]; then
  echo "failed: the image has no redis-server and redis-cli"
  exit 1
fi
home=$(mktemp -d /tmp/docket-XXXXXX 2>/dev/null || { mkdir -p /tmp/docket && echo /tmp/docket; })

ask() {
  port=$1
  shift
  "$cli" -p "$port" "$@" 2>/dev/null
}

# launch PORT OPTION...
launch() {
  port=$1
  shift
  mkdir -p "$home/$port"
  "$server" --port "$port" --bind 0.0.0.0 --protected-mode no --save '' --appendonly "$aof" \
    --dir "$home/$port" "$@" </dev/null >&2 &
  pids="$pids $!"
}

# An id of forty digits that tells which Sentinel it is.
id() { printf '%040d' "$1"; }

# A Sentinel that knows the others and the replica from its first moment: to find out takes seconds.
watch() {
  mkdir -p "$home/$1"
  if [ ! -f "$home/$1/sentinel.conf" ]; then
    {
      echo "port $1"
      echo "protected-mode no"
      echo "dir $home/$1"
      echo "sentinel myid $(id "$1")"
      echo "sentinel monitor mymaster 127.0.0.1 $first 2"
      echo "sentinel down-after-milliseconds mymaster 1000"
      echo "sentinel failover-timeout mymaster 3000"
      echo "sentinel known-replica mymaster 127.0.0.1 $second"
      for other in $sentinels; do
        [ "$other" = "$1" ] || echo "sentinel known-sentinel mymaster 127.0.0.1 $other $(id "$other")"
      done
    } >"$home/$1/sentinel.conf"
  fi
  "$server" "$home/$1/sentinel.conf" --sentinel </dev/null >&2 &
  pids="$pids $!"
}

await() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then
      echo "failed: $* is not so after 30 seconds"
      exit 1
    fi
    sleep 0.1
  done
}

answers() { [ "$(ask "$1" ping)" = PONG ]; }
serves() { ask "$1" cluster info | grep -q 'cluster_state:ok'; }
follows() { ask "$1" info replication | grep -q 'master_link_status:up'; }
guards() {
  ask "$1" sentinel ckquorum mymaster | grep -q '^OK 3' &&
    ask "$1" sentinel replicas mymaster | grep -A1 '^master-link-status' | grep -q '^ok'
}

start() {
  pids=
  case $topology in
    STANDALONE) launch "$first" ;;
    CLUSTER)
      for port in $ports; do
        launch "$port" --cluster-enabled yes --cluster-node-timeout 1000 \
          --cluster-announce-ip 127.0.0.1
      done
      ;;
    SENTINEL)
      set -- $ports
      second=$2
      sentinels="$3 $4 $5"
      launch "$1" --repl-diskless-sync-delay 0
      launch "$2" --replicaof 127.0.0.1 "$1" --repl-diskless-sync-delay 0
      await answers "$1"
      await follows "$2"
      for port in $sentinels; do watch "$port"; done
      ;;
  esac
  for port in $ports; do await answers "$port"; done
}

form() {
  case $topology in
    CLUSTER)
      nodes=
      for port in $ports; do nodes="$nodes 127.0.0.1:$port"; done
      "$cli" --cluster create $nodes --cluster-yes </dev/null >&2
      ;;
  esac
}

settle() {
  case $topology in
    CLUSTER) for port in $ports; do await serves "$port"; done ;;
    SENTINEL) for port in $sentinels; do await guards "$port"; done ;;
  esac
}

halt() {
  kill "-$1" $pids
  wait
}

start
form
settle
echo ready
while read -r order; do
  case $order in
    RESTART)
      halt TERM
      start
      settle
      ;;
    RESTART-EMPTY)
      halt KILL
      find "$home" -name 'appendonly*' -exec rm -rf {} +
      start
      settle
      ;;
    *) kill "-$order" $pids ;;
  esac
  echo ready
done
kill -KILL $pids
