import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type BenchCase, round } from '../bench-case.ts';
import { buildSync } from 'esbuild';
import { pair } from '../measure.ts';

const SCRIPTS = join(import.meta.dirname, '../scripts');

/** One save from a fresh process, beside the same objects and ref made by plumbing from a fresh process. */
export const saveArtifact: BenchCase = {
  name: 'one save',
  run: ({ dir, rounds }) => {
    const ours = join(dir, 'save-ours');
    const floor = join(dir, 'save-floor');
    for (const repo of [ours, floor]) execFileSync('git', ['init', '-q', repo]);
    // both as a user has them: bundled, split at what is loaded on demand, and compiled before, as `dist` is
    const env = { NODE_COMPILE_CACHE: join(dir, 'save-compiled') };
    const scripts = ['save-ours', 'save-plumbing'].map((name) => join(SCRIPTS, `${name}.ts`));
    buildSync({
      entryPoints: scripts,
      outdir: dir,
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      outExtension: { '.js': '.mjs' },
    });
    const measured = pair(
      { argv: [process.execPath, join(dir, 'save-ours.mjs'), ours], env },
      { argv: [process.execPath, join(dir, 'save-plumbing.mjs'), floor], env },
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
