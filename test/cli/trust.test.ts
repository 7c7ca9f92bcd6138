/** verify, diff and doctor as they are called: documents, exit statuses, plans. */
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { CliRun } from '../support/run-cli.ts';
import { ARTIFACT, PREFIX, fails, scene } from '../support/scene.ts';

const ajv = new Ajv2020({ strict: false });
const SCHEMA = resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json');
ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'cli');

const documentOf = (run: CliRun, name: string): unknown => {
  const value: unknown = JSON.parse(run.stdout);
  ajv.validate(`cli#/$defs/${name}`, value);
  expect(ajv.errorsText(), run.stdout.slice(0, 500)).toBe('No errors');
  return value;
};

const save = ['session', 'handoff', 'save', '--last', '--artifact-id'];

test('verify: 0 fine, 1 findings, 7 broken; usage and not found are errors', async () => {
  const place = scene();
  expect(documentOf(await place.run(...ARTIFACT, 'verify', '--json'), 'artifact_verify')).toEqual([]);
  await place.run(...save, 'one');
  const fine = await place.run(...ARTIFACT, 'verify', 'one', '--json');
  expect(fine.code).toBe(0);
  expect(documentOf(fine, 'artifact_verify')).toMatchObject([{ verdict: 'fine', signature: { state: 'unsigned' } }]);
  place.log.say('More.');
  place.keep();
  const stale = await place.run(...ARTIFACT, 'verify', '--all', '--json');
  expect(stale.code).toBe(1);
  expect(documentOf(stale, 'artifact_verify')).toMatchObject([{ verdict: 'findings', freshness: 'stale' }]);
  place.repo.git('update-ref', `${PREFIX}bad`, 'HEAD');
  const broken = await place.run(...ARTIFACT, 'verify', '--json');
  expect(broken.code).toBe(7);
  expect(documentOf(broken, 'artifact_verify')).toMatchObject([{ artifact_id: 'bad' }, { artifact_id: 'one' }]);
  await fails(place, [...ARTIFACT, 'verify', 'none'], [3, 'artifact_not_found']);
  await fails(place, [...ARTIFACT, 'verify', 'one', '--all'], [2, 'usage']);
});

test('diff of what the last save changed', async () => {
  const place = scene();
  await place.run(...save, 'one');
  await fails(place, [...ARTIFACT, 'diff', 'one'], [3, 'artifact_not_found']);
  place.log.user('Which sum do you mean?');
  place.keep();
  await place.run(...save, 'one');
  const diff = await place.run(...ARTIFACT, 'diff', 'one', '--json');
  expect(diff.code).toBe(0);
  expect(documentOf(diff, 'artifact_diff')).toMatchObject({ from: { artifact_id: 'one' }, to: { artifact_id: 'one' } });
  expect(JSON.parse(diff.stdout).changes).not.toEqual([]);
});

test('doctor tells the plan, does nothing on a dry run, and mends', async () => {
  const place = scene();
  const env = { TMPDIR: join(place.repo.base, 'tmp') };
  const lock = join(place.repo.dir, '.git', `${PREFIX}one.lock`);
  mkdirSync(join(lock, '..'), { recursive: true });
  writeFileSync(lock, '');
  utimesSync(lock, 1, 1);
  const dry = await place.runWith(env, 'doctor', '--fix', '--dry-run', '--json');
  expect(dry.code).toBe(1);
  expect(documentOf(dry, 'doctor')).toMatchObject({ open: 1 });
  expect(existsSync(lock)).toBe(true);
  const mended = await place.runWith(env, 'doctor', '--fix', '--json');
  expect(mended.code).toBe(0);
  expect(documentOf(mended, 'doctor')).toMatchObject({ open: 0 });
  expect(existsSync(lock)).toBe(false);
});
