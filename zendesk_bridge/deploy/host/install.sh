#!/bin/sh
# install.sh systemd|cron: put the scheduled job in place and start it. As root; again after an upgrade.
# Before it: the program in /opt/zendesk-bridge, config.yaml and macros in /etc/zendesk-bridge, and the secrets there.
# Only the recipe's own files are replaced: never the config, the secrets, or /etc/zendesk-bridge/alert.
set -eu
umask 022 # the job's user is to read what is put here, whatever root's own umask is
here=$(cd "$(dirname "$0")/.." && pwd)
to=${DESTDIR:-}
refuse() { echo "$1" >&2; exit 1; }
put() { mkdir -p "$(dirname "$to$3")" && install -m "$1" "$2" "$to$3"; }
keep() {
  [ -e "$to$2" ] || put 600 "$1" "$2"
  [ -n "$(find -L "$to$2" \( -perm /077 -o ! -user "$(id -u)" \))" ] || return 0
  chown "$(id -u):$(id -g)" "$to$2" && chmod 600 "$to$2"
  echo "$2: others could read or change it. Now root alone can; what is secret in it may be known already."
}

case ${1:-} in systemd | cron) ;; *) refuse "Say which: $0 systemd, or $0 cron" ;; esac
[ -n "$to" ] || [ "$(id -u)" = 0 ] || refuse "This needs root: sudo $0 $1"
[ -x "$to/opt/zendesk-bridge/bin/zendesk-bridge" ] || refuse "The program is not in /opt/zendesk-bridge yet:
  python3 -m venv /opt/zendesk-bridge && /opt/zendesk-bridge/bin/pip install zendesk_bridge-*.whl"
[ -e "$to/etc/zendesk-bridge/config.yaml" ] || refuse "There is no /etc/zendesk-bridge/config.yaml yet: copy your config.yaml and macros there"
grep -Eq '^state:.*(ZENDESK_BRIDGE_STATE|/var/lib/zendesk-bridge/|postgres)' "$to/etc/zendesk-bridge/config.yaml" ||
  refuse "The database would lie in /etc/zendesk-bridge, where the job may not write. Write into config.yaml there:
  state: \${ZENDESK_BRIDGE_STATE:-sqlite:///zendesk-bridge.db}"

keep "$here/secrets.example" /etc/zendesk-bridge/secrets
put 755 "$here/host/run-as-job.sh" /usr/local/bin/zendesk-bridge
if [ "$1" = systemd ]; then
  install -d -m 755 "$to/usr/local/lib/zendesk-bridge"
  put 755 "$here/systemd/alert" /usr/local/lib/zendesk-bridge/alert
  keep "$here/systemd/alert.example" /etc/zendesk-bridge/alert
  put 644 "$here/systemd/zendesk-bridge.sysusers" /etc/sysusers.d/zendesk-bridge.conf
  for unit in "$here"/systemd/*.service "$here"/systemd/*.timer; do
    put 644 "$unit" "/etc/systemd/system/$(basename "$unit")"
  done
else
  put 644 "$here/cron/logrotate" /etc/logrotate.d/zendesk-bridge
fi
! grep -Eq '^[A-Za-z0-9_]+=[[:space:]]*$' "$to/etc/zendesk-bridge/secrets" ||
  refuse "Not started yet. Fill in /etc/zendesk-bridge/secrets, and run this again."
if [ -z "$to" ]; then
  if [ "$1" = systemd ]; then
    systemd-sysusers /etc/sysusers.d/zendesk-bridge.conf
  elif ! id zendesk-bridge >/dev/null 2>&1; then
    useradd --system --user-group --home-dir /var/lib/zendesk-bridge --shell /usr/sbin/nologin zendesk-bridge
  fi
  install -d -o zendesk-bridge -g zendesk-bridge -m 700 /var/lib/zendesk-bridge
fi

# What earlier runs remember lies beside the config that they had; without it the job knows nothing of what was done.
if [ ! -e "$to/var/lib/zendesk-bridge/zendesk-bridge.db" ] &&
  ! grep -q '^state:.*postgres' "$to/etc/zendesk-bridge/config.yaml" &&
  ! grep -q '^ZENDESK_BRIDGE_STATE=' "$to/etc/zendesk-bridge/secrets"; then
  for folder in "$to/etc/zendesk-bridge" "$(dirname "$here")" "$PWD"; do
    db=$folder/zendesk-bridge.db
    if [ -s "$db" ] && [ -e "$folder/config.yaml" ]; then
      wal=
      [ ! -s "$db-wal" ] || wal=" '$db-wal'"
      refuse "Not started yet: the job would begin with an empty memory, and earlier runs have left theirs in
  $db
To bring it along, with no run going on, and then run this again:
  sudo install -o zendesk-bridge -g zendesk-bridge -m 600 '$db'$wal /var/lib/zendesk-bridge/
To begin without it, as after a trial in the sandbox, move it away and run this again."
    fi
  done
fi
[ -z "$to" ] || exit 0

/usr/local/bin/zendesk-bridge check ||
  refuse "Not started yet. Put right what is said above (the job's user must be able to read it), and run this again."
if [ "$1" = systemd ]; then
  systemctl daemon-reload
  systemctl try-restart zendesk-bridge-watch.service zendesk-bridge-serve.service # what stays up ran the program of before
  systemctl enable --now zendesk-bridge.timer zendesk-bridge-check.timer
  echo "The job runs every five minutes: systemctl list-timers 'zendesk-bridge*'; sudo zendesk-bridge status"
  echo "For the page on which customers choose: systemctl enable --now zendesk-bridge-serve"
else
  put 644 "$here/cron/zendesk-bridge" /etc/cron.d/zendesk-bridge
  echo "The job runs every five minutes: tail /var/log/zendesk-bridge.log; sudo zendesk-bridge status"
fi
