/** A command that tries what an enclosed one must not be able to do, and what it has to say of it. Pure. */

/**
 * @param canary a file that only whoever runs this may read
 * @param hidden directories that have to be empty, or not to be there at all
 * Each line that is not as expected is a hole.
 */
export const probeCommand = (canary: string, hidden: readonly string[]): string =>
  [
    ...hidden.map(
      (at) => `[ -z "$(ls -A ${quoted(at)} 2>/dev/null)" ] || [ ${quoted(at)} = /tmp ] || echo hidden=seen`,
    ),
    `if [ -e ${quoted(canary)} ] || (echo >>${quoted(canary)}) 2>/dev/null; then echo canary=seen; else echo canary=hidden; fi`,
    'for at in / /usr /etc; do if (: >"$at/opensession-probe") 2>/dev/null; then echo "root=written"; fi; done',
    'echo "root=closed"',
    `[ "$(id -u)" = 0 ] && echo user=root || echo user=other`,
    `grep -q '^NoNewPrivs:[[:space:]]*1' /proc/self/status && grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status && echo rights=none || echo rights=some`,
    'echo "pid=$(readlink /proc/self/ns/pid)"',
    'echo "mnt=$(readlink /proc/self/ns/mnt)"',
    'echo "net=$(readlink /proc/self/ns/net)"',
    'if (: >probe && : >"$HOME/probe" && : >"$TMPDIR/probe"); then echo own=written; else echo own=closed; fi',
  ].join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** @returns what is open to it; empty: nothing */
export const holesIn = (
  output: string,
  outside: { readonly pid: string; readonly mnt: string; readonly net: string },
): readonly string[] => {
  const lines = new Set(output.split('\n'));
  const has = (line: string): boolean => lines.has(line);
  const told = (name: string): string | undefined =>
    [...lines].find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
  const isOwn = (name: 'pid' | 'mnt' | 'net'): boolean =>
    /^\w+:\[\d+\]$/.test(told(name) ?? '') && told(name) !== outside[name];
  return [
    ...(has('canary=hidden') && !has('hidden=seen') ? [] : ['it sees files of whoever runs it']),
    ...(has('root=closed') && !has('root=written') ? [] : ['it can write beside its own directories']),
    ...(has('user=other') && has('rights=none') ? [] : ['it keeps rights of root']),
    ...(isOwn('pid') && isOwn('mnt') && isOwn('net') ? [] : ['it has no namespaces of its own']),
    ...(has('own=written') ? [] : ['it cannot write its own directories']),
  ];
};
