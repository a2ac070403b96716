#!/bin/sh
# The official image's user id: files in volumes and `--user 999` rely on it. Debian's package takes the user it finds.
set -eu
echo 'rabbitmq:x:999:' >>"$1/etc/group"
echo 'rabbitmq:x:999:999:RabbitMQ:/var/lib/rabbitmq:/usr/sbin/nologin' >>"$1/etc/passwd"
