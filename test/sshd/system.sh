#!/bin/sh
# Starts the rsyslog and the sshds of a Debian root, runs a program against them and leaves what they logged in a folder:
# unshare --mount --pid --net --uts --fork --kill-child system.sh ROOT FOLDER PROGRAM…
# FOLDER/servers has a line for each sshd: its port and options. Nothing of the root is changed: a layer over it is.
set -eu
base=$1 folder=$2
shift 2

mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$base,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/root
root=/mnt/root
mount -t proc proc $root/proc
mount -t proc proc /proc
hostname raspberrypi
ip link set lo up
ip address add 192.0.2.0/24 dev lo
mkdir -p $root/run/sshd

# Kernel messages are the machine's; all else is logged as Debian does.
sed -i /imklog/d $root/etc/rsyslog.conf
cp "$folder/knockbook.conf" $root/etc/rsyslog.d/
chroot $root useradd --create-home pi
echo pi:right | chroot $root chpasswd
echo root:right | chroot $root chpasswd
mkdir -m 700 $root/home/pi/.ssh
ssh-keygen -q -t ed25519 -N '' -f "$folder/right"
for n in 1 2 3 4 5 6 7; do ssh-keygen -q -t ed25519 -N '' -f "$folder/wrong$n"; done
cp "$folder/right.pub" $root/home/pi/.ssh/authorized_keys
chroot $root chown -R pi: /home/pi/.ssh

chroot $root rsyslogd -n &
logger=$!
while [ ! -S $root/dev/log ]; do sleep 0.1; done
while read -r port options; do
  # shellcheck disable=SC2086 # the options are words
  chroot $root /usr/sbin/sshd -p "$port" $options
done <"$folder/servers"

"$@"

# The log is whole when the processes of all connections have ended: only the listeners are left.
listeners=$(wc -l <"$folder/servers")
while [ "$(pgrep -xc 'sshd|sshd-session|sshd-auth')" -gt "$listeners" ]; do sleep 0.1; done
kill $logger
wait $logger || true
cp $root/var/log/auth.log "$folder/auth.log"
