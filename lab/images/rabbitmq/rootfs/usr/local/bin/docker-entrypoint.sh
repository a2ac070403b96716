#!/bin/bash
# Starts the broker as the official image's entry point does: root gives the data to the user `rabbitmq` and becomes it,
# any other user runs the broker as it is.
set -euo pipefail

if [[ $1 == rabbitmq* && $(id -u) == 0 ]]; then
  if [[ $1 == rabbitmq-server ]]; then
    find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq {} +
  fi
  exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups -- "$0" "$@"
fi

# Settings that went to rabbitmq.conf: ignoring them would start an open broker that someone meant to be a closed one.
removed=(RABBITMQ_DEFAULT_PASS_FILE RABBITMQ_DEFAULT_USER_FILE RABBITMQ_VM_MEMORY_HIGH_WATERMARK
  RABBITMQ_{,MANAGEMENT_}SSL_{CACERTFILE,CERTFILE,DEPTH,FAIL_IF_NO_PEER_CERT,KEYFILE,VERIFY})
given=()
for name in "${removed[@]}"; do
  if [[ -n ${!name:-} ]]; then given+=("$name"); fi
done
if ((${#given[@]} > 0)); then
  echo >&2 "error: not supported any more, use a configuration file: ${given[*]}"
  exit 1
fi

# A name with a domain needs long node names.
if [[ -z ${RABBITMQ_USE_LONGNAME:-} && $(hostname) != "$(hostname -s)" ]]; then
  export RABBITMQ_USE_LONGNAME=true
fi

exec "$@"
