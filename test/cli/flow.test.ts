/** The commands on recorded sessions of four agents, each document that they print held against its schema. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeScenario } from '../../src/cli/demo/place-scenario.ts';
import type { Relocated } from '../../src/cli/demo/relocate.ts';
import { RECORDED } from '../support/recorded.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';

const SCHEMA = resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json');
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'cli');

/** The document on stdout, which is what the schema says of this name. */
const documentOf = ({ stdout }: CliRun, name: string): unknown => {
  const value: unknown = JSON.parse(stdout);
  const valid = ajv.validate(`cli#/$defs/${name}`, value);
  expect(ajv.errorsText(), `${name}: ${stdout.slice(0, 500)}`).toBe('No errors');
  expect(valid).toBe(true);
  return value;
};

let base = '';
let fixed: Relocated;
let unresolved: Relocated;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-flow-')));
  fixed = await placeScenario(RECORDED, 'fix-add', join(base, 'fixed'));
  unresolved = await placeScenario(RECORDED, 'unresolved', join(base, 'unresolved'));
});

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

const inPlace = (place: Relocated, argv: readonly string[], terminal = false): Promise<CliRun> =>
  runHere([...argv, '--cwd', place.repo], { terminal, env: { HOME: place.home, PATH: process.env['PATH'] } });

const here = (...argv: readonly string[]): Promise<CliRun> => inPlace(fixed, argv);

const sessionIds = ({ stdout }: CliRun): readonly string[] =>
  (JSON.parse(stdout) as { readonly session_id: string }[]).map(({ session_id }) => session_id);

describe('session list', () => {
  test('tells the sessions of all agents, newest first', async () => {
    const run = await here('session', 'list', '--json');
    expect(documentOf(run, 'session_list')).toMatchObject([
      { agent: 'opencode', in_repository: true },
      { agent: 'gemini', in_repository: true },
      { agent: 'codex', in_repository: true },
      { agent: 'claude-code', in_repository: true },
    ]);
  });

  test('elsewhere it tells none, and all with --all', async () => {
    const args = ['session', 'list', '--json', '--cwd', unresolved.repo];
    const env = { HOME: fixed.home, PATH: process.env['PATH'] };
    expect(documentOf(await runHere(args, { env }), 'session_list')).toEqual([]);
    expect(documentOf(await runHere([...args, '--all', '--limit', '3'], { env }), 'session_list')).toHaveLength(3);
  });

  test('is a table on a terminal', async () => {
    const { stdout } = await inPlace(fixed, ['session', 'list', '--agent', 'codex'], true);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stdout).toMatch(/^UPDATED \(UTC\) +AGENT +SESSION +TITLE\n2026-11-22 09:49 +codex +01a202a9-8331 +The add /);
  });
});

describe('session list --agents', () => {
  test('tells of each agent where it was looked for, how many sessions there are and how well they are understood', async () => {
    const run = await here('session', 'list', '--agents', '--json');
    const agents = documentOf(run, 'session_agents') as readonly { readonly agent: string }[];
    expect(agents.find(({ agent }) => agent === 'codex')).toMatchObject({
      roots: [{ state: 'found' }, { state: 'absent' }],
      sessions: 1,
      newest: expect.stringMatching(/^2026-11-22T09:49/),
      sessions_read: 1,
      unreadable: 0,
      coverage: 1,
      versions: [expect.stringMatching(/^0\.\d+/)],
      unknown: [],
    });
    expect(agents.find(({ agent }) => agent === 'pi')).toMatchObject({ sessions: 0, newest: null, coverage: null });
  });

  test('is a table on a terminal', async () => {
    const { stdout } = await inPlace(fixed, ['session', 'list', '--agents', '--agent', 'codex'], true);
    expect(stdout).toMatch(/^AGENT +SESSIONS +NEWEST.*\ncodex +1 +2026-11-22 09:49 +100\.0 % \(1 read\) +0\./);
  });
});

describe('which sessions a handoff is about', () => {
  const newest = ['opencode', 'gemini', 'codex', 'claude-code'];
  const toolsOf = (run: CliRun): readonly string[] =>
    (documentOf(run, 'handoff') as { readonly tool: string }[]).map(({ tool }) => tool);

  test.each([
    ['nothing said', [], newest.slice(0, 1)],
    ['--last', ['--last'], newest.slice(0, 1)],
    ['-l', ['-l'], newest.slice(0, 1)],
    ['--last 3', ['--last', '3'], newest.slice(0, 3)],
    ['--last=3', ['--last=3'], newest.slice(0, 3)],
    ['-l 3', ['-l', '3'], newest.slice(0, 3)],
    ['--last HEAD~4', ['--last', 'HEAD~4'], newest],
    ['--last=HEAD~4', ['--last=HEAD~4'], newest],
    ['more than there are', ['--last', '99'], newest],
    ['--claude', ['--claude', 'HEAD'], ['claude-code']],
    ['--tool with a name', ['--tool', 'codex HEAD'], ['codex']],
    ['--tool, the older name', ['--tool', 'claude HEAD'], ['claude-code']],
    ['--tool without a name', ['--tool', 'HEAD~1'], ['gemini']],
    ['the beginning of an id', ['--tool', 'ses_dfd'], ['opencode']],
    [
      'inputs add up, each session once',
      ['--last', '2', '--gemini', 'HEAD', '--codex', 'HEAD'],
      ['codex', 'gemini', 'opencode'],
    ],
  ])('%s', async (_, inputs, tools) => {
    const run = await here('session', 'handoff', ...inputs);
    expect(run.code).toBe(0);
    if (inputs.length > 3) expect(new Set(toolsOf(run))).toEqual(new Set(tools));
    else expect(toolsOf(run)).toEqual(tools);
  });

  test('a file', async () => {
    const [{ path } = { path: '' }] = JSON.parse((await here('session', 'list', '--agent', 'codex')).stdout);
    expect(sessionIds(await here('session', 'handoff', path, '--codex', 'HEAD'))).toHaveLength(1);
  });
});

const PROGRESS = new RegExp(String.raw`\r\u001b\[K(?:reading the logs[^\r]*)?`, 'g');

describe('formats', () => {
  test('Markdown on a terminal, JSON otherwise, and nothing on stderr', async () => {
    const shown = await inPlace(fixed, ['session', 'handoff'], true);
    expect(shown.stdout).toMatch(/^# /);
    expect(shown.stderr).toBe('');
    expect(sessionIds(await here('session', 'handoff'))).toHaveLength(1);
  });

  test('of a page longer than the terminal, what is asked first stands below it, and in no copy of it', async () => {
    const on = async (rows: number, ...argv: readonly string[]): Promise<CliRun> => {
      const run = await runHere(['session', 'handoff', ...argv, '--cwd', fixed.repo], {
        terminal: true,
        rows,
        env: { HOME: fixed.home, PATH: process.env['PATH'] },
      });
      // a busy machine shows how far it is
      return { ...run, stderr: run.stderr.replaceAll(PROGRESS, '') };
    };
    const long = await on(24);
    expect(long.stderr).toMatch(/^-{72}\n\nAsked: .+\n\nChanged: .+\n\nNext: .+\n$/);
    expect(long.stdout).toBe((await on(500)).stdout);
    for (const argv of [['--format', 'markdown'], ['--quiet'], ['--last', '2']])
      expect((await on(24, ...argv)).stderr).toBe('');
    expect((await on(500)).stderr).toBe('');
  });

  test.each(['json', 'jsonl', 'stream', 'markdown', 'text', 'hail'])('%s', async (format) => {
    const run = await here('session', 'handoff', '--last', '2', '--format', format);
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(run.stdout.length).toBeGreaterThan(100);
    if (format === 'jsonl' || format === 'stream')
      expect(
        run.stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toHaveLength(2);
  });

  test('--merged is one object', async () => {
    const run = await here('session', 'handoff', '--last', '4', '--merged');
    expect(documentOf(run, 'merged')).toMatchObject({ session_ids: expect.arrayContaining([expect.any(String)]) });
  });

  test('--json is no other format', async () => {
    const run = await here('session', 'handoff', '--json', '--format', 'markdown');
    expect(run.code).toBe(2);
    expect(documentOf(run, 'error')).toMatchObject({ error: { code: 'usage' } });
  });

  test('--output writes a file and nothing to stdout; --dry-run not even that', async () => {
    const path = join(base, 'written.json');
    const dry = await here('session', 'handoff', '--output', path, '--dry-run', '--json');
    expect(documentOf(dry, 'written')).toMatchObject({ path, written: false });
    expect(existsSync(path)).toBe(false);
    const run = await here('session', 'handoff', '--output', path);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 0, stdout: '' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(1);
  });
});

describe('validation', () => {
  test('--strict passes where no finding is an error', async () => {
    const run = await here('session', 'handoff', '--last', '4', '--strict');
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^Handoff validation: 4\/4 passed$/m);
    expect(documentOf(run, 'handoff')).toHaveLength(4);
  });

  test('--strict fails where one is, prints no handoff, and says why', async () => {
    const run = await inPlace(unresolved, ['session', 'handoff', '--last', '4', '--strict']);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/^Handoff validation: 0\/4 passed$/m);
    expect(run.stderr).toMatch(/\[error\] verification_unresolved: /);
    const line = run.stderr.split('\n').find((each) => each.startsWith('{')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ type: 'handoff_validation', version: '0.1', reports: { length: 4 } });
  });

  test('as JSON the reports stand beside the error', async () => {
    const run = await inPlace(unresolved, ['session', 'handoff', '--strict', '--json']);
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 1, stderr: '' });
    expect(documentOf(run, 'error')).toMatchObject({ error: { code: 'strict_failed' }, reports: [{ passed: false }] });
  });

  test('--validate goes on', async () => {
    const run = await inPlace(unresolved, ['session', 'handoff', '--validate']);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('0/1 passed');
    expect(documentOf(run, 'handoff')).toMatchObject([{ validation: { passed: false } }]);
  });
});

describe('artifacts', () => {
  test('their whole life', async () => {
    const dry = documentOf(
      await here('session', 'handoff', 'save', '--last', '2', '--artifact-id', 'life', '--dry-run'),
      'artifact_save',
    );
    expect(dry).toMatchObject({ commit: null, changed: false });
    expect(documentOf(await here('session', 'handoff', 'artifact', 'list'), 'artifact_list')).toEqual([]);

    const saved = documentOf(
      await here('session', 'handoff', 'save', '--last', '2', '--artifact-id', 'life'),
      'artifact_save',
    );
    expect(saved).toMatchObject({ artifact_id: 'life', source_count: 2, stale: false, changed: true });
    const again = documentOf(
      await here('session', 'handoff', 'save', '--last', '2', '--artifact-id', 'life'),
      'artifact_save',
    );
    expect(again).toMatchObject({ changed: false });

    const listed = documentOf(await here('session', 'handoff', 'artifact', 'list'), 'artifact_list');
    expect(listed).toMatchObject([{ artifact_id: 'life', source_count: 2, stale: false, payload_format: 'json' }]);
    const shown = documentOf(await here('session', 'handoff', 'artifact', 'show', 'life'), 'artifact_show');
    expect(shown).toMatchObject({
      artifact: { artifact_id: 'life', payload: { length: 2 } },
      stale: false,
      stale_reasons: [],
    });

    const refreshed = documentOf(await here('session', 'handoff', 'artifact', 'refresh', 'life'), 'artifact_refresh');
    expect(refreshed).toMatchObject({ refreshed: false, stale: false });

    const path = join(base, 'HANDOFF.md');
    const rendered = await here('session', 'handoff', 'artifact', 'render-md', 'life', '--output', path);
    expect({ code: rendered.code, stdout: rendered.stdout }).toEqual({ code: 0, stdout: '' });
    expect(rendered.stderr).toContain(`Rendered ${path}`);
    expect(readFileSync(path, 'utf8')).toMatch(/^# /);
    documentOf(
      await here('session', 'handoff', 'artifact', 'render-md', 'life', '--dry-run', '--json'),
      'artifact_render',
    );

    documentOf(await here('session', 'handoff', 'artifact', 'rm', 'life', '--dry-run'), 'artifact_rm');
    expect(documentOf(await here('session', 'handoff', 'artifact', 'rm', 'life'), 'artifact_rm')).toMatchObject({
      removed: true,
    });
    const gone = await here('session', 'handoff', 'artifact', 'show', 'life', '--json');
    expect(gone.code).toBe(3);
    expect(documentOf(gone, 'error')).toMatchObject({ error: { code: 'artifact_not_found' } });
  });

  test('what was removed comes back with the command that is told', async () => {
    await here('session', 'handoff', 'save', '--codex', 'HEAD', '--artifact-id', 'back');
    const { stderr } = await inPlace(fixed, ['session', 'handoff', 'artifact', 'rm', 'back'], true);
    const told = /opensession (session handoff artifact restore back)$/m.exec(stderr)?.[1] ?? '';
    expect((await here(...told.split(' '), '--dry-run')).code).toBe(0);
    expect(documentOf(await here(...told.split(' ')), 'artifact_restore')).toMatchObject({ restored: true });
    expect((await here('session', 'handoff', 'artifact', 'show', 'back')).code).toBe(0);
    await here('session', 'handoff', 'artifact', 'rm', 'back');
  });

  test('one is archived, counted, shown, and pruned', async () => {
    const artifact = (...words: string[]) => here('session', 'handoff', 'artifact', ...words);
    await here('session', 'handoff', 'save', '--codex', 'HEAD', '--artifact-id', 'shelf');
    const dry = documentOf(await artifact('archive', 'shelf', '--force', '--dry-run'), 'artifact_archive');
    expect(dry).toMatchObject({ archived: 1, dry_run: true });
    const archived = documentOf(await artifact('archive', 'shelf', '--force'), 'artifact_archive');
    expect(archived).toMatchObject({ archived: 1, artifacts: [{ artifact_id: 'shelf', reason: 'named' }] });
    const live = await artifact('list');
    expect(documentOf(live, 'artifact_list')).toEqual([]);
    expect(live.stderr).toContain('1 more in the archive');
    expect(documentOf(await artifact('list', '--archived'), 'artifact_list')).toMatchObject([{ archived: true }]);
    expect(documentOf(await artifact('show', 'shelf'), 'artifact_show')).toMatchObject({ archived: true });
    await artifact('restore', 'shelf');
    for (const what of ['list', 'verify']) expect((await artifact(what)).stderr).not.toContain('archive');
    await artifact('rm', 'shelf');
    expect((await artifact('verify')).stderr).toContain('not verified, as archived: 1 more');
    expect((await artifact('archive')).code).toBe(2);
    expect((await artifact('archive', '--older-than', 'soon')).code).toBe(2);
    expect(documentOf(await artifact('prune', 'shelf', '--dry-run'), 'artifact_prune')).toMatchObject({
      pruned: false,
    });
    expect(documentOf(await artifact('prune', 'shelf'), 'artifact_prune')).toMatchObject({ pruned: true });
    expect((await artifact('show', 'shelf')).code).toBe(3);
  });
});

test.each(['../../HEAD', 'refs/heads/main', 'a.lock', ''])('%j is no id of an artifact', async (id) => {
  const run = await here('session', 'handoff', 'artifact', 'show', id, '--json');
  expect(run.code).toBe(2);
  expect(documentOf(run, 'error')).toMatchObject({ error: { code: 'invalid_artifact_id' } });
});

describe('parse', () => {
  test('prints HAIL lines, and the same as one document', async () => {
    const [{ path } = { path: '' }] = JSON.parse((await here('session', 'list', '--agent', 'gemini')).stdout);
    const lines = (await here('parse', path)).stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(documentOf(await here('parse', path, '--json'), 'parse')).toEqual(lines.map((line) => JSON.parse(line)));
  });
});

test('--version as a document', async () => {
  documentOf(await runHere(['--version', '--json']), 'version');
});
