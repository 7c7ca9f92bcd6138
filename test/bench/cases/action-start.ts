/**
 * From the start of the process to the first thing that the gate asks: the bundle is read, inputs and event are taken, the
 * world is opened. The first git that is started (`git init` of a repository of its own) is one that ends at once.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchCase, round } from '../bench-case.ts';
import { pair } from '../measure.ts';

export const actionStart: BenchCase = {
  name: 'start of the Action',
  run: ({ dir, rounds }) => {
    const { ours, floor, ratio } = pair(
      { argv: [process.execPath, '--import', watcher(dir), ACTION], env: jobIn(dir) },
      { argv: [process.execPath, '-e', '0'] },
      { rounds: rounds * 2 },
    );
    return [
      {
        name: 'start of the Action',
        ours_ms: round(ours.ms),
        floor: 'node -e 0',
        floor_ms: round(floor.ms),
        ratio: round(ratio),
        target: '≤ 150 ms',
        met: ours.ms <= 150,
        peak: ours.peak === null ? null : round(ours.peak, 0),
      },
    ];
  },
};

const ACTION = join(import.meta.dirname, '../../../dist/action/index.cjs');

/** Ends the process, as a success, when it starts a git. */
const watcher = (dir: string): string => {
  const path = join(dir, 'end-at-git.mjs');
  writeFileSync(
    path,
    `import child from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
child.spawn = () => process.exit(0);
syncBuiltinESMExports();
process.on('exit', (code) => { if (code !== 0) process.stderr.write('no git was started'); });
`,
  );
  return path;
};

const jobIn = (dir: string): { readonly [name: string]: string } => {
  const job = join(dir, 'job');
  mkdirSync(join(job, 'workspace'), { recursive: true });
  const file = (name: string, text: string): string => {
    writeFileSync(join(job, name), text);
    chmodSync(join(job, name), 0o600);
    return join(job, name);
  };
  const url = 'https://github.invalid/owner/name.git';
  const head = { sha: 'a'.repeat(40), repo: { clone_url: url } };
  return {
    NODE_OPTIONS: '',
    RUNNER_TEMP: job,
    GITHUB_WORKSPACE: join(job, 'workspace'),
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_OUTPUT: file('output', ''),
    GITHUB_EVENT_PATH: file(
      'event.json',
      JSON.stringify({ repository: { clone_url: url }, pull_request: { number: 1, head, base: { ref: 'main' } } }),
    ),
  };
};
