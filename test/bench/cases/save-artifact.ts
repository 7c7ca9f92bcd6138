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
    const input = ['kept', 'save-ours', 'save-plumbing'].map((name) => join(SCRIPTS, `${name}.ts`));
    const bundle = await rolldown({ input, platform: 'node', external: (id) => isBuiltin(id) });
    await bundle.write({
      dir: join(dir, 'save'),
      format: 'cjs',
      dynamicImportInCjs: false,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    });
    const argvOf = (repo: string, script: string): [string, ...string[]] => [
      process.execPath,
      join(dir, 'save/kept.cjs'),
      repo,
      join(dir, 'save', script),
    ];
    const measured = pair(
      { argv: argvOf(ours, 'save-ours.cjs') },
      { argv: argvOf(floor, 'save-plumbing.cjs') },
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
