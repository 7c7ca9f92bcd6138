import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { type Pair, pair, timed } from '../measure.ts';
import { FILES, keyOf, makeArtifacts } from '../scripts/make-artifacts.ts';

const ARCHIVE = 'refs/opensession/handoff/archive';
const LIVE = 'refs/opensession/handoff/artifacts/';
const FEW = 2000;
const MANY = 10_000;

/** Archiving, looking up a key in a large archive, and what a clone must fetch for that. */
export const archiveArtifacts: BenchCase = {
  name: 'archive artifacts',
  run: (bench) => {
    const scripts = ['archive-all', 'find-key'].map((name) => join(import.meta.dirname, '../scripts', `${name}.ts`));
    const outExtension = { '.js': '.mjs' };
    buildSync({ entryPoints: scripts, outdir: bench.dir, bundle: true, platform: 'node', format: 'esm', outExtension });
    const live = join(bench.dir, 'live');
    makeArtifacts(live, MANY);
    const archived = join(bench.dir, 'archived');
    cpSync(live, archived, { recursive: true });
    const { ms, peak } = timed({ argv: [process.execPath, join(bench.dir, 'archive-all.mjs'), archived] });
    const all = `archive ${MANY} in one go: ${round(ms / 1000, 1)} s, ${round(peak ?? 0, 0)} MiB`;
    return [archiveFew(bench), lookUp(bench, { archived, live, all }), fetchOne(bench, { archived, live })];
  },
};

const rowOf = (name: string, of: { measured: Pair; floor: string; limit: number }): BenchRow => ({
  name,
  ours_ms: round(of.measured.ours.ms),
  floor: of.floor,
  floor_ms: round(of.measured.floor.ms),
  ratio: round(of.measured.ratio),
  target: `≤ ${of.limit}`,
  met: of.measured.ratio <= of.limit,
  peak: of.measured.ours.peak === null ? null : round(of.measured.ours.peak, 0),
});

const archiveFew = (bench: Bench): BenchRow => {
  const made = join(bench.dir, 'few');
  const work = join(bench.dir, 'few-work');
  makeArtifacts(made, FEW);
  const before = (): void => {
    rmSync(work, { recursive: true, force: true });
    cpSync(made, work, { recursive: true });
  };
  before();
  const ours = [process.execPath, join(bench.dir, 'archive-all.mjs'), work] as const;
  timed({ argv: [...ours] });
  const [stream, deletes] = [join(bench.dir, 'stream'), join(bench.dir, 'deletes')];
  writeFileSync(stream, streamOf(work));
  const refs = execFileSync('git', ['for-each-ref', '--format=delete %(refname)', LIVE], { cwd: made });
  writeFileSync(deletes, refs);
  const floor = `git -c core.fsync=committed fast-import --quiet < ${stream} && git -c core.fsync=committed update-ref --stdin < ${deletes}`;
  const measured = pair(
    { argv: [...ours] },
    { argv: ['sh', '-c', floor], cwd: work },
    { rounds: Math.max(3, Math.floor(bench.rounds / 3)), before },
  );
  return rowOf(`archive ${FEW} of ${FILES} files`, {
    measured,
    floor: 'fast-import of the same tree, update-ref',
    limit: 2,
  });
};

/** The archive's tree as a stream, folders of versions by their ids. */
const streamOf = (repo: string): Buffer => {
  const list = execFileSync('git', ['ls-tree', '-r', '-t', ARCHIVE], {
    cwd: repo,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const entries = list
    .trim()
    .split('\n')
    .map((line) => /^\d+ (\w+) (\w+)\t(.*)$/.exec(line) ?? []);
  const parts = [Buffer.from(`commit ${ARCHIVE}\ncommitter bench <b@x> 1795342272 +0000\ndata 2\nx\n`)];
  const blobs = entries.filter(([, type, , path = '']) => type === 'blob' && !path.includes('/files/'));
  const input = blobs.map(([, , id]) => `${id}\n`).join('');
  const contents = execFileSync('git', ['cat-file', '--batch'], { cwd: repo, input, maxBuffer: 1 << 28 });
  let at = 0;
  for (const [, , , path] of blobs) {
    const end = contents.indexOf(0x0a, at);
    const size = Number(contents.toString('latin1', at, end).split(' ')[2]);
    parts.push(Buffer.from(`M 100644 inline ${path}\ndata ${size}\n`), contents.subarray(end + 1, end + 2 + size));
    at = end + 2 + size;
  }
  for (const [, type, id, path = ''] of entries)
    if (type === 'tree' && path.endsWith('/files')) parts.push(Buffer.from(`M 040000 ${id} ${path}\n`));
  return Buffer.concat(parts);
};

interface Repos {
  readonly archived: string;
  readonly live: string;
}

const lookUp = (bench: Bench, { archived, live, all }: Repos & { readonly all: string }): BenchRow => {
  const measured = pair(
    { argv: [process.execPath, join(bench.dir, 'find-key.mjs'), archived, keyOf(7, 7)] },
    { argv: [process.execPath, join(bench.dir, 'find-key.mjs'), live, keyOf(7, 7)] },
    { rounds: bench.rounds },
  );
  return rowOf(`a key among ${MANY} archived (${all})`, { measured, floor: `among ${MANY} live`, limit: 1 });
};

const fetchOne = (bench: Bench, { archived, live }: Repos): BenchRow => {
  const clone = join(bench.dir, 'clone');
  const before = (): void => {
    rmSync(clone, { recursive: true, force: true });
    execFileSync('git', ['init', '-q', '--bare', clone]);
  };
  for (const repo of [archived, live]) execFileSync('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: repo });
  const fetch = (repo: string, filter: string, refspec: string) =>
    ['git', '-C', clone, 'fetch', '-q', '--depth=1', `--filter=${filter}`, `file://${repo}`, refspec] as const;
  const bytes = (filter: string): number => {
    before();
    timed({ argv: [...fetch(archived, filter, ARCHIVE)] });
    return bytesBelow(join(clone, 'objects/pack'));
  };
  const [whole, index] = [bytes('blob:none'), bytes('tree:3')].map((size) => round(size / 1e6, 1));
  const tips = join(bench.dir, 'tips');
  writeFileSync(tips, execFileSync('git', ['for-each-ref', '--format=%(objectname)', LIVE], { cwd: live }));
  const measured = pair(
    { argv: [...fetch(archived, 'tree:3', ARCHIVE)] },
    {
      argv: [
        'sh',
        '-c',
        `git -C ${clone} fetch -q --filter=tree:0 --no-write-fetch-head --stdin file://${live} < ${tips}`,
      ],
    },
    { rounds: Math.max(3, Math.floor(bench.rounds / 3)), before },
  );
  const name = `fetch the index of ${MANY} archived, ${index} MB (blob:none ${whole} MB; archive ${round(bytesBelow(join(archived, '.git/objects/pack')) / 1e6, 1)} MB)`;
  return rowOf(name, { measured, floor: `commits of ${MANY} live`, limit: 1 });
};

const bytesBelow = (dir: string): number =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.pack'))
    .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
