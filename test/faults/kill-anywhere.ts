import { spawn } from 'node:child_process';
import { utimesSync } from 'node:fs';
import {
  type Arena,
  PREFIX,
  arena,
  brokenPromises,
  ended,
  leftovers,
  orphansEnded,
  userState,
  userWork,
} from './arena.ts';
import { type Fault, type FaultRun, inParallel, ran } from './fault.ts';

const IDS = 20;

/** SIGKILL of a save at random points of it: of the command alone, or of the command and its git. */
export const killAnywhere: Fault = {
  id: 'A1',
  name: 'kill -9 of session handoff save at random points',
  target: 'no acknowledged artifact lost, none half readable; the next save works or names the lock',
  run: async (run) => {
    const kills = run.form === 'long' ? 10_000 : 200;
    const at = arena(run, 'killed');
    userWork(at);
    const log = at.log('11111111-0000-4000-8000-000000000001');
    const before = userState(at);
    const longest = await slowestSave(at, log);
    const reported: { ref: string; commit: string }[] = [];
    let killed = 0;
    await inParallel(
      2,
      Array.from({ length: kills }, (_, index) => async () => {
        const id = `killed-${index % IDS}`;
        const delay = run.random() * longest;
        const one = await struck(at, run, { id, log: at.log(sessionOf(index)), delay, whole: run.random() < 0.5 });
        if (one.code === null) killed += 1;
        const saved = savedIn(one.stdout);
        if (saved !== null) reported.push(saved);
      }),
    );
    await orphansEnded(at);
    const problems = await brokenPromises(at, reported);
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    const left = leftovers(at).length;
    problems.push(...(await recovers(at, log)));
    return ran(
      `${kills} saves, ${killed} of them killed within ${Math.round(longest)} ms`,
      `${reported.length} acknowledged, 0 lost; ${left} leftovers before the next saves`,
      problems,
    );
  },
};

const sessionOf = (index: number): string => `11111111-0000-4000-8000-${String(index).padStart(12, '0')}`;

const saveArgs = (id: string, log: string): readonly string[] => [
  'session',
  'handoff',
  'save',
  log,
  '--artifact-id',
  id,
  '--json',
];

const slowestSave = async (at: Arena, log: string): Promise<number> => {
  let slowest = 0;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await at.cli(saveArgs(`warm-${i}`, log));
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest * 1.3;
};

const struck = async (
  at: Arena,
  run: FaultRun,
  how: { readonly id: string; readonly log: string; readonly delay: number; readonly whole: boolean },
) => {
  const [program, ...args] = run.opensession;
  const child = spawn(program, [...args, ...saveArgs(how.id, how.log)], { cwd: at.repo, env: at.env, detached: true });
  child.stdin.end();
  const timer = setTimeout(() => {
    try {
      process.kill(how.whole ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
    } catch {
      // it ended in this very moment
    }
  }, how.delay);
  const result = await ended(child);
  clearTimeout(timer);
  return result;
};

const savedIn = (stdout: string): { ref: string; commit: string } | null => {
  try {
    const { ref, commit } = JSON.parse(stdout) as { ref?: string; commit?: string };
    return ref === undefined || commit === undefined ? null : { ref, commit };
  } catch {
    return null;
  }
};

/** The next save of each artifact works; where a lock was left it says so, and takes it away once it is old. */
const recovers = async (at: Arena, log: string): Promise<readonly string[]> => {
  const problems: string[] = [];
  const ids = at
    .git('for-each-ref', '--format=%(refname)', PREFIX)
    .split('\n')
    .map((ref) => ref.slice(PREFIX.length));
  const locked = leftovers(at).filter((path) => path.includes(PREFIX) && path.endsWith('.lock'));
  for (const path of locked) {
    const id = path.slice(path.lastIndexOf('/') + 1, -'.lock'.length);
    // of ten thousand saves the first ones were killed long ago
    utimesSync(path, new Date(), new Date());
    const { code, stdout } = await at.cli(saveArgs(id, log));
    if (code !== 6 || !stdout.includes('ref_locked')) problems.push(`a fresh lock of ${id} was not named: ${stdout}`);
    ids.push(id);
  }
  // as if they were left long ago
  for (const path of leftovers(at).filter((path) => !path.includes('/objects/'))) utimesSync(path, 1, 1);
  for (const id of ids.filter((id) => id !== '')) {
    const { code, stdout } = await at.cli(saveArgs(id, log));
    if (code !== 0) problems.push(`the next save of ${id} ended with ${code}: ${stdout.slice(0, 200)}`);
  }
  at.git('gc', '--quiet', '--prune=now');
  problems.push(...leftovers(at).map((path) => `left for ever: ${path}`));
  return [...problems, ...(await brokenPromises(at, []))];
};
