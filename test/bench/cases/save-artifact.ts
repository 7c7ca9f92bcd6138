import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type BenchCase, round } from '../bench-case.ts';
import { isBuiltin } from 'node:module';
import { rolldown } from 'rolldown';
import { pair } from '../measure.ts';

const SCRIPTS = join(import.meta.dirname, '../scripts');

/** One save from a fresh process, beside the same objects and ref made by plumbing from a fresh process. */
export const saveArtifact: BenchCase = {
  name: 'one save',
  run: async ({ dir, rounds }) => {
    const ours = join(dir, 'save-ours');
    const floor = join(dir, 'save-floor');
    for (const repo of [ours, floor]) execFileSync('git', ['init', '-q', repo]);
    // both as a user has them: bundled, split at what is loaded on demand, and compiled before, as `dist` is
    const env = { NODE_COMPILE_CACHE: join(dir, 'save-compiled') };
    const input = ['save-ours', 'save-plumbing'].map((name) => join(SCRIPTS, `${name}.ts`));
    const bundle = await rolldown({ input, platform: 'node', external: (id) => isBuiltin(id) });
    await bundle.write({
      dir: join(dir, 'save'),
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    });
    const measured = pair(
      { argv: [process.execPath, join(dir, 'save/save-ours.cjs'), ours], env },
      { argv: [process.execPath, join(dir, 'save/save-plumbing.cjs'), floor], env },
      { rounds: rounds * 2 },
    );
    return [
      {
        name: 'one save, 50 KB',
        ours_ms: round(measured.ours.ms),
        floor: 'hash-object ×4, mktree, commit-tree, update-ref',
        floor_ms: round(measured.floor.ms),
        ratio: round(measured.ratio),
        target: '≤ 1.0',
        met: measured.ratio <= 1,
        peak: round(measured.ours.peak ?? 0, 0),
      },
    ];
  },
};
