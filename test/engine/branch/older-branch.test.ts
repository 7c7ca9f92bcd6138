/** The branch of the older tool, written by hand from its specification: read by us, and written by us as it would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readMeta } from '../../../src/domain/branch/session-meta.ts';
import { sortedJson } from '../../../src/domain/sorted-json.ts';
import { REDACTION_VERSION } from '../../../src/redact/redact-facts.ts';
import { runHere } from '../../support/run-here.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/branch');
const BRANCH = 'refs/heads/opensession/sessions';
const PLACE = 'v1/de/demo-shop-7';
const fixture = (suffix: string): string => readFileSync(join(FIXTURE, `${PLACE}${suffix}`), 'utf8');

/** An orphan commit of one session, as the older tool makes it. */
const olderBranch = (repo: TempRepo): void => {
  const blob = (suffix: string): string => repo.gitWith({ input: fixture(suffix) }, 'hash-object', '-w', '--stdin');
  const tree = (listing: string): string => repo.gitWith({ input: listing }, 'mktree');
  const files = ['.hail.jsonl', '.meta.json'].map((suffix) => `100644 blob ${blob(suffix)}\tdemo-shop-7${suffix}\n`);
  const root = tree(`040000 tree ${tree(`040000 tree ${tree(files.join(''))}\tde\n`)}\tv1\n`);
  const when = { GIT_AUTHOR_DATE: '1772355800 +0000', GIT_COMMITTER_DATE: '1772355800 +0000' };
  const commit = repo.gitWith({ input: 'session: demo-shop-7', env: when }, 'commit-tree', root);
  repo.git('update-ref', BRANCH, commit);
};

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../src/cli/cli-output.schema.json'), 'utf8')),
  'cli',
);

/** What is printed is what the schema says of this name. */
const json = async (repo: TempRepo, name: string, line: string): Promise<unknown> => {
  const run = await runHere([...line.split(' '), '--cwd', repo.dir, '--json'], { env: repo.env });
  expect({ line, code: run.code, stderr: run.stderr }).toEqual({ line, code: 0, stderr: '' });
  const value: unknown = JSON.parse(run.stdout);
  ajv.validate(`cli#/$defs/${name}`, value);
  expect(ajv.errorsText(), line).toBe('No errors');
  return value;
};

test("the older tool's branch is listed, shown, handed off, and pruned by the time of its commits", async () => {
  const repo = tempRepo();
  olderBranch(repo);
  expect(await json(repo, 'session_list_branch', 'session list --branch')).toEqual([
    {
      session_id: 'demo-shop-7',
      agent: 'claude-code',
      model: 'claude-opus-4-6',
      title: 'Round prices to cents',
      created_at: null,
      updated_at: null,
      events: 5,
      path: `${PLACE}.hail.jsonl`,
    },
  ]);
  const shown = await json(repo, 'session_show', 'session show demo --branch');
  expect(shown).toMatchObject({
    from: 'branch',
    prompts: ['Round prices to cents'],
    files: [{ path: 'src/price.ts', action: 'edited' }],
    checks: [{ command: 'npm test' }],
  });
  expect(await json(repo, 'handoff', 'session handoff --from-branch demo-shop-7')).toMatchObject([
    { session_id: 'demo-shop-7', objective: 'Round prices to cents' },
  ]);
  // a number of days is the older tool's own form
  for (const age of ['1', '1d', '0w'])
    expect(await json(repo, 'publish_prune', `publish prune --older-than ${age} --dry-run`)).toMatchObject({
      expired: [{ session_id: 'demo-shop-7', published_at: '2026-03-01T09:03:20.000Z' }],
    });
  expect(await json(repo, 'publish_prune', 'publish prune --older-than 99y --dry-run')).toMatchObject({ expired: [] });
});

test('its file published again is the same file, under the same path, and nothing is added', async () => {
  const repo = tempRepo();
  olderBranch(repo);
  const before = repo.git('rev-parse', BRANCH);
  const published = await json(repo, 'publish_upload', `publish upload ${FIXTURE}/${PLACE}.hail.jsonl --git`);
  expect(published).toMatchObject({ outcome: 'same', path: `${PLACE}.hail.jsonl`, commit: before });
});

test('what we write is what it would write, and more keys in meta.json', async () => {
  const repo = tempRepo();
  await json(repo, 'publish_upload', `publish upload ${FIXTURE}/${PLACE}.hail.jsonl --git`);
  expect(repo.git('ls-tree', '-r', '--format=%(objectmode) %(path)', BRANCH).split('\n')).toEqual([
    `100644 ${PLACE}.hail.jsonl`,
    `100644 ${PLACE}.meta.json`,
  ]);
  expect(repo.git('log', '--format=%an <%ae>|%P|%B', BRANCH).trim()).toBe(
    'opensession <cli@opensession.io>||session: demo-shop-7',
  );
  expect(`${repo.git('show', `${BRANCH}:${PLACE}.hail.jsonl`)}\n`).toBe(fixture('.hail.jsonl'));
  const meta = repo.git('show', `${BRANCH}:${PLACE}.meta.json`);
  const { model, session_id, stats, title, tool, ...ours } = JSON.parse(meta);
  expect(sortedJson({ model, session_id, stats, title, tool }, 2)).toBe(fixture('.meta.json'));
  expect(meta).toBe(sortedJson(JSON.parse(meta), 2));
  expect(Object.keys(ours).sort()).toEqual(['bytes', 'created_at', 'digest', 'redaction', 'schema', 'updated_at']);
  expect(readMeta(meta)).toMatchObject({ updated_at: '2026-03-01T09:02:10Z', redaction: REDACTION_VERSION });
});

test('a session that the branch alone has is found there by what is told', async () => {
  const repo = tempRepo();
  const show = async (...words: readonly string[]) =>
    runHere(['session', 'show', ...words, '--cwd', repo.dir], { env: repo.env });
  expect((await show('demo')).stderr).not.toContain('--branch');
  olderBranch(repo);
  const { code, stderr } = await show('demo');
  expect([code, stderr]).toEqual([3, expect.stringContaining('opensession session show demo --branch')]);
  expect((await show('other')).stderr).not.toContain('--branch');
});
