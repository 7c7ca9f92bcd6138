/** A secret that stands bare in what a handoff keeps, and of which the session tells elsewhere what it is. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { derive } from '../../src/engine/derive.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { saveArtifact } from '../../src/engine/save-artifact.ts';
import { formats } from '../../src/formats/index.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog, type ClaudeLog, SESSION } from '../support/claude-log.ts';
import { chosenSecret, madeUpSecrets, place, recordings } from '../support/recorded.ts';
import { runHere } from '../support/run-here.ts';
import { tempRepo } from '../support/temp-repo.ts';

const REF = 'refs/opensession/handoff/artifacts/kept';

const textsOfRef = (repo: string): ReadonlyMap<string, string> => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = git('ls-tree', '-r', '--name-only', REF).trim().split('\n');
  return new Map([
    ['message', git('log', '-1', '--format=%B', REF)],
    ...files.map((file): [string, string] => [file, git('show', `${REF}:${file}`)]),
  ]);
};

const built = async (repo: string, home: string) => {
  const world = openWorld({ cwd: repo, env: { ...process.env, HOME: home, USERPROFILE: home } });
  const sources = await resolveSources(world, { files: [], references: [], last: 1, all: false });
  const sessions = await buildHandoffs(world, sources, { stamp: true });
  await saveArtifact(world, { sessions, derive: derive(world), artifactId: 'kept' });
  const [session] = sessions;
  if (session === undefined) throw new Error('no session');
  return { handoff: session.handoff, texts: textsOfRef(repo) };
};

// Copilot masks what variables of such a name hold before it writes its log
const leaky = recordings().filter(({ agent, scenario }) => scenario === 'leaky' && agent !== 'copilot');

describe.each(leaky)('$agent', ({ agent, scenario }) => {
  // the prompt says it bare, the agent runs `cat .env`, and the output calls it GITHUB_TOKEN
  const secret = chosenSecret();
  const placed = place({ agent, scenario }, { ...madeUpSecrets(), GITHUB: secret });
  afterAll(async () => (await placed).remove());

  test('is in nothing that is kept, and counted', async () => {
    const { repo, home } = await placed;
    const { handoff, texts } = await built(repo, home);
    for (const [where, text] of texts) expect(text.includes(secret), where).toBe(false);
    expect(texts.get('HANDOFF.md')).toContain('My token is');
    expect(handoff.objective).toContain('My token is [REDACTED:assigned-secret] if you need it.');
    expect(handoff.redaction.rules['assigned-secret']).toBeGreaterThan(0);
  });
});

type Tell = (log: ClaudeLog, secret: string) => void;

const table = (rows: number, secret: string): string =>
  [
    '| user | password |',
    '|---|---|',
    ...Array.from({ length: rows }, (_, row) => `| user${row} | none |`),
    `| ada | ${secret} |`,
  ].join('\n');

const PLACES: readonly (readonly [where: string, tell: Tell])[] = [
  [
    'the output of a command',
    (log, secret) => log.tool('Bash', { command: 'cat .env' }, { text: `A=1\nDB_PASSWORD=${secret}\nB=2` }),
  ],
  [
    'a long output',
    (log, secret) =>
      log.tool(
        'Bash',
        { command: 'env' },
        { text: `${'x=y\n'.repeat(60_000)}DB_PASSWORD=${secret}\n${'x=y\n'.repeat(60_000)}` },
      ),
  ],
  [
    'a column of a table',
    (log, secret) =>
      log.tool('Bash', { command: 'cat users.md' }, { text: `${'text\n'.repeat(30_000)}${table(45, secret)}` }),
  ],
  [
    'a column of CSV, far above',
    (log, secret) => {
      const rows = Array.from({ length: 600 }, (_, row) => `${row},user${row}@example.com,none`);
      log.tool(
        'Bash',
        { command: 'cat users.csv' },
        { text: `id,email,password\n${rows.join('\n')}\n1,a,${secret}\n` },
      );
    },
  ],
  [
    'a column of a file with numbered lines, far above',
    (log, secret) => {
      const rows = Array.from({ length: 400 }, (_, row) => `${row + 2}→user${row}@example.com\tnone`);
      const text = `1→email\tpassword\n${rows.join('\n')}\n402→a\t${secret}\n`;
      log.tool('Read', { file_path: 'users.tsv' }, { text });
    },
  ],
  [
    'a column of blanks, far above',
    (log, secret) => {
      const rows = Array.from({ length: 400 }, (_, row) => `${row}   user${row}@example.com   none`);
      const text = `id  email              password\n--  -----------------  --------\n${rows.join('\n')}\n401  a@b.c   ${secret}\n`;
      log.tool('Bash', { command: 'sqlite3 -column x.db' }, { text });
    },
  ],
  [
    'what a terminal coloured',
    (log, secret) =>
      log.tool(
        'Bash',
        { command: 'cat .env' },
        { text: `\u001b[32mDB_PASSWORD\u001b[0m=\u001b[33m${secret}\u001b[0m` },
      ),
  ],
  [
    'JSON',
    (log, secret) =>
      log.tool('Read', { file_path: 'c.json' }, { text: JSON.stringify({ db: { password: secret } }, null, 2) }),
  ],
  [
    'JSON in JSON',
    (log, secret) =>
      log.tool(
        'Read',
        { file_path: 'c.json' },
        { text: JSON.stringify({ text: JSON.stringify({ password: secret }) }) },
      ),
  ],
  [
    'a block of YAML',
    (log, secret) => log.tool('Read', { file_path: 'c.yml' }, { text: `db:\n  password: >-\n    ${secret}\n` }),
  ],
  [
    'a member of what a tool was called with',
    (log, secret) => log.tool('mcp__db__connect', { user: 'ada', password: secret }),
  ],
  [
    'a file that was written',
    (log, secret) => log.tool('Write', { file_path: '/tmp/x.env', content: `API_TOKEN="${secret}"\n` }),
  ],
  [
    'the environment of a command that is not kept',
    (log, secret) => {
      for (let nth = 0; nth < 400; nth++)
        log.tool('Bash', { command: nth === 200 ? `PGPASSWORD=${secret} psql -h db` : `ls part-${nth}` });
    },
  ],
  [
    'an option of a command that is not kept',
    (log, secret) => {
      for (let nth = 0; nth < 400; nth++)
        log.tool('Bash', { command: nth === 200 ? `mysql -uroot -p${secret} shop` : `ls part-${nth}` });
    },
  ],
  [
    'an answer that others follow, in a turn far back',
    (log, secret) => {
      for (let turn = 0; turn < 300; turn++) {
        log.user(`do part ${turn}`);
        if (turn === 150) log.say(`I found DB_PASSWORD=${secret} and go on.`);
        log.tool('Bash', { command: 'ls' });
        log.say(`part ${turn} is done`);
      }
    },
  ],
  [
    'a summary of what was compacted',
    (log, secret) =>
      log.record({
        type: 'user',
        isCompactSummary: true,
        message: { role: 'user', content: `So far: DB_PASSWORD=${secret} was set.` },
      }),
  ],
  [
    'a thought',
    (log, secret) =>
      log.record({
        type: 'assistant',
        message: {
          id: 'm-t',
          model: 'claude-x',
          role: 'assistant',
          content: [{ type: 'thinking', thinking: `It says DB_PASSWORD=${secret} there.`, signature: 's' }],
        },
      }),
  ],
];

describe.each(PLACES)('told in %s', (_, tell) => {
  test.each(['told first', 'told last'])('%s', async (order) => {
    const repo = tempRepo();
    const secret = chosenSecret();
    const log = claudeLog(repo.dir, SESSION);
    log.user(`Log in with ${secret} and look around`);
    if (order === 'told first') tell(log, secret);
    log.tool('Bash', { command: `./login ${secret}` });
    log.say(`I logged in with ${secret}. Shall I use ${secret} again?`);
    if (order === 'told last') tell(log, secret);
    log.user('Go on');
    log.say('Done.');
    log.keep(repo.home);
    const { texts } = await built(repo.dir, repo.home);
    for (const [where, text] of texts) expect(text.includes(secret), where).toBe(false);
    expect(texts.get('artifact.json')).toMatch(/Log in with \[REDACTED:[a-z-]+\] and look around/);
  });
});

test('told in the log of a sub-agent', async () => {
  const repo = tempRepo();
  const secret = chosenSecret();
  const log = claudeLog(repo.dir, SESSION);
  log.user(`Log in with ${secret}`);
  log.say('Done.');
  const path = log.keep(repo.home);
  const lane = claudeLog(repo.dir, SESSION);
  lane.record({
    type: 'user',
    isSidechain: true,
    agentId: 'abc',
    message: { role: 'user', content: 'Look at the settings' },
  });
  lane.tool('Bash', { command: 'cat .env' }, { text: `DB_PASSWORD=${secret}` });
  const of = join(dirname(path), SESSION, 'subagents/agent-abc.jsonl');
  mkdirSync(dirname(of), { recursive: true });
  writeFileSync(of, lane.text().replaceAll('"isSidechain":false', '"isSidechain":true,"agentId":"abc"'));
  const { texts } = await built(repo.dir, repo.home);
  for (const [where, text] of texts) expect(text.includes(secret), where).toBe(false);
});

test('what nothing calls a secret stays', async () => {
  const repo = tempRepo();
  const word = chosenSecret();
  const log = claudeLog(repo.dir, SESSION);
  log.user(`Look at build ${word}`);
  log.tool('Bash', { command: 'ls' }, { text: `build-${word}.log\n${word}\n` });
  log.keep(repo.home);
  expect((await built(repo.dir, repo.home)).handoff.objective).toBe(`Look at build ${word}`);
});

test('in no format that is printed, in no path of the manifest or of the source, and in nothing that is refreshed', async () => {
  const repo = tempRepo();
  const secret = chosenSecret().replace(/[!%^]/, 'Q4');
  const run = (...argv: string[]) =>
    runHere([...argv, '--cwd', repo.dir], { env: { HOME: repo.home, PATH: process.env['PATH'] } });
  repo.write('package.json', '{}');
  repo.commit('begin');
  repo.write(`logs/${secret}.txt`, 'x');
  const log = claudeLog(repo.dir, SESSION);
  log.user(`Log in with ${secret}`);
  log.tool('Write', { file_path: join(repo.dir, `logs/${secret}.txt`), content: 'x' });
  log.tool('Bash', { command: 'cat .env' }, { text: `DB_PASSWORD=${secret}` });
  log.say('Done.');
  log.keep(repo.home);
  const texts = new Map((await built(repo.dir, repo.home)).texts);
  expect(texts.get('manifest.json')).toContain('logs/[REDACTED:assigned-secret].txt');
  log.user(`Again with ${secret}`);
  log.keep(repo.home);
  expect(await run('session', 'handoff', 'artifact', 'refresh', 'kept')).toMatchObject({ code: 0 });
  for (const [file, text] of textsOfRef(repo.dir)) texts.set(`refreshed ${file}`, text);
  expect(texts.get('refreshed HANDOFF.md')).toContain('Again with');
  for (const { id } of formats) {
    const { code, stdout, stderr } = await run('session', 'handoff', '--format', id);
    expect({ code, id }).toEqual({ code: 0, id });
    texts.set(id, stdout + stderr);
  }
  for (const [where, text] of texts) expect(text.includes(secret), where).toBe(false);
});

test('the log is read once where no word of the handoff may be a secret, and once more where one may', async () => {
  const readsOf = async (prompt: string, folder = '.'): Promise<number> => {
    const repo = tempRepo();
    mkdirSync(join(repo.dir, folder), { recursive: true });
    const log = claudeLog(join(repo.dir, folder), SESSION);
    log.user(prompt);
    log.tool('Bash', { command: 'cat .env' }, { text: `DB_PASSWORD=${chosenSecret()}` });
    log.say('Done: src/main.test.js:12 passes at v1.2.3.');
    log.keep(repo.home);
    const world = openWorld({ cwd: repo.dir, env: { ...process.env, HOME: repo.home, USERPROFILE: repo.home } });
    const sources = await resolveSources(world, { files: [], references: [], last: 1, all: false });
    let reads = 0;
    const agents = world.agents.map((agent) => ({ ...agent, reader: () => (reads++, agent.reader()) }));
    await buildHandoffs({ ...world, agents }, sources);
    return reads;
  };
  expect(await readsOf('Make parse trim blanks')).toBe(1);
  expect(await readsOf(`Log in with ${chosenSecret()}`)).toBe(2);
  // a folder that a program named
  const folder = 'tmp.X8s9Kq2LmA';
  expect(await readsOf(`Look into ${folder}`, folder)).toBe(1);
  expect(await readsOf(`Look into ${folder}`)).toBe(2);
});
