#!/bin/sh
# Makes Debian's prometheus-alertmanager look like the official image: same names and paths, run by nobody.
set -eu
root=$1
rm -rf "$root/etc/prometheus" "$root/var/lib/prometheus" "$root/etc/default/prometheus-alertmanager"
mkdir -p "$root/etc/alertmanager" "$root/alertmanager"
ln -s prometheus-alertmanager "$root/usr/bin/alertmanager"
chown -R 65534:65534 "$root/etc/alertmanager" "$root/alertmanager"
rm -rf "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/var/log/*.log
