#!/bin/sh
# Makes Debian's rabbitmq-server look like the official image: same paths, same owners, nothing decided at build time.
set -eu
root=$1
home=$(cd "$root" && echo usr/lib/rabbitmq/lib/rabbitmq_server-*)

# Debian's wrappers change the user with runuser, which only root may; the programs themselves work as anybody.
rm -f "$root"/usr/sbin/rabbitmq*
mkdir -p "$root/opt"
ln -s "/$home" "$root/opt/rabbitmq"
ln -s /opt/rabbitmq/plugins "$root/plugins"

# The cookie and the data are made by the first start, and root's command line uses the same cookie.
rm -rf "$root/var/lib/rabbitmq" "$root"/var/log/rabbitmq/* "$root/etc/rabbitmq/rabbitmq-env.conf"
mkdir -p "$root/var/lib/rabbitmq"
ln -sf /var/lib/rabbitmq/.erlang.cookie "$root/root/.erlang.cookie"
echo '[rabbitmq_management,rabbitmq_prometheus].' >"$root/etc/rabbitmq/enabled_plugins"

# From 4.3 on upstream denies transient queues unless rabbitmq.conf permits them; Debian's patch permits them by default.
case $home in
  */rabbitmq_server-3.* | */rabbitmq_server-4.[0-2].*) ;;
  *)
    beam=$(cd "$root" && echo "$home"/plugins/rabbit-[0-9]*/ebin/rabbit_amqqueue.beam)
    chroot "$root" erl -noshell -eval "File = \"/$beam\", $(grep -v '^%%' "$(dirname "$0")/deny-transient-queues.erl")"
    ;;
esac

# Any user may write here, so that the container runs with any `--user`.
chown -R 999:999 "$root/etc/rabbitmq" "$root/var/lib/rabbitmq" "$root/var/log/rabbitmq"
chmod 1777 "$root/etc/rabbitmq" "$root/etc/rabbitmq/conf.d" "$root/var/lib/rabbitmq" "$root/var/log/rabbitmq"
chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"

# Python is there for rabbitmqadmin only, of which the broker serves its own copy.
rm -rf "$root"/usr/lib/python3* "$root"/usr/bin/python3* "$root"/usr/share/python3
rm -rf "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/var/log/*.log
