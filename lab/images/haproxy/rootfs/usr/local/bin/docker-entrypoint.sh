#!/bin/sh
# Starts HAProxy as the official image's entry point does: in the foreground, with a master that takes signals.
set -e

if [ "${1#-}" != "$1" ]; then
  set -- haproxy "$@"
fi

if [ "$1" = 'haproxy' ]; then
  shift
  set -- haproxy -W -db "$@"
fi

exec "$@"
