import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, PREFIX, arena, brokenPromises, leftovers, userState, userWork } from './arena.ts';
import { type Fault, ran, skipped } from './fault.ts';
import { FIRST_AND_LAST, WRITING, atEachCall, killing, said, strace, tracing } from './at-each-call.ts';
import { saveMarked } from './exchange-arena.ts';
import { reportedIn } from './many-writers.ts';
import { strikeOwnCalls } from './strike-own-calls.ts';

const WRITERS = ['unpack-objects', 'update-ref'];

/**
 * Each writing git of a save is killed at its first, second, … call that writes, and the saving process with it; then the
 * command at calls of its own. In the short form at the first and the last of each name.
 */
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
      const swept = await atEachCall(WRITING, {
        among: run.form === 'long' ? null : FIRST_AND_LAST,
        whole: async () => {
          const file = join(at.base, `${command}.trace`);
          const end = await struck(at, { command, id: command, words: tracing(WRITING, file) });
          problems.push(...end.problems);
          return file;
        },
        strike: async (point) => {
          const id = `${command}-${point.call}-${point.n}`;
          const end = await struck(at, { command, id, words: killing(point) });
          problems.push(...end.problems.map((problem) => `${command} at ${said(point)}: ${problem}`));
          return end.killed;
        },
      });
      covered.push(`${command} ${swept.covered}`);
      problems.push(...swept.problems.map((problem) => `${command} ${problem}`));
    }
    problems.push(...(await brokenPromises(at, [])));
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    at.git('gc', '--quiet', '--prune=now');
    const left = leftovers(at).filter((path) => !path.endsWith('.lock'));
    problems.push(...left.map((path) => `left for ever: ${path}`));
    const own = await strikeOwnCalls(run);
    return ran('git and the saver killed at the nth call', [...covered, ...own.covered].join(', '), [
      ...problems,
      ...own.problems,
    ]);
  },
};

interface Strike {
  readonly command: string;
  readonly id: string;
  /** Before the git that runs the command. */
  readonly words: readonly string[];
}

/** One save with a first version before it, so that both making and moving a ref are met. */
const struck = async (at: Arena, { command, id, words }: Strike) => {
  const [first] = await saveMarked(at, [id], 'first');
  const bin = join(at.base, `bin-${id}`);
  wrapGit(bin, command, words);
  const env = { ...at.env, PATH: `${bin}:${at.env['PATH']}` };
  const run = await at.script('append-one', [at.repo, id, 'second', '1'], { env });
  const killed = run.code !== 0;
  const tip = at.git('rev-parse', `${PREFIX}${id}`);
  const reported = [{ ref: `${PREFIX}${id}`, commit: first ?? '' }, ...reportedIn(run.stdout)];
  const problems = reported.filter(({ commit }) => !isWithin(at, commit, tip)).map(({ commit }) => `lost ${commit}`);
  const show = at.tryGit(['ls-tree', '-r', '--name-only', tip]);
  if (show.code !== 0 || !show.stdout.includes('artifact.json')) problems.push('the tip is not whole');
  if (!killed && reported.length !== 2) problems.push('it got through and told nothing');
  return { killed, problems };
};

const isWithin = (at: Arena, commit: string, tip: string): boolean =>
  at.tryGit(['merge-base', '--is-ancestor', commit, tip]).code === 0;

/** A git for PATH that runs one command below strace, and takes its parent along when it is killed. */
const wrapGit = (bin: string, command: string, words: readonly string[]): void => {
  mkdirSync(bin);
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh
case " $* " in *" ${command} "*)
  ${words.map((word) => `'${word}'`).join(' ')} ${real} "$@"
  code=$?
  [ $code -ge 128 ] && kill -9 $PPID
  exit $code;;
esac
exec ${real} "$@"
`,
    { mode: 0o755 },
  );
};
