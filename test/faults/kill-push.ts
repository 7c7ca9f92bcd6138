import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { brokenPromises, ended, orphansEnded } from './arena.ts';
import {
  type ExchangeArena,
  IDS,
  PUSH,
  ageUnfinished,
  brokenRemote,
  change,
  exchangeArena,
  lostThere,
  saveMarked,
  tipsIn,
  unqueued,
  unsettled,
} from './exchange-arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

/** A plain push follows each of so many kills. */
const BETWEEN = 4;

/** SIGKILL of a push: of the command, of the git that it runs, or of both; and SIGTERM of the command. */
export const killPush: Fault = {
  id: 'A3',
  name: 'kill of artifact push at random points',
  target: 'the next plain push sends all; nothing lost; what was not confirmed is queued; remote clean',
  run: async (run) => {
    const kills = run.form === 'long' ? 2000 : 40;
    const at = exchangeArena(run, 'pushed');
    const longest = await slowestPush(at);
    const counts = { killed: 0, command: 0, git: 0, both: 0, term: 0 };
    const problems: string[] = [];
    const saved: string[] = [];
    for (let round = 0; round < kills; round++) {
      saved.push(...(await change(at, round)));
      const victim = VICTIMS[round % VICTIMS.length] ?? 'command';
      const before = tipsIn(at, at.remote);
      if (await struck(at, run, { victim, delay: run.random() * longest })) counts.killed += 1;
      counts[victim] += 1;
      problems.push(...unqueued(at, before).map((problem) => `kill ${round} (${victim}): ${problem}`));
      if (round % BETWEEN !== BETWEEN - 1) continue;
      await orphansEnded(at);
      ageUnfinished(at);
      const { code, stdout, stderr } = await at.cli(PUSH);
      if (code !== 0)
        problems.push(`the push after kill ${round} ended with ${code}: ${(stderr + stdout).slice(0, 300)}`);
      problems.push(...unsettled(at).map((problem) => `after kill ${round}: ${problem}`));
    }
    problems.push(...brokenRemote(at), ...(await brokenPromises(at, reported(saved))), ...lostThere(at, saved));
    const { killed, command, git, both, term } = counts;
    return ran(
      `${kills} pushes struck within ${Math.round(longest)} ms (command ${command}, git ${git}, both ${both}, SIGTERM ${term})`,
      `${killed} did not end well; ${saved.length} versions, 0 lost; ${kills / BETWEEN} plain pushes sent all`,
      problems,
    );
  },
};

const VICTIMS = ['command', 'git', 'both', 'term'] as const;
type Victim = (typeof VICTIMS)[number];

const slowestPush = async (at: ExchangeArena): Promise<number> => {
  let slowest = 0;
  for (let i = 0; i < 3; i++) {
    await saveMarked(at, IDS, `warm ${i}`);
    const start = performance.now();
    const { code, stderr } = await at.cli(PUSH);
    if (code !== 0) throw new Error(`a push ended with ${code}: ${stderr}`);
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest * 1.2;
};

/** @returns whether it did not end by itself, with status 0 */
const struck = async (
  at: ExchangeArena,
  run: FaultRun,
  how: { readonly victim: Victim; readonly delay: number },
): Promise<boolean> => {
  const [program, ...args] = run.opensession;
  const child = spawn(program, [...args, ...PUSH], { cwd: at.repo, env: at.env });
  child.stdin.end();
  const timer = setTimeout(() => {
    const gits = how.victim === 'command' || how.victim === 'term' ? [] : childrenOf(child.pid ?? 0);
    if (how.victim !== 'git') child.kill(how.victim === 'term' ? 'SIGTERM' : 'SIGKILL');
    for (const pid of gits) kill(pid);
  }, how.delay);
  const { code } = await ended(child);
  clearTimeout(timer);
  return code !== 0;
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended in this very moment
  }
};

/** proc(5): `children` of each thread. Nothing where there is no /proc. */
const childrenOf = (pid: number): readonly number[] => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((id) => id !== '')
        .map(Number),
    );
  } catch {
    return [];
  }
};

const reported = (commits: readonly string[]): readonly { readonly ref: string; readonly commit: string }[] =>
  commits.map((commit) => ({ ref: 'a version', commit }));
