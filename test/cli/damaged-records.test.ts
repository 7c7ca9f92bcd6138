/** Records that cannot be read, in a folder in which nothing can be written: what can be read is read. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../src/domain/refs.ts';
import { type Clone, GRAVEYARD, PREFIX, origin } from '../support/clones.ts';
import { claudeLog } from '../support/claude-log.ts';
import { MAIN } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';

const damage = (clone: Clone, ref: string): void => {
  const id = clone.git('rev-parse', ref);
  const file = join(clone.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  writeFileSync(file, 'garbage');
};

/** Root may write everywhere: unless it gives that right away. */
const UNPRIVILEGED =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search']
    : [];
const cannotForbid = spawnSync('env', [...UNPRIVILEGED, 'true']).status !== 0;

const scene = async () => {
  const remote = origin();
  const clone = await remote.clone();
  for (const id of ['gone', 'archived', 'live']) await clone.save(id, 'a');
  const log = claudeLog(clone.dir);
  log.user('Fix the sum');
  log.say('Done.');
  const kept = log.keep(remote.home);
  for (const argv of [
    ['publish', 'upload', kept, '--git'],
    ['session', 'handoff', 'save', kept, '--artifact-id', 'whole'],
  ])
    expect((await runHere([...argv, '--cwd', clone.dir], { env: clone.env })).code).toBe(0);
  await clone.store.remove(toArtifactId('gone'), clone.git('rev-parse', `${PREFIX}gone`));
  const archived = { id: toArtifactId('archived'), commit: clone.git('rev-parse', `${PREFIX}archived`) };
  await clone.store.archive.fold([archived]);
  for (const ref of [GRAVEYARD, ARCHIVE_REF]) damage(clone, ref);
  return clone;
};

const forbid = (dir: string, mode: number): void => {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), mode);
  chmodSync(dir, mode);
};

const LIST = ['session', 'handoff', 'artifact', 'list'];

test.skipIf(process.platform === 'win32' || cannotForbid)(
  'listings list what can be read, and say what cannot',
  async () => {
    const clone = await scene();
    const run = (...argv: string[]) => {
      const command = [...UNPRIVILEGED, process.execPath, MAIN, ...argv, '--json'];
      const ran = spawnSync('env', command, { cwd: clone.dir, env: clone.env, encoding: 'utf8' });
      return { code: ran.status, value: JSON.parse(ran.stdout) as unknown, said: ran.stderr };
    };
    forbid(join(clone.dir, '.git'), 0o555);
    try {
      const live = ['live', 'whole'].map((artifact_id) => ({ artifact_id, problem: null }));
      expect(run(...LIST)).toMatchObject({ code: 0, value: live, said: expect.stringContaining('archive') as string });
      const all = run(...LIST, '--all');
      expect(all).toMatchObject({ code: 7, value: live, said: expect.stringContaining('artifact_corrupt') as string });
      expect(run(...LIST, '--archived')).toMatchObject({ code: 7, value: { error: { code: 'artifact_corrupt' } } });
      expect(run('session', 'list', '--branch')).toMatchObject({
        code: 0,
        value: [{ agent: 'claude-code' }],
        said: '',
      });
      expect(run('export', join(clone.dir, 'all.tar'))).toMatchObject({
        code: 1,
        value: { artifacts: 1, sessions: 1, left_out: [{ artifact_id: ARCHIVE_REF }, { artifact_id: 'live' }] },
      });
      expect(run('session', 'handoff', 'artifact', 'show', 'live')).toMatchObject({ code: 0 });
      const mended = run('doctor', '--fix');
      expect(mended).toMatchObject({ code: 1 });
      expect(JSON.stringify(mended.value)).toContain('"done":false');
      expect(JSON.stringify(mended.value)).not.toContain('"done":true');
    } finally {
      forbid(join(clone.dir, '.git'), 0o755);
    }
  },
);
