#!/bin/sh
# Boots the systemd of a root as process 1 of namespaces of its own: with processes, mounts, a loopback and a tree of
# control groups that are not this machine's. To be run as: unshare --mount boot.sh ROOT. Ends when it powers off.
set -eu

outside() {
  mount --make-rprivate /
  tree=$(mktemp -d)
  mount -t cgroup2 cgroup2 "$tree"
  group=$tree/knockbook-test-$$
  mkdir "$group"
  echo 0 >"$group/cgroup.procs"
  unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child "$0" inside "$1" || true
  echo 0 >"$tree/cgroup.procs"
  find "$group" -depth -type d -exec rmdir {} +
  umount "$tree"
  rmdir "$tree"
}

inside() {
  mount --bind "$1" "$1"
  cd "$1"
  mount -t proc proc proc
  mount -t sysfs -o ro sysfs sys
  mount -t cgroup2 cgroup2 sys/fs/cgroup
  mount -t tmpfs -o mode=755 tmpfs run
  mount -t tmpfs -o mode=755 tmpfs dev
  for device in null zero full random urandom tty; do
    touch dev/$device
    mount --bind /dev/$device dev/$device
  done
  mkdir dev/pts dev/shm .outside
  mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
  ln -s pts/ptmx dev/ptmx
  mount -t tmpfs tmpfs dev/shm
  pivot_root . .outside
  umount -l .outside
  rmdir .outside
  exec env -i container=knockbook-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd
}

case $1 in
inside) inside "$2" ;;
*) outside "$1" ;;
esac
