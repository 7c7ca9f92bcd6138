import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type BenchCase, round } from '../bench-case.ts';
import { artifactText, withDigest } from '../../../src/domain/artifact-json.ts';
import { pair } from '../measure.ts';
import { oneArtifact } from '../scripts/one-artifact.ts';

const COUNT = 200;
const PREFIX = 'refs/opensession/handoff/artifacts/';
const PUSH = ['session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--allow-remote', '--json'];

/** 200 artifacts to a bare remote beside one plain push of the same refs; each round to a remote that has none of them. */
export const pushArtifacts: BenchCase = {
  name: 'push 200 artifacts',
  run: async (bench) => {
    const { dir, ours, plain } = await prepare(bench);
    const remotes = [ours, plain];
    const pushed = pair(
      { argv: [...bench.opensession, ...PUSH], cwd: join(dir, 'work') },
      { argv: ['git', 'push', '-q', `file://${plain}`, `${PREFIX}*:${PREFIX}*`], cwd: join(dir, 'work') },
      { rounds: bench.rounds, before: () => remotes.forEach(empty) },
    );
    const start = pair(
      { argv: [...bench.opensession, 'session', 'handoff', 'artifact', 'list', '--json'], cwd: join(dir, 'none') },
      { argv: [process.execPath, '-e', '0'] },
      { rounds: bench.rounds },
    );
    const ratio = (pushed.ours.ms - start.ours.ms) / pushed.floor.ms;
    return [
      {
        name: `push ${COUNT} artifacts (less start-up ${round(start.ours.ms, 0)} ms)`,
        ours_ms: round(pushed.ours.ms),
        floor: 'git push of the same refs',
        floor_ms: round(pushed.floor.ms),
        ratio: round(ratio),
        target: '≤ 1.2 + start-up',
        met: ratio <= 1.2,
        peak: round(pushed.ours.peak ?? 0, 0),
      },
    ];
  },
};

/** As it was made. */
const empty = (remote: string): void => {
  rmSync(remote, { recursive: true, force: true });
  execFileSync('git', ['init', '-q', '--bare', remote]);
};

const prepare = async (
  bench: Bench,
): Promise<{ readonly dir: string; readonly ours: string; readonly plain: string }> => {
  const dir = join(bench.dir, 'push');
  rmSync(dir, { recursive: true, force: true });
  const git = (cwd: string, args: readonly string[], input = ''): void =>
    void execFileSync('git', args, { cwd, input, maxBuffer: 1 << 28 });
  for (const name of ['work', 'none']) {
    mkdirSync(join(dir, name), { recursive: true });
    git(join(dir, name), ['init', '-q']);
  }
  const work = join(dir, 'work');
  git(work, ['remote', 'add', 'origin', `file://${join(dir, 'ours.git')}`]);
  git(work, ['fast-import', '--quiet'], await stream());
  return { dir, ours: join(dir, 'ours.git'), plain: join(dir, 'plain.git') };
};

/** Artifacts of 8 KiB each, no two the same. */
const stream = async (): Promise<string> => {
  const commands: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    const id = `artifact-${String(index).padStart(4, '0')}`;
    const body = Array.from({ length: 400 }, (_, at) => `${index * 7919 + at * 104_729}`).join('/');
    const blob = artifactText(await withDigest(oneArtifact(id, `session-${index}`, body)));
    const message = `handoff-artifact: ${id}\n`;
    commands.push(
      `commit ${PREFIX}${id}\ncommitter opensession <cli@opensession.io> 1795342272 +0000\n` +
        `data ${message.length}\n${message}\nM 100644 inline artifact.json\ndata ${Buffer.byteLength(blob)}\n${blob}\n`,
    );
  }
  return commands.join('');
};
