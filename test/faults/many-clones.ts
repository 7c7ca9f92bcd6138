import { join } from 'node:path';
import { claudeLog } from '../support/claude-log.ts';
import { type ExchangeArena, brokenRemote, exchangeArena } from './exchange-arena.ts';
import { type Fault, ran } from './fault.ts';

const CLONES = 8;
const BRANCH = 'refs/heads/opensession/sessions';

/** Clones that publish beside each other to one remote, each session by a command of its own. */
export const manyClones: Fault = {
  id: 'D7',
  name: 'many clones publish to one remote',
  target: '8 × 50: 400 of 400 (short form 8 × 5: 40 of 40), never forced',
  run: async (run) => {
    const each = run.form === 'long' ? 50 : 5;
    const at = exchangeArena(run, 'published');
    const start = performance.now();
    const failed = (await Promise.all(Array.from({ length: CLONES }, (_, n) => publishing(at, n, each)))).flat();
    const seconds = (performance.now() - start) / 1000;
    const listed = at.tryGit(['ls-tree', '-r', '--name-only', BRANCH], { cwd: at.remote }).stdout;
    const sessions = listed.split('\n').filter((name) => name.endsWith('.hail.jsonl')).length;
    const problems = [...failed, ...brokenRemote(at)];
    if (sessions !== CLONES * each) problems.push(`${sessions} sessions are at the remote`);
    return ran(
      `${CLONES} clones × ${each} publishes${run.form === 'long' ? '' : ' (× 50 in the long form)'}`,
      `${sessions} of ${CLONES * each}; ${seconds.toFixed(1)} s`,
      problems,
    );
  },
};

/** @returns those that failed */
const publishing = async (at: ExchangeArena, clone: number, count: number): Promise<readonly string[]> => {
  const cwd = join(at.base, `clone-${clone}`);
  const { code, stderr } = at.tryGit(['clone', '--quiet', `file://${at.remote}`, cwd]);
  if (code !== 0) return [`git clone ended with ${code}: ${stderr}`];
  const problems: string[] = [];
  for (let i = 0; i < count; i++) {
    const log = claudeLog(cwd, `${String(clone * 1000 + i).padStart(8, '0')}-0000-4000-8000-00000000000${clone}`);
    log.user(`Change number ${i} of clone ${clone}`);
    log.tool('Bash', { command: 'npm test' });
    const args = ['publish', 'upload', log.keep(at.home), '--git', '--push', '--remote', 'origin', '--timeout', '600'];
    const ended = await at.cli([...args, '--json'], { cwd });
    if (ended.code !== 0)
      problems.push(`clone ${clone}, ${i}: ${ended.code}: ${(ended.stderr + ended.stdout).slice(0, 300)}`);
  }
  return problems;
};
