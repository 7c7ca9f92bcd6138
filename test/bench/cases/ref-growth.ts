import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openGit } from '../../../src/git/open-git.ts';
import { openArtifactStore } from '../../../src/store/open-artifact-store.ts';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { versionOf } from '../../store/artifact-fixture.ts';
import { type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { median } from '../measure.ts';

const COUNTS = [100, 1000, 10_000, 100_000];
const PREFIX = 'refs/opensession/handoff/artifacts/';

/** What one read and one save cost among more and more artifacts, against the same among the fewest. */
export const refGrowth: BenchCase = {
  name: 'growth of refs',
  run: async ({ dir, rounds }) => {
    const rows: BenchRow[] = [];
    const first = new Map<string, number>();
    for (const count of COUNTS) {
      const repo = join(dir, `growth-${count}`);
      execFileSync('git', ['init', '-q', repo]);
      const git = openGit(process.env);
      const store = openArtifactStore(git, await git.locate(repo));
      const { commit } = await store.save({ ...(await versionOf('one')), expect: null });
      const refs = Array.from({ length: count - 1 }, (_, i) => `create ${PREFIX}other-${i} ${commit}\n`).join('');
      execFileSync('git', ['update-ref', '--stdin'], { cwd: repo, input: refs });
      execFileSync('git', ['pack-refs', '--all'], { cwd: repo });
      const times = { read: [] as number[], save: [] as number[] };
      for (let i = 0; i < rounds; i++) {
        const start = performance.now();
        await store.read(toArtifactId('one'));
        times.read.push(performance.now() - start);
        const version = await versionOf(`new-${i}`);
        const before = performance.now();
        await store.save({ ...version, expect: null });
        times.save.push(performance.now() - before);
      }
      for (const what of ['read', 'save'] as const) {
        const ms = median(times[what]);
        const least = first.get(what) ?? ms;
        first.set(what, least);
        rows.push({
          name: `one ${what} among ${count.toLocaleString('en')} packed refs`,
          ours_ms: round(ms),
          floor: 'among 100',
          floor_ms: round(least),
          ratio: round(ms / least),
          target: 'flat: ≤ 1.5',
          met: ms / least <= 1.5,
          peak: null,
        });
      }
    }
    return rows;
  },
};
