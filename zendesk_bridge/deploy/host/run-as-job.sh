#!/bin/sh
# Run a zendesk-bridge command as the scheduled job runs it: with its user, secrets, config and database.
# Installed as /usr/local/bin/zendesk-bridge:   sudo zendesk-bridge plan
set -eu
program=/opt/zendesk-bridge/bin/zendesk-bridge
secrets=/etc/zendesk-bridge/secrets
export ZENDESK_BRIDGE_CONFIG=/etc/zendesk-bridge/config.yaml
export ZENDESK_BRIDGE_STATE=sqlite:////var/lib/zendesk-bridge/zendesk-bridge.db

refuse() { echo "$1" >&2; exit 2; }

[ -r "$secrets" ] || refuse "$secrets: cannot be read. Run this as root: sudo zendesk-bridge ..."
number=0
cr=$(printf '\r') # at the end of each line of a file that was written on Windows
while IFS= read -r line || [ -n "$line" ]; do # not sourced: what stands in a secret is never a command
  number=$((number + 1))
  line=${line%"$cr"}
  case $line in '' | '#'* | ';'*) continue ;; [A-Za-z_]*=*) ;; *) refuse "$secrets:$number: is not NAME=value" ;; esac
  name=${line%%=*}
  value=${line#*=}
  case $name in *[!A-Za-z0-9_]*) refuse "$secrets:$number: is not NAME=value" ;; esac
  case $value in \"*\") value=${value#\"} value=${value%\"} ;; \'*\') value=${value#\'} value=${value%\'} ;; esac
  export "$name=$value"
done <"$secrets"

umask 077
export HOME=/var/lib/zendesk-bridge
[ "$(id -u)" != 0 ] ||
  exec setpriv --reuid=zendesk-bridge --regid=zendesk-bridge --init-groups --no-new-privs "$program" "$@"
exec "$program" "$@"
