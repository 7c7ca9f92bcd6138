/** Killing a process at each of its calls that change what is on the disk. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Names come and go by them, or stay. */
export const MOVING: readonly string[] =
  'mkdir,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,fdatasync'.split(',');
/** And what is in a file. One that was just made is still empty at its first write. */
export const WRITING: readonly string[] = ['write', 'pwrite64', 'ftruncate', 'chmod', 'fchmod', ...MOVING];

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

export interface Sweeping {
  /** Runs to the end below `tracing(…, file)`: which of the calls there are at all. */
  readonly whole: () => Promise<string>;
  /** At the nth call of a name. @returns false: the process got through */
  readonly strike: (point: Point) => Promise<boolean>;
  /** Which of the calls of a name, by those that changed something in the whole run; null: each, until the process gets through. */
  readonly among: ((changing: readonly number[]) => readonly number[]) | null;
}

/** Of each name, before anything of it was done and when all but one was. */
export const FIRST_AND_LAST = (changing: readonly number[]): readonly number[] => [
  ...new Set([...changing.slice(0, 1), ...changing.slice(-1)]),
];

export const atEachCall = async (
  calls: readonly string[],
  { whole, strike, among }: Sweeping,
): Promise<{ readonly covered: string; readonly problems: readonly string[] }> => {
  const covered: string[] = [];
  const problems: string[] = [];
  const changing = changingIn(readFileSync(await whole(), 'utf8'));
  for (const call of calls.filter((one) => changing.has(one))) {
    const struck: number[] = [];
    for (const n of among?.(changing.get(call) ?? []) ?? upTo(MOST_CALLS)) {
      if (await strike({ call, n })) struck.push(n);
      else if (among === null) break;
    }
    if (struck.length > 0) covered.push(`${call} ${among === null ? `1…${struck.length}` : struck.join('+')}`);
    if (struck.length === MOST_CALLS) problems.push(`never got through ${call}`);
  }
  if (covered.length === 0) problems.push('was never struck');
  return { covered: `(${covered.join(', ')})`, problems };
};

const upTo = (most: number): readonly number[] => Array.from({ length: most }, (_, index) => index + 1);

/** Name of a call → which of them changed something: one that failed is as if it was not made. */
const changingIn = (trace: string): ReadonlyMap<string, readonly number[]> => {
  const met = new Map<string, number>();
  const changing = new Map<string, number[]>();
  for (const [, call = '', end = ''] of trace.matchAll(/^(\w+)\(.*?( = -1 E\w+.*)?$/gm)) {
    const n = (met.get(call) ?? 0) + 1;
    met.set(call, n);
    if (end === '') changing.set(call, [...(changing.get(call) ?? []), n]);
  }
  return changing;
};
