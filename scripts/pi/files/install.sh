#!/bin/sh
# Installs knockbook on this machine, or brings an installed one up to date: sudo ./install.sh
set -eu

here=$(dirname "$(readlink -f "$0")")
to=/opt/knockbook
data=/var/lib/knockbook
units=/etc/systemd/system
megabytes=300 # the new one beside the old one

main() {
  failed=0
  check
  accounts
  programs
  collect
  schedule
  echo "knockbook $version is installed; $since it reads what is new every quarter of an hour"
  [ "$person" = root ] || echo "$person is in the group knockbook: log in again, and try: knockbook status"
  return $failed
}

check() {
  [ "$(id -u)" = 0 ] || fail "run it as root: sudo $0"
  read -r version arch <"$here/about"
  [ "$(getconf LONG_BIT)" = 64 ] || unfit "a 32-bit system"
  case $(uname -m) in aarch64) machine=arm64 ;; x86_64) machine=x64 ;; *) machine=$(uname -m) ;; esac
  [ "$machine" = "$arch" ] || unfit "a machine of the kind $machine, for which there is another package than this for $arch"
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)
  [ -n "$glibc" ] || unfit "a system without glibc"
  minor=${glibc#*.}
  [ "${glibc%%.*}" -gt 2 ] || [ "${minor%%.*}" -ge 34 ] || unfit "a system with glibc $glibc"
  space "$(dirname $to)" $megabytes
  space "$(dirname $data)" 50
  [ -x "$here/runtime/node" ] || system_node
}

# Each may be a disk of its own; the database itself grows with what is read, by about 30 bytes an attempt.
space() {
  free=$(df -Pm "$1" | awk 'NR == 2 {print $4}')
  [ "$free" -ge "$2" ] || fail "too little disk space: $free MB free in $1, $2 MB needed"
}

# The service has this path, and no home: a Node of somebody's own is none for it.
system_node() {
  found=$(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin node --version 2>/dev/null) || found=none
  major=${found#v}
  [ "${major%%.*}" -ge 24 ] 2>/dev/null ||
    fail "Node 24 or newer is needed in /usr/bin or /usr/local/bin, there is $found; install it, or take the package that brings its own"
}

accounts() {
  getent group knockbook >/dev/null || groupadd --system knockbook
  getent passwd knockbook >/dev/null ||
    useradd --system --gid knockbook --home-dir $data --no-create-home --shell /usr/sbin/nologin knockbook
  for group in systemd-journal adm; do
    ! getent group $group >/dev/null || usermod --append --groups $group knockbook
  done
  person=${SUDO_USER:-root}
  [ "$person" = root ] || usermod --append --groups knockbook "$person" ||
    echo "install.sh: $person is no user of this machine's own; let the group knockbook be given elsewhere" >&2
}

# The new programs take the place of the old ones when they are complete.
programs() {
  rm -rf $to.new $to.old
  mkdir -p $to.new
  (cd "$here" && cp -R bin lib licenses LICENSE README.md about uninstall.sh $to.new)
  [ ! -d "$here/runtime" ] || cp -R "$here/runtime" $to.new
  chown -R root:root $to.new
  chmod -R u=rwX,go=rX $to.new
  quietly systemctl stop knockbook.timer knockbook-prune.timer knockbook.service knockbook-prune.service
  [ ! -d $to ] || mv $to $to.old
  mv $to.new $to
  rm -rf $to.old
  ln -sfn $to/bin/knockbook /usr/local/bin/knockbook
}

collect() {
  echo "reading the logs of this machine; the first time it can take minutes"
  install -d -o knockbook -g knockbook -m 0750 $data
  cd $data
  (umask 0027 && runuser -u knockbook -- $to/bin/knockbook-collect) || failed=1
}

schedule() {
  if command -v systemctl >/dev/null; then
    install -m 0644 "$here"/systemd/* $units
    systemctl --quiet enable knockbook.timer knockbook-prune.timer knockbook-shutdown.service
  fi
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl start knockbook.service || failed=1 # once as the timer does it
    systemctl start knockbook.timer knockbook-prune.timer knockbook-shutdown.service
    since="from now on"
  else
    echo "systemd does not run here; where cron does, put these lines into /etc/cron.d/knockbook:"
    echo "*/15 * * * * knockbook umask 027; $to/bin/knockbook-collect >/dev/null"
    echo "@monthly knockbook $to/bin/knockbook prune --keep 5y >/dev/null"
    since="with these lines"
  fi
}

quietly() {
  "$@" >/dev/null 2>&1 || true
}

unfit() {
  fail "knockbook needs Raspberry Pi OS 12, 64-bit, or newer (or another Debian 12 or newer, Ubuntu 22.04 or newer); this is $1"
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

main
