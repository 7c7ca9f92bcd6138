/** The file that action.yml runs. */
import { run } from './run.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void import('../open-world.ts').then(({ endChildren }) => endChildren()).finally(() => process.exit(1));
  });
process.exitCode = await run(process.env);
