/**
 * What the first process of the namespaces does, for `sh -c`. It makes a root directory in which nothing is but the
 * programs of the machine, read-only, and three directories of the command's own; then it gives up all rights and runs the
 * command. When it ends, the kernel ends all that is left in its pid namespace. Everything comes as an argument, nothing
 * is put into the text.
 *
 * Arguments: empty directory for the root; directories for head, home and tmp; uid (empty: the user of a user namespace);
 * `net`, `setup` (for that alone) or ``; directory below head; PATH; command line to prepare, and the command line; then pairs: `show` or
 * `hide`, and a path.
 * Descriptor 3 hears `ready <pid namespace>` before anything of the head begins, without that nothing did; and
 * `unprepared <exit status>` where the first of the two failed; `alone <net namespace>` where the second has another network
 * than the first.
 */
export const SETUP = `
set -eu
root=$1 head=$2 home=$3 tmp=$4 uid=$5 net=$6 cwd=$7 path=$8
shift 8
setup=$1 command=$2
shift 2
umask 022
mount -n --make-rprivate /
[ -z "$uid" ] || chown -R -h "$uid:$uid" "$head" "$home" "$tmp"
mount -n -t tmpfs -o mode=755,size=16m,nr_inodes=16384 opensession "$root"
while [ $# -gt 1 ]; do
  how=$1 at=$2
  shift 2
  if [ "$how" = hide ]; then
    [ ! -d "$root$at" ] || mount -n -t tmpfs -o mode=755,size=1m,nr_inodes=1024 opensession "$root$at"
  elif [ -L "$at" ]; then
    mkdir -p "$root\${at%/*}"
    [ -e "$root$at" ] || [ -L "$root$at" ] || cp -P "$at" "$root$at"
  elif [ -d "$at" ] && [ ! -e "$root$at" ]; then
    mkdir -p "$root$at"
    mount -n --rbind "$at" "$root$at"
  fi
done
# what is mounted below is a mount of its own: each is made read-only
while read -r _ _ _ _ at _; do
  case $at in "$root"/*) mount -n -o remount,bind,ro "$(printf %b "$at")" ;; esac
done < /proc/self/mountinfo
mkdir -p "$root/dev/shm" "$root/proc" "$root/tmp" "$root/run" "$root/var" "$root/opensession/head" "$root/opensession/home"
ln -s ../tmp "$root/var/tmp"
for node in null zero full random urandom; do
  : > "$root/dev/$node"
  mount -n --bind "/dev/$node" "$root/dev/$node"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mount -n -t tmpfs -o mode=1777,size=256m,nosuid,nodev opensession "$root/dev/shm"
mount -n -t proc -o nosuid,nodev,noexec proc "$root/proc"
# settings of the kernel are not those of a namespace
for at in sys sysrq-trigger; do
  [ ! -e "$root/proc/$at" ] || mount -n --bind "$root/proc/$at" "$root/proc/$at"
  [ ! -e "$root/proc/$at" ] || mount -n -o remount,bind,ro "$root/proc/$at"
done
mount -n --bind "$head" "$root/opensession/head"
mount -n --bind "$home" "$root/opensession/home"
mount -n --bind "$tmp" "$root/tmp"
if [ -n "$net" ]; then
  # where names are looked up may be a link out of /etc
  at=$(readlink -f /etc/resolv.conf || :)
  if [ -f "$at" ] && [ ! -e "$root$at" ]; then
    mkdir -p "$root\${at%/*}"
    cp "$at" "$root$at"
  fi
else
  ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || :
fi
cd "$root"
mkdir .old
pivot_root . .old
cd /
umount -l /.old
rmdir /.old
mount -n -o remount,bind,ro /
echo "ready $(readlink /proc/self/ns/pid)" >&3
set +e
cd "/opensession/head/$cwd" || exit 127
alone=
run() {
  set -- --no-new-privs --inh-caps=-all --bounding-set=-all -- \\
    env -i PATH="$path" HOME=/opensession/home TMPDIR=/tmp LANG=C.UTF-8 CI=true sh -c "$1"
  if [ -z "$uid" ]; then
    unshare --user --map-user=1000 --map-group=1000 -- setpriv "$@" < /dev/null 3>&-
    return
  fi
  set -- --reuid="$uid" --regid="$uid" --clear-groups "$@"
  if [ -z "$alone" ]; then
    setpriv "$@" < /dev/null 3>&-
    return
  fi
  unshare --net -- sh -c '
    ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || :
    echo "alone $(readlink /proc/self/ns/net)" >&3
    exec setpriv "$@" 3>&-
  ' opensession "$@" < /dev/null
}
is_dead() {
  while read -r key state _; do
    if [ "$key" = State: ]; then
      [ "$state" = Z ] || [ "$state" = X ]
      return
    fi
  done < "$1/status"
  return 0
}
is_emptied() {
  for at in /proc/[0-9]*; do
    [ "$at" = /proc/1 ] || is_dead "$at" 2>/dev/null || return 1
  done
}
if [ -n "$setup" ]; then
  run "$setup" || {
    echo "unprepared $?" >&3
    exit 1
  }
fi
if [ "$net" = setup ]; then
  # what the setup left behind could hand the network on; this is the first process of all, whom its own signal leaves out
  [ "$$" = 1 ] || exit 1
  until is_emptied; do kill -KILL -1 2>/dev/null; done
  alone=yes
fi
run "$command"
exit $?
`;
