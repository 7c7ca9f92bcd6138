import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { type BenchCase, round } from '../bench-case.ts';
import { type Command, pair } from '../measure.ts';

const SCRIPTS = join(import.meta.dirname, '../scripts');
const COUNT = 1000;

/** Many saves together from a fresh process, beside one fast-import of the same files from a fresh process. */
export const saveMany: BenchCase = {
  name: '1,000 saves together',
  run: ({ dir, rounds }) => {
    const names = ['save-many-ours', 'save-many-import'] as const;
    buildSync({
      entryPoints: names.map((name) => join(SCRIPTS, `${name}.ts`)),
      outdir: dir,
      bundle: true,
      platform: 'node',
      format: 'esm',
      outExtension: { '.js': '.mjs' },
    });
    const command = (name: string): Command => {
      const repo = join(dir, name);
      execFileSync('git', ['init', '-q', repo]);
      return { argv: [process.execPath, join(dir, `${name}.mjs`), repo, String(COUNT)] };
    };
    const measured = pair(command(names[0]), command(names[1]), { rounds: Math.ceil(rounds / 4) });
    return [
      {
        name: '1,000 saves together, 54 KB each',
        ours_ms: round(measured.ours.ms),
        floor: 'one fast-import',
        floor_ms: round(measured.floor.ms),
        ratio: round(measured.ratio),
        // at least 0.8 of its throughput
        target: '≤ 1.25',
        met: measured.ratio <= 1.25,
        peak: round(measured.ours.peak ?? 0, 0),
      },
    ];
  },
};
