#!/bin/sh
# Removes knockbook from this machine: sudo ./uninstall.sh. Keeps the database and its user, unless --purge is given.
set -eu

to=/opt/knockbook
data=/var/lib/knockbook
units=/etc/systemd/system

main() {
  case "${1:-}" in "" | --purge) ;; *) fail "usage: $0 [--purge]" ;; esac
  [ "$(id -u)" = 0 ] || fail "run it as root: sudo $0"
  unschedule
  [ -z "${1:-}" ] || purge
  rm -rf $to $to.new $to.old /etc/cron.d/knockbook
  [ ! -L /usr/local/bin/knockbook ] || rm /usr/local/bin/knockbook
  [ -z "${1:-}" ] || data=
  echo "knockbook is removed${data:+; its database stays in $data (to remove that too: --purge)}"
}

unschedule() {
  booted=false
  [ ! -d /run/systemd/system ] || booted=true
  for unit in knockbook.timer knockbook-prune.timer knockbook.service knockbook-prune.service knockbook-shutdown.service; do
    [ -e $units/$unit ] || continue
    ! $booted || systemctl --quiet stop $unit || true
    ! $booted || systemctl --quiet reset-failed $unit 2>/dev/null || true # else a failed one stays in systemd's lists
    systemctl --quiet disable $unit
    rm -rf "${units:?}/$unit" $units/$unit.d "/var/lib/systemd/timers/stamp-$unit"
  done
  ! $booted || systemctl daemon-reload
}

purge() {
  ! getent passwd knockbook >/dev/null || userdel knockbook 2>/dev/null ||
    fail "something runs as the user knockbook; when it has ended, run it again: sudo $0 --purge"
  rm -rf $data
  ! getent group knockbook >/dev/null || groupdel knockbook
}

fail() {
  echo "uninstall.sh: $1" >&2
  exit 1
}

main "$@"
exit # what follows is not read any more: this file is removed
