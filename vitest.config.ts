import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Tests make thousands of small repositories, which are synced to the disk as a user's are: in memory that takes two thirds
 * of the time. Elsewhere than on Linux, and where a container grants little, they lie where temporary files do.
 */
const roomy = (): string => {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
};

const include = ['test/**/*.test.ts'];

/** Folders of tests whose subjects are pure. */
const PURE = 'agents|binding|contract|domain|formats|judging|redact|rules|schemas|shell';

/** Of what stands in them, what starts processes by the hundred: one starts the slower, the larger the one that starts it. */
const STARTING = 'test/**/*.@(bash|git).test.ts';

export default defineConfig({
  test: {
    include,
    // what is pure can share a process, and is loaded and compiled once for many files: each alone takes half a second more
    projects: [
      {
        extends: true,
        test: { name: 'pure', include, exclude: ['test/*.ts', `test/!(${PURE})/**`, STARTING], isolate: false },
      },
      { extends: true, test: { name: 'apart', include, exclude: [`test/@(${PURE})/**/!(*.bash|*.git).test.ts`] } },
    ],
    env: { TMPDIR: roomy() },
    // clipanion's ESM build imports a directory (arcanis/clipanion#139); Node takes its CommonJS entry and is unharmed.
    server: { deps: { inline: ['clipanion'] } },
    testTimeout: 60_000,
    // by default one core is left out, which of two is half; most tests wait for a git
    maxWorkers: '100%',
    // a git starts the slower, the more its parent has in memory, and some tests start hundreds; with 2 MiB parsers take a quarter longer
    execArgv: ['--max-semi-space-size=8'],
  },
});
