/** Killing a process at each of its calls that change what is on the disk. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Files and folders come and go by them, and what is in one. A file that was just made is still empty at its first write. */
export const MOVING: readonly string[] =
  'mkdir,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,fdatasync,ftruncate,chmod,fchmod'.split(',');
export const WRITING: readonly string[] = ['write', 'pwrite64', ...MOVING];

const MOST_CALLS = 400;

/** strace counts the calls of each name by themselves: with several names most of them would never be reached. */
export interface Point {
  readonly call: string;
  readonly n: number;
}

export const said = ({ call, n }: Point): string => `${call} ${n}`;

/** The words before a command that is killed there, before the call does anything. Threads and children are not followed. */
export const killing = ({ call, n }: Point): readonly string[] => {
  const inject = `inject=${call}:signal=KILL:when=${n}`;
  return ['strace', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
};

/** The words before a command whose calls are written into a file. Names that a machine does not know are passed over. */
export const tracing = (calls: readonly string[], file: string): readonly string[] => {
  const known = calls.map((call) => `?${call}`).join(',');
  return ['strace', '-qq', '-o', file, '-e', `trace=${known}`];
};

/** Why nothing can be traced here; null: it can. */
export const strace = (): string | null => {
  const { status, error, stderr } = spawnSync('strace', ['-qq', '-e', 'trace=fsync', 'true'], { encoding: 'utf8' });
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? null : `strace may not trace here: ${stderr.slice(0, 100)}`;
};

/**
 * @param whole runs to the end below `tracing(…, file)`: which of the calls there are at all
 * @param strike at the first, the second … call of each name, until it answers that the process got through
 */
export const atEachCall = async (
  calls: readonly string[],
  { whole, strike }: { readonly whole: () => Promise<string>; readonly strike: (point: Point) => Promise<boolean> },
): Promise<{ readonly covered: string; readonly problems: readonly string[] }> => {
  const covered: string[] = [];
  const problems: string[] = [];
  const traced = new Set(readFileSync(await whole(), 'utf8').match(/^\w+(?=\()/gm));
  for (const call of calls.filter((one) => traced.has(one))) {
    let n = 1;
    while (n <= MOST_CALLS && (await strike({ call, n }))) n += 1;
    if (n > 1) covered.push(`${call} ${n - 1}`);
    if (n > MOST_CALLS) problems.push(`never got through ${call}`);
  }
  if (covered.length === 0) problems.push('was never struck');
  return { covered: `(${covered.join(', ')})`, problems };
};
