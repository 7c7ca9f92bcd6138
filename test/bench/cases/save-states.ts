import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { type BenchCase, round } from '../bench-case.ts';
import { claudeLog } from '../../support/claude-log.ts';
import { pair } from '../measure.ts';
import { makeWideRepository, PATHS } from '../scripts/wide-repository.ts';

const SAVE = ['session', 'handoff', 'save', '--last', '--artifact-id', 'bench', '--json'];

/** One save of a session that changed 250 of 20,000 files, beside what git itself needs to look at them all. */
export const saveStates: BenchCase = {
  name: 'save of 250 changed files among 20,000',
  run: ({ dir, opensession, rounds }) => {
    const home = join(dir, 'states-home');
    const repo = join(dir, 'states');
    makeWideRepository(repo);
    const changed = PATHS.filter((_, at) => at % 80 === 0);
    for (const path of changed) writeFileSync(join(repo, path), `${readFileSync(join(repo, path), 'utf8')}more\n`);
    keepLog(home, repo, changed);
    const env = { HOME: home, USERPROFILE: home };
    const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd: repo, stdio: 'ignore' });
    const { ours, floor } = pair(
      { argv: [...opensession, ...SAVE], cwd: repo, env },
      { argv: ['git', 'add', '-A', '--dry-run'], cwd: repo, env },
      { rounds, before: () => git('update-ref', '-d', 'refs/opensession/handoff/artifacts/bench') },
    );
    const script = join(dir, 'record-tree.mjs');
    buildSync({
      entryPoints: [join(import.meta.dirname, '../scripts/record-tree.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const recorded = pair(
      { argv: [process.execPath, script, repo], env },
      { argv: ['git', 'add', '-A', '--dry-run'], cwd: repo, env },
      { rounds },
    );
    const empty = join(dir, 'states-none');
    execFileSync('git', ['init', '-q', empty]);
    const start = pair(
      { argv: [...opensession, 'session', 'handoff', 'artifact', 'list', '--json'], cwd: empty, env },
      { argv: [process.execPath, '-e', '0'] },
      { rounds },
    );
    const ratio = (ours.ms - start.ours.ms) / floor.ms;
    const ofTree = (recorded.ours.ms - start.floor.ms) / recorded.floor.ms;
    return [
      {
        name: `states of 250 of 20,000 files (less the start of Node, ${round(start.floor.ms, 0)} ms)`,
        ours_ms: round(recorded.ours.ms),
        floor: 'git add -A --dry-run',
        floor_ms: round(recorded.floor.ms),
        ratio: round(ofTree),
        target: '≤ 2 + start-up',
        met: ofTree <= 2,
        peak: round(recorded.ours.peak ?? 0, 0),
      },
      {
        name: `save, 250 of 20,000 files changed (less start-up ${round(start.ours.ms, 0)} ms)`,
        ours_ms: round(ours.ms),
        floor: 'git add -A --dry-run',
        floor_ms: round(floor.ms),
        ratio: round(ratio),
        target: '≤ 2 + start-up',
        met: ratio <= 2,
        peak: round(ours.peak ?? 0, 0),
      },
    ];
  },
};

/** Of Claude Code, which edited these files. */
const keepLog = (home: string, cwd: string, paths: readonly string[]): void => {
  const log = claudeLog(cwd);
  log.user('add a line to some files');
  for (const path of paths)
    log.tool('Edit', { file_path: join(cwd, path), old_string: 'last\n', new_string: 'last\nmore\n' });
  log.say('Done.');
  log.keep(home);
};
