import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { artifactMessage } from '../../../src/domain/artifact-message.ts';
import { pair } from '../measure.ts';
import { oneArtifact } from '../scripts/one-artifact.ts';

const COUNT = 10_000;
const CONTENTS = [
  'for-each-ref',
  '--format=%(refname) %(objectname) %(contents)',
  'refs/opensession/handoff/artifacts/',
];

/** All artifacts of a repository with very many, beside one for-each-ref with contents and an empty Node's start. */
export const listArtifacts: BenchCase = {
  name: 'list 10,000 artifacts',
  run: async (bench) => {
    const repo = join(bench.dir, 'many');
    execFileSync('git', ['init', '-q', repo]);
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repo, input: await stream(), maxBuffer: 1 << 28 });
    const loose = row(bench, repo, 'loose');
    execFileSync('git', ['pack-refs', '--all'], { cwd: repo });
    return [loose, row(bench, repo, 'packed')];
  },
};

const row = (bench: Bench, repo: string, state: string): BenchRow => {
  const list = ['session', 'handoff', 'artifact', 'list', '--json'];
  const { ours, floor } = pair(
    { argv: [...bench.opensession, ...list], cwd: repo },
    { argv: ['git', ...CONTENTS], cwd: repo },
    { rounds: bench.rounds },
  );
  // the same command where there is nothing to list
  const empty = join(bench.dir, 'none');
  execFileSync('git', ['init', '-q', empty]);
  const start = pair(
    { argv: [...bench.opensession, ...list], cwd: empty },
    { argv: [process.execPath, '-e', '0'] },
    { rounds: bench.rounds },
  );
  const ratio = (ours.ms - start.ours.ms) / floor.ms;
  return {
    name: `list 10,000 artifacts, ${state} (less start-up ${round(start.ours.ms, 0)} ms)`,
    ours_ms: round(ours.ms),
    floor: 'for-each-ref with contents',
    floor_ms: round(floor.ms),
    ratio: round(ratio),
    target: '≤ 2 + start-up',
    met: ratio <= 2,
    peak: round(ours.peak ?? 0, 0),
  };
};

/** Commits as `save` writes them: their messages hold all that a listing shows. */
const stream = async (): Promise<string> => {
  const commands: string[] = ['blob\nmark :1\ndata 2\n{}\n'];
  for (let i = 0; i < COUNT; i++) {
    const id = `artifact-20261122T101112${String(i).padStart(5, '0')}-abcd`;
    const session = `01a202aa-2e67-7753-bc7b-${String(i).padStart(12, '0')}`;
    const log = `~/.codex/sessions/2026/11/22/rollout-2026-11-22T09-50-37-${session}.jsonl`;
    const message = await artifactMessage(oneArtifact(id, session, log));
    commands.push(
      `commit refs/opensession/handoff/artifacts/${id}\ncommitter opensession <cli@opensession.io> 1795342272 +0000\n` +
        `data ${Buffer.byteLength(message)}\n${message}\nM 100644 :1 artifact.json\n`,
    );
  }
  return commands.join('');
};
