/** What cannot be read hides nothing else, and is named: one log, store or folder of one agent is no reason to be silent. */
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SESSION } from '../support/claude-log.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { failed, POSIX, type Scene, scene } from '../support/scene.ts';
import { OBEYS, wrapped } from '../support/wrapped.ts';
import { buildIde } from '../agents/cursor/build-store.ts';
import { makeStore } from '../agents/opencode/build-store.ts';

const OTHER = SESSION.replace('1', '2');

const STORES = [
  ['opencode', '.local/share/opencode/opencode.db'],
  ['goose', '.local/share/goose/sessions/sessions.db'],
  ['cursor', '.config/Cursor/User/globalStorage/state.vscdb'],
] as const;

/** A good database that was cut off: its first page alone. */
const torn = (place: Scene): Buffer => {
  const path = makeStore(join(place.repo.base, 'whole.db')).session({ id: 'ses_1' }).close();
  return readFileSync(path).subarray(0, 4096);
};

const DAMAGES: readonly (readonly [name: string, bytes: (place: Scene) => Buffer])[] = [
  ['garbage', () => Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 251))],
  ['torn', torn],
  ['a header and nothing behind it', () => Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9000, 7)])],
];

const put = (place: Scene, name: string, bytes: Buffer | string): string => {
  const path = join(place.repo.home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
};

const close = (path: string): void => {
  chmodSync(path, 0);
  onTestFinished(() => {
    chmodSync(path, 0o700);
  });
};

/** As somebody whom file modes hold. */
const obeying = (place: Scene, ...argv: string[]): Promise<CliRun> => {
  const node = wrapped(join(place.repo.base, 'bin'), 'node', { before: OBEYS, program: process.execPath });
  return runCli(argv, { home: place.repo.home, cwd: place.repo.dir, node });
};

interface Survey {
  readonly agent: string;
  readonly sessions: number;
  readonly unreadable: number;
  readonly unread: readonly { readonly path: string; readonly code: string }[];
}

const surveyOf = ({ stdout }: CliRun, agent: string): Survey | undefined =>
  (JSON.parse(stdout) as readonly Survey[]).find((one) => one.agent === agent);

const agentsIn = ({ stdout }: CliRun): readonly string[] =>
  (JSON.parse(stdout) as readonly { readonly agent: string }[]).map(({ agent }) => agent);

describe.each(STORES)('the store of %s', (agent, file) => {
  test.skipIf(!POSIX).each(['closed', 'a link to one that is closed'])('%s', async (how) => {
    const place = scene();
    const path = put(place, how === 'closed' ? file : 'elsewhere.db', torn(place));
    if (how !== 'closed') {
      mkdirSync(dirname(join(place.repo.home, file)), { recursive: true });
      symlinkSync(path, join(place.repo.home, file));
    }
    close(path);
    const list = await obeying(place, 'session', 'list', '--json');
    expect(list.code).toBe(0);
    expect(agentsIn(list)).toEqual(['claude-code']);
    // a link that leads out of the agent's folder is left alone, and named
    expect(list.stderr).toContain(how === 'closed' ? path : join(place.repo.home, file));
    if (how !== 'closed') return;
    const survey = await obeying(place, 'session', 'list', '--agents', '--json');
    expect(surveyOf(survey, agent)).toMatchObject({
      sessions: 0,
      unreadable: 1,
      unread: [{ path, code: 'not_readable' }],
    });
    const last = await obeying(place, 'session', 'handoff', '--last');
    expect({ code: last.code, told: last.stderr.includes(path) }).toEqual({ code: 0, told: true });
    expect(await obeying(place, 'session', 'handoff', '--claude', '11111111')).toMatchObject({
      code: 0,
      stderr: '',
    });
    failed(await obeying(place, 'session', 'handoff', '--tool', `${agent} HEAD`, '--json'), 3, 'not_readable');
  });

  test.each(DAMAGES)('%s', async (_, bytes) => {
    const place = scene();
    const path = put(place, file, bytes(place));
    const list = await place.run('session', 'list', '--json');
    expect(agentsIn(list)).toEqual(['claude-code']);
    expect(list.stderr).toContain(path);
    const survey = await place.run('session', 'list', '--agents', '--json');
    expect(surveyOf(survey, agent)).toMatchObject({
      sessions: 0,
      unreadable: 1,
      unread: [{ path, code: 'log_broken' }],
    });
    failed(await place.run('session', 'handoff', '--tool', `${agent} HEAD`, '--json'), 7, 'log_broken');
  });

  test('one without a byte is a database without tables', async () => {
    const place = scene();
    put(place, file, '');
    expect(await place.run('session', 'list', '--json')).toMatchObject({ code: 0, stderr: '' });
  });
});

test.skipIf(!POSIX)(
  'a folder and a log that links lead out of the agent’s own are not read, and each is named once',
  async () => {
    const place = scene();
    const moved = join(place.repo.base, 'moved');
    mkdirSync(moved);
    for (const name of ['a', 'b']) writeFileSync(join(moved, `${name}.jsonl`), place.log.text());
    const projects = join(place.repo.home, '.claude/projects');
    symlinkSync(moved, join(projects, 'away'));
    symlinkSync(join(moved, 'a.jsonl'), join(projects, 'c.jsonl'));
    mkdirSync(join(projects, 'p'));
    symlinkSync(join(moved, 'a.jsonl'), join(projects, 'p/c.jsonl'));
    const list = await place.run('session', 'list', '--json');
    expect(agentsIn(list)).toEqual(['claude-code']);
    const told = ['away', 'p/c.jsonl'].map((name) => ({ path: join(projects, name), code: 'not_readable' }));
    for (const { path } of told) expect(list.stderr).toContain(path);
    const survey = surveyOf(await place.run('session', 'list', '--agents', '--json'), 'claude-code');
    expect(survey?.unread.map(({ path, code }) => ({ path, code }))).toEqual(told);
    // that it was not found is what is wrong, and that it may lie there is told
    const asked = await place.run('session', 'handoff', '--claude', '33333333', '--json');
    failed(asked, 3, 'session_not_found');
    for (const { path } of told) expect(asked.stdout + asked.stderr).toContain(path);
  },
);

test.skipIf(!POSIX)('a link into another folder of the agent, and one that leads nowhere, hide nothing', async () => {
  const place = scene();
  const other = join(place.repo.home, '.config/claude/projects/p');
  mkdirSync(other, { recursive: true });
  writeFileSync(join(other, `${OTHER}.jsonl`), place.log.text().replaceAll(SESSION, OTHER));
  const projects = join(place.repo.home, '.claude/projects');
  symlinkSync(other, join(projects, 'p'));
  symlinkSync(join(place.repo.base, 'gone.jsonl'), join(projects, 'q.jsonl'));
  mkdirSync(join(projects, 'r'));
  symlinkSync(join(place.repo.base, 'gone.jsonl'), join(projects, 'r/gone.jsonl'));
  const home = join(place.repo.base, 'linked-home');
  symlinkSync(place.repo.home, home);
  const list = await place.runWith({ HOME: home }, 'session', 'list', '--json');
  expect(agentsIn(list)).toEqual(['claude-code', 'claude-code']);
  expect(list.stderr).toBe('');
});

// other systems have no such names
test.skipIf(process.platform !== 'linux')(
  'names that are not valid UTF-8 are told, of a log and of a folder',
  async () => {
    const place = scene();
    const projects = join(place.repo.home, '.claude/projects');
    mkdirSync(join(projects, 'p'));
    const bad = (...names: string[]): Buffer => Buffer.concat([Buffer.from(join(projects, ...names)), Buffer.of(0xff)]);
    writeFileSync(Buffer.concat([bad('p', 'log'), Buffer.from('.jsonl')]), place.log.text());
    mkdirSync(bad('folder'));
    const list = await place.run('session', 'list', '--json');
    expect(agentsIn(list)).toEqual(['claude-code']);
    const survey = surveyOf(await place.run('session', 'list', '--agents', '--json'), 'claude-code');
    expect(survey?.unread.map(({ path, code }) => ({ path, code }))).toEqual(
      ['folder\u{FFFD}', 'p/log\u{FFFD}.jsonl'].map((name) => ({ path: join(projects, name), code: 'not_readable' })),
    );
    for (const { path } of survey?.unread ?? []) expect(list.stderr).toContain(path);
  },
);

describe('a log', () => {
  test('of no record, and one without a byte, are counted; only the first is worth a word', async () => {
    const place = scene();
    const broken = put(
      place,
      '.claude/projects/p/77777777-0000-4000-8000-000000000000.jsonl',
      '\u0000\u0001\n\u0002\n',
    );
    put(place, '.claude/projects/p/88888888-0000-4000-8000-000000000000.jsonl', '');
    const list = await place.run('session', 'list', '--json');
    expect(agentsIn(list)).toHaveLength(1);
    expect(list.stderr).toContain(broken);
    expect(list.stderr).not.toContain('88888888');
    const survey = await place.run('session', 'list', '--agents', '--json');
    expect(surveyOf(survey, 'claude-code')).toMatchObject({ sessions: 1, unreadable: 2 });
    const ask = (id: string): Promise<CliRun> => place.run('session', 'handoff', '--claude', id, '--json');
    failed(await ask('77777777'), 7, 'log_broken');
    failed(await ask('88888888'), 7, 'log_empty');
    failed(await ask('33333333'), 3, 'session_not_found');
  });

  test.skipIf(!POSIX)('that is closed, of Gemini', async () => {
    const place = scene();
    close(put(place, '.gemini/tmp/shop/chats/session-2026-01-01T00-00-aaaaaaaa.jsonl', '{}\n'));
    const survey = await obeying(place, 'session', 'list', '--agents', '--agent', 'gemini', '--json');
    expect(surveyOf(survey, 'gemini')).toMatchObject({
      sessions: 0,
      unreadable: 1,
      unread: [{ code: 'not_readable' }],
    });
  });

  test.skipIf(!POSIX)('of Aider, which is all that is looked through for it', async () => {
    const place = scene();
    place.repo.write('.aider.chat.history.md', '# aider chat started at 2026-01-01 00:00:00\n\n#### hello\n');
    close(join(place.repo.dir, '.aider.chat.history.md'));
    const list = await obeying(place, 'session', 'list', '--json');
    expect({ code: list.code, agents: agentsIn(list) }).toEqual({ code: 0, agents: ['claude-code'] });
    expect(list.stderr).toContain('.aider.chat.history.md');
  });
});

describe.skipIf(!POSIX)('a closed folder', () => {
  test.each([
    ['codex', '.codex/sessions/2026/01/01/rollout-x.jsonl', '.codex/sessions/2026/01'],
    ['codex', '.codex/sessions/2026/01/01/rollout-x.jsonl', '.codex'],
    ['copilot', '.copilot/session-state/1/events.jsonl', '.copilot/session-state/1'],
    ['cline', '.cline/data/sessions/1/1.messages.json', '.cline/data/sessions/1'],
  ])('of %s: %s below %s', async (agent, file, folder) => {
    const place = scene();
    put(place, file, '{}\n');
    close(join(place.repo.home, folder));
    const list = await obeying(place, 'session', 'list', '--agent', agent, '--json');
    expect(list).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\[\s*\]\s*$/) });
    expect(list.stderr).toContain(folder);
    failed(await obeying(place, 'session', 'handoff', '--tool', `${agent} HEAD`, '--json'), 3, 'not_readable');
  });

  test('with a file in it that is named', async () => {
    const place = scene();
    const path = put(place, 'closed/log.jsonl', place.log.text());
    close(dirname(path));
    for (const argv of [
      ['parse', path],
      ['session', 'handoff', path],
    ])
      failed(await obeying(place, ...argv, '--json'), 3, 'not_readable');
  });
});

test('of a store that is named the sessions that can be read are handed off, and what cannot is told', async () => {
  const place = scene();
  const path = buildIde(join(place.repo.home, 'state.vscdb'), {
    cursorDiskKV: {
      'composerData:torn': '{"conversation":[{"type":1,"te',
      'composerData:whole': { composerId: 'whole', conversation: [{ type: 1, text: 'Fix the parser' }] },
    },
  });
  const run = (...files: readonly string[]): Promise<CliRun> =>
    runCli(['session', 'handoff', ...files, '--format', 'json'], { home: place.repo.home, cwd: place.repo.dir });
  const { code, stdout, stderr } = await run(path);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('composerData:torn') });
  expect(stdout).toContain('Fix the parser');

  const torn = buildIde(join(place.repo.home, 'torn/state.vscdb'), {
    cursorDiskKV: { 'composerData:a': '{"a', 'composerData:b': '{"b' },
  });
  const none = await run(torn);
  expect({ code: none.code === 0, stderr: none.stderr }).toEqual({
    code: false,
    stderr: expect.stringContaining('[log_broken]'),
  });
});
