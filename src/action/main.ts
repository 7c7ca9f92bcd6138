/** The file that action.yml runs. */
import { constants } from 'node:os';
import { removeLiving } from '../scratch/remove-living.ts';
import { run } from './run.ts';

/** The git children end first; one turn later what waited for them has removed its temporary directories, then all others go. */
const endBy = async (signal: 'SIGINT' | 'SIGTERM'): Promise<void> => {
  const { endChildren } = await import('../open-gate-world.ts');
  await endChildren();
  await new Promise((turn) => setImmediate(turn));
  removeLiving();
  process.exit(128 + constants.signals[signal]);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endBy(signal));
// no await at this level: the bundle is a CommonJS file
void run(process.env).then((status) => void (process.exitCode = status));
