import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { type Command, pair } from '../measure.ts';
import { makeGateRepository } from '../scripts/gate-repository.ts';

const REFS = 'refs/opensession/handoff/artifacts/';

/** A gate on 250 changed paths in 50 commits with twenty artifacts among very many, beside the git commands that it cannot do without. */
export const gate: BenchCase = {
  name: 'gate on 250 paths',
  run: async (bench) => {
    const rows: BenchRow[] = [];
    const took = new Map<string, number>();
    for (const others of [2_000, 10_000]) {
      const repo = join(bench.dir, `gate-${others}`);
      await makeGateRepository(repo, others);
      const remote = join(bench.dir, `gate-${others}.git`);
      execFileSync('git', ['clone', '-q', '--mirror', repo, remote]);
      execFileSync('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: remote });
      for (const [name, args, floor] of [
        ['at the desk', ['--base', 'main'], deskFloor(repo)],
        ['of a remote', ['--base', 'main', '--remote', `file://${remote}`], remoteFloor(bench, remote)],
      ] as const) {
        const row = measured(bench, { name: `gate ${name}, ${others} refs`, repo, args, floor });
        rows.push(row);
        const before = took.get(name);
        took.set(name, row.ours_ms);
        if (before !== undefined) rows.push(growth(row, before));
      }
    }
    return rows;
  },
};

const measured = (
  bench: Bench,
  of: { readonly name: string; readonly repo: string; readonly args: readonly string[]; readonly floor: Command },
): BenchRow => {
  const { ours, floor, ratio } = pair(
    { argv: [...bench.opensession, 'gate', '--json', ...of.args], cwd: of.repo },
    of.floor,
    { rounds: bench.rounds },
  );
  return {
    name: of.name,
    ours_ms: round(ours.ms),
    floor: 'the git commands it must run',
    floor_ms: round(floor.ms),
    ratio: round(ratio),
    target: '≤ 3, ≤ 2 s',
    met: ratio <= 3 && ours.ms <= 2000,
    peak: round(ours.peak ?? 0, 0),
  };
};

const growth = (row: BenchRow, before: number): BenchRow => ({
  ...row,
  name: `${row.name} beside 2,000`,
  floor: 'the same among 2,000',
  floor_ms: before,
  ratio: round(row.ours_ms / before),
  target: '≤ 2',
  met: row.ours_ms <= 2 * before,
});

/** One process for all: what a shell takes to start is not counted for each. */
const shell = (dir: string, lines: readonly string[]): Command => {
  writeFileSync(join(dir, 'gate-floor.sh'), `set -e\n${lines.join('\n')}\n`);
  return { argv: ['sh', join(dir, 'gate-floor.sh')], cwd: dir };
};

const READ = 'cat-file --batch --buffer';

const deskFloor = (repo: string): Command =>
  shell(join(repo, '.git'), [
    'base=$(git merge-base --all main work)',
    'git log --topo-order --reverse --format=%H%x00%P%x00%T%x00%an%x00%B work ^main > facts',
    'git rev-list work ^main | git diff-tree -r --raw --no-renames --no-abbrev -z --root --stdin > facts',
    'git diff-tree -r --raw --no-renames --no-abbrev -z $base work > facts',
    'git show main:.opensession/policy.toml > facts 2>&1 || true',
    `git for-each-ref '--format=%(refname) %(objectname) %(contents)' ${REFS} > facts`,
    `git for-each-ref '--format=%(objectname):artifact.json' '${REFS}ours-*' | git ${READ} > facts`,
    `git for-each-ref '--format=%(objectname):manifest.json' '${REFS}ours-*' | git ${READ} > facts`,
  ]);

const remoteFloor = ({ dir }: Bench, remote: string): Command =>
  shell(remote, [
    `work=${join(dir, 'gate-floor-work')}`,
    'rm -rf $work; git init -q --bare $work; cd $work',
    'fetch="git -c fetch.negotiationAlgorithm=noop fetch -q --stdin --no-tags --no-write-fetch-head"',
    `git ls-remote file://${remote} 'refs/heads/*' '${REFS}*' > listed`,
    `base=$(sed -n 's#\trefs/heads/main$##p' listed); head=$(sed -n 's#\trefs/heads/work$##p' listed)`,
    `printf '%s\\n' $base $head | $fetch --filter=tree:0 file://${remote}`,
    `{ git log --format=%T $head ^$base; git log -1 --format=%T $base; } | $fetch --filter=blob:none file://${remote}`,
    'git rev-list $head ^$base | git diff-tree -r --raw --no-renames --no-abbrev -z --root --stdin > facts',
    'git diff-tree -r --raw --no-renames --no-abbrev -z $base $head > facts',
    `grep ${REFS} listed | cut -f1 | $fetch --filter=tree:0 --depth=1 file://${remote}`,
    `grep ${REFS} listed | cut -f1 | git log --no-walk --stdin --format=%H%x00%B > facts`,
    'git init -q --bare $work/winners; cd winners',
    `grep ${REFS}ours ../listed | cut -f1 | $fetch file://${remote}`,
    `grep ${REFS}ours ../listed | cut -f1 | sed 's/$/:manifest.json/' | git ${READ} > facts`,
  ]);
