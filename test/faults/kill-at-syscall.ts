import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, PREFIX, arena, brokenPromises, leftovers, userState, userWork } from './arena.ts';
import { type Fault, ran, skipped } from './fault.ts';
import { reportedIn } from './many-writers.ts';

/** What writes: after each of these the state on disk is another. */
const CALLS =
  'write,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink,unlinkat,mkdir,openat,ftruncate,chmod,fchmod';
const WRITERS = ['unpack-objects', 'update-ref'];
const MOST_CALLS = 400;

export const strace = (): string | null => {
  const { status, error, stderr } = spawnSync('strace', ['-qq', '-e', 'trace=fsync', 'true'], { encoding: 'utf8' });
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? null : `strace may not trace here: ${stderr.slice(0, 100)}`;
};

/** Each writing git of a save is killed at its first, second, … call that writes, and the saving process with it. */
export const killAtSyscall: Fault = {
  id: 'A2',
  name: 'kill -9 at every nth write syscall',
  target: 'each time before or after, never between',
  run: async (run) => {
    const missing = strace();
    if (missing !== null) return skipped(missing);
    const at = arena(run, 'nth');
    userWork(at);
    const before = userState(at);
    const problems: string[] = [];
    const covered: string[] = [];
    for (const command of WRITERS) {
      let n = 1;
      for (; n <= MOST_CALLS; n++) {
        const end = await killedAt(at, command, n);
        problems.push(...end.problems.map((problem) => `${command} at call ${n}: ${problem}`));
        if (!end.killed) break;
      }
      covered.push(`${command} 1…${n - 1}`);
      if (n > MOST_CALLS) problems.push(`${command} never got through`);
    }
    problems.push(...(await brokenPromises(at, [])));
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    at.git('gc', '--quiet', '--prune=now');
    const left = leftovers(at).filter((path) => !path.endsWith('.lock'));
    problems.push(...left.map((path) => `left for ever: ${path}`));
    return ran('git and the saver killed at the nth call', covered.join(', '), problems);
  },
};

/** One save with a first version before it, so that both making and moving a ref are met. */
const killedAt = async (at: Arena, command: string, n: number) => {
  const id = `${command}-${n}`;
  const first = await at.script('append-one', [at.repo, id, 'first', '1']);
  const bin = join(at.base, `bin-${id}`);
  wrapGit(bin, { command, n, mark: join(bin, 'killed') });
  const env = { ...at.env, PATH: `${bin}:${at.env['PATH']}` };
  const run = await at.script('append-one', [at.repo, id, 'second', '1'], { env });
  const killed = run.code !== 0;
  const tip = at.git('rev-parse', `${PREFIX}${id}`);
  const reported = reportedIn(first.stdout + run.stdout);
  const problems = reported.filter(({ commit }) => !isWithin(at, commit, tip)).map(({ commit }) => `lost ${commit}`);
  const show = at.tryGit(['ls-tree', '-r', '--name-only', tip]);
  if (show.code !== 0 || !show.stdout.includes('artifact.json')) problems.push('the tip is not whole');
  if (!killed && reported.length !== 2) problems.push('it got through and told nothing');
  return { killed, problems };
};

const isWithin = (at: Arena, commit: string, tip: string): boolean =>
  at.tryGit(['merge-base', '--is-ancestor', commit, tip]).code === 0;

/** A git for PATH that runs one command below strace, and takes its parent along when it is killed. */
const wrapGit = (bin: string, how: { readonly command: string; readonly n: number; readonly mark: string }): void => {
  mkdirSync(bin);
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const inject = `inject=${CALLS}:signal=KILL:when=${how.n}`;
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh
case " $* " in *" ${how.command} "*)
  strace -qq -o /dev/null -e trace=${CALLS} -e ${inject} ${real} "$@"
  code=$?
  [ $code -ge 128 ] && kill -9 $PPID
  exit $code;;
esac
exec ${real} "$@"
`,
    { mode: 0o755 },
  );
};
