#!/bin/sh
# Makes Debian's haproxy look like the official image: same paths, same user id, no configuration of its own.
set -eu
root=$1
sed -i 's/^haproxy:x:[0-9]*:[0-9]*:/haproxy:x:99:99:/' "$root/etc/passwd"
sed -i 's/^haproxy:x:[0-9]*:/haproxy:x:99:/' "$root/etc/group"
mkdir -p "$root/var/lib/haproxy" "$root/usr/local/etc/haproxy" "$root/usr/local/sbin"
chown -R 99:99 "$root/var/lib/haproxy"
ln -s /usr/sbin/haproxy "$root/usr/local/sbin/haproxy"
rm -rf "$root/etc/haproxy" "$root/run/haproxy"
chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"
rm -rf "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/var/log/*.log
