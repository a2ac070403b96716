#!/bin/sh
# Makes Debian's prometheus look like the official image: same paths, run by nobody, no configuration of its own.
set -eu
root=$1
rm -rf "$root/etc/prometheus" "$root/var/lib/prometheus" "$root/etc/default/prometheus"
mkdir -p "$root/etc/prometheus" "$root/prometheus"
chown -R 65534:65534 "$root/etc/prometheus" "$root/prometheus"
rm -rf "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/var/log/*.log
