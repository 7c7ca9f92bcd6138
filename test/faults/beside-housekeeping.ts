import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, arena, brokenPromises, endOf, userState, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';
import { reportedIn } from './many-writers.ts';

const WRITERS = 8;
const HOUSEKEEPING = [
  ['gc', '--quiet', '--prune=now'],
  ['repack', '-adq'],
  ['pack-refs', '--all'],
  ['worktree', 'prune'],
];

/** Writers while git cleans up without mercy: what is written and not yet named by a ref looks like garbage to it. */
export const besideHousekeeping: Fault = {
  id: 'A6',
  name: 'writers beside gc --prune=now, repack -ad, pack-refs, worktree prune',
  target: 'none lost',
  run: async (run) => {
    const saves = run.form === 'long' ? 500 : 50;
    const at = arena(run, 'busy');
    userWork(at);
    const before = userState(at);
    let working = true;
    const rounds = housekeep(at, () => working);
    const runs = await Promise.all(
      Array.from({ length: WRITERS }, (_, writer) =>
        writer % 4 === 3
          ? at.script('append-one', [at.repo, 'shared', `w${writer}`, String(saves)])
          : at.script('save-distinct', [at.repo, `w${writer}`, String(saves)]),
      ),
    );
    working = false;
    const { count, refused } = await rounds;
    const reported = runs.flatMap(({ stdout }) => reportedIn(stdout));
    const problems = [
      ...runs.filter(({ code }) => code !== 0).map(({ stderr }) => `a writer failed: ${stderr.slice(0, 600)}`),
      ...(await brokenPromises(at, reported)),
    ];
    if (reported.length !== WRITERS * saves) problems.push(`${reported.length} were reported as saved`);
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    return ran(
      `${WRITERS} processes × ${saves} saves beside ${count} rounds of housekeeping (${refused} commands refused by git)`,
      `${reported.length} of ${WRITERS * saves} there`,
      problems,
    );
  },
};

const housekeep = async (at: Arena, isWorking: () => boolean): Promise<{ count: number; refused: number }> => {
  let count = 0;
  let refused = 0;
  while (isWorking()) {
    const linked = join(at.base, `linked-${count}`);
    mkdirSync(linked);
    at.tryGit(['worktree', 'add', '--quiet', '--detach', linked]);
    rmSync(linked, { recursive: true, force: true });
    for (const args of HOUSEKEEPING)
      if ((await endOf(['git', ...args], { cwd: at.repo, env: at.env })).code !== 0) refused += 1;
    count += 1;
  }
  return { count, refused };
};
