/** Nothing secret and nobody's name in what is kept or printed, looked for in every object of the repository. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { claudeLog } from '../support/claude-log.ts';
import { chosenSecret, madeUpSecrets, type Placed, place, recordings } from '../support/recorded.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const ARTIFACT = 'refs/opensession/handoff/artifacts/kept';

const gitIn = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });

/** Everything that the ref reaches, with the names of trees, by type and id. */
const objectsOf = (repo: string): ReadonlyMap<string, string> => {
  const ids = gitIn(repo, 'rev-list', '--objects', '--no-object-names', ARTIFACT).trim().split('\n');
  return new Map(
    ids.map((id) => {
      const type = gitIn(repo, 'cat-file', '-t', id).trim();
      return [`${type} ${id}`, type === 'tree' ? gitIn(repo, 'ls-tree', id) : gitIn(repo, 'cat-file', type, id)];
    }),
  );
};

/** What the commands print of the only session, and keep. */
const everything = async (
  repo: string,
  run: (...argv: string[]) => Promise<CliRun>,
): Promise<ReadonlyMap<string, string>> => {
  const saved = await run('session', 'handoff', 'save', '--artifact-id', 'kept');
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const texts = new Map(objectsOf(repo));
  texts.set('session list', (await run('session', 'list', '--json')).stdout);
  for (const argv of [['list'], ['show', 'kept'], ['refresh', 'kept']]) {
    const { code, stdout, stderr } = await run('session', 'handoff', 'artifact', ...argv);
    // a log whose path is redacted is not found again
    expect([0, 3]).toContain(code);
    texts.set(argv.join(' '), stdout + stderr);
  }
  for (const { id } of formats) {
    const { code, stdout, stderr } = await run('session', 'handoff', '--validate', '--format', id);
    expect({ code, empty: stdout.length < 200 }).toEqual({ code: 0, empty: false });
    texts.set(id, stdout + stderr);
  }
  return texts;
};

const leaky = recordings().filter(({ truth }) => truth.secrets !== undefined);

test('the leaky scenario is there for four agents', () => {
  const agents = leaky.map(({ agent }) => agent);
  expect(agents).toEqual(expect.arrayContaining(['claude-code', 'codex', 'gemini', 'opencode']));
});

describe.each(leaky)('$agent', ({ agent, scenario }) => {
  let placed: Placed;
  beforeAll(async () => {
    placed = await place({ agent, scenario });
  });
  afterAll(() => placed.remove());

  test('no object of the repository and no output holds a secret of a leaky session', async () => {
    const env = { HOME: placed.home, PATH: process.env['PATH'] };
    const texts = await everything(placed.repo, (...argv) => runHere([...argv, '--cwd', placed.repo], { env }));
    for (const [where, text] of texts)
      for (const [name, value] of Object.entries(placed.secrets))
        for (const part of [value, value.slice(0, 14), value.slice(-14), encodeURIComponent(value)])
          expect(text.includes(part), `${name} in ${where}`).toBe(false);
  });
});

describe('a secret in every place of a log and of its repository', () => {
  const places = new Map<string, string>();
  const secret = (where: string): string => {
    const value = madeUpSecrets()['GITHUB'] ?? '';
    places.set(where, value);
    return value;
  };

  const hostileRepo = (): TempRepo => {
    const repo = tempRepo();
    repo.git('checkout', '--quiet', '-b', `feat/${secret('branch')}`);
    repo.git('remote', 'add', 'origin', `https://me:${secret('remote')}@example.test/${secret('remote path')}.git`);
    repo.write('.gitattributes', `*.lfs filter=${secret('filter')}\n`);
    repo.write('a.lfs', 'x');
    repo.commit(`subject ${secret('subject')}`, Date.UTC(2026, 2, 4, 9, 0, 9) / 1000);
    repo.write(`src/${secret('dirty path')}.ts`, 'x');
    return repo;
  };

  const hostileLog = (repo: TempRepo): void => {
    const log = claudeLog(repo.dir, secret('session id'));
    const inRepo = (path: string): string => join(repo.dir, path);
    log.raw({ type: 'summary', summary: `Title ${secret('title')}`, leafUuid: 'u-3' });
    log.raw({ type: `custom-${secret('record type')}` });
    log.raw({ type: `${'z'.repeat(60)}${secret('long record type')}` });
    log.user(`Do it ${secret('objective')} ${'pad '.repeat(45)}${secret('cut in the objective')}`);
    log.record({
      type: 'assistant',
      requestId: secret('request id'),
      message: {
        id: secret('message id'),
        model: `claude-${secret('model')}`,
        role: 'assistant',
        content: [{ type: 'tool_use', id: 't', name: `mcp__${secret('tool name')}`, input: { a: secret('input') } }],
      },
    });
    log.tool('Write', { file_path: inRepo(`src/${secret('written path')}.ts`), content: secret('content') });
    log.tool('Write', { file_path: inRepo('a.lfs'), content: 'x' });
    log.tool('Read', { file_path: inRepo(`${secret('read path')}.md`) });
    log.tool('Bash', { command: `npx vitest run ${secret('scope')}/a.test.ts` }, { text: secret('out'), failed: true });
    log.tool('Bash', { command: `npm test || echo ${'pad '.repeat(9)}${secret('cut in a doubt')}` });
    log.tool('Bash', { command: `curl -H "Authorization: Bearer ${secret('header')}" x` });
    log.tool('TodoWrite', {
      todos: [{ content: `plan ${secret('plan')}`, status: 'in_progress', activeForm: secret('active form') }],
    });
    log.tool('Task', { description: secret('task'), prompt: secret('task prompt'), subagent_type: secret('type') });
    log.tool('AskUserQuestion', { questions: [{ question: `Which ${secret('question')}?`, options: [] }] });
    log.tool('Bash', { command: `git commit -m "${secret('commit')}"` }, { text: '[main abc1234] x' });
    log.say(`Done. Next: run ${secret('next')}.\n\nShall I use ${secret('asked')}?`);
    log.keep(repo.home);
  };

  test('none is kept, none is printed, not even a part', async () => {
    const repo = hostileRepo();
    hostileLog(repo);
    const texts = await everything(repo.dir, (...argv) => runHere([...argv, '--cwd', repo.dir], { env: repo.env }));
    expect(places.size).toBeGreaterThan(30);
    for (const [where, text] of texts)
      for (const [place, value] of places) {
        // an id is what a listing is asked for
        if (where === 'session list' && place === 'session id') continue;
        expect(text.includes(value.slice(0, 12)), `${place} in ${where}`).toBe(false);
      }
  });

  test('one in the id of an artifact is refused before anything is written', async () => {
    const repo = tempRepo();
    const log = claudeLog(repo.dir);
    log.user('hello');
    log.keep(repo.home);
    const argv = ['session', 'handoff', 'save', '--artifact-id', secret('id'), '--json', '--cwd', repo.dir];
    const run = await runHere(argv, { env: repo.env });
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'refused' } });
    expect(run.code).toBe(1);
    expect(repo.git('for-each-ref')).toBe('');
    expect(repo.git('count-objects')).toMatch(/^0 objects/);
  });
});

test('no listing shows what the rules know: as a table, as JSON, of the branch; nor a value that the title of another tells', async () => {
  const repo = tempRepo();
  const chosen = chosenSecret();
  const token = madeUpSecrets()['GITHUB'] ?? '';
  repo.git('checkout', '--quiet', '-b', `feat/${token}`);
  const prompts = [`Use ${token} here`, `Put DB_PASSWORD=${chosen} into .env`, `Log in with ${chosen}`];
  const run = (...argv: string[]) => runHere([...argv, '--cwd', repo.dir], { env: repo.env });
  for (const [nth, prompt] of prompts.entries()) {
    const log = claudeLog(repo.dir, `11111111-0000-4000-8000-00000000000${nth}`);
    log.record({ type: 'user', gitBranch: `feat/${token}`, message: { role: 'user', content: prompt } });
    log.say('Done.');
    expect(await run('publish', 'upload', log.keep(repo.home), '--git')).toMatchObject({ code: 0 });
  }
  for (const more of [[], ['--json'], ['--all'], ['--agents'], ['--branch'], ['--branch', '--json']]) {
    const { code, stdout, stderr } = await run('session', 'list', ...more);
    expect({ more, code }).toEqual({ more, code: 0 });
    expect(stdout + stderr, more.join(' ')).not.toContain(token.slice(0, 14));
    // what another session tells is not known of one that was published alone
    if (!more.includes('--branch')) expect(stdout + stderr, more.join(' ')).not.toContain(chosen);
    if (!more.includes('--agents')) expect(stdout).toContain('[REDACTED:');
  }
});

describe('whose machine it is', () => {
  test('no name of a home stands in an artifact: not in a path, a folder named after it, or a reason', async () => {
    const repo = tempRepo();
    const home = join(repo.base, 'lovelace');
    const log = claudeLog(join(home, 'gone'));
    log.user('hello');
    log.keep(home);
    const env = { ...repo.env, HOME: home };
    const run = (...argv: string[]): Promise<CliRun> => runHere([...argv, '--cwd', repo.dir], { env });
    expect(await run('session', 'handoff', 'save', '--all', '--artifact-id', 'kept')).toMatchObject({ code: 0 });
    for (const [where, text] of objectsOf(repo.dir)) expect(text.includes('lovelace'), where).toBe(false);
    const [entry] = JSON.parse((await run('session', 'handoff', 'artifact', 'list')).stdout);
    expect(entry).toMatchObject({ stale: false });
  });

  test("another person's home is not read as one's own", async () => {
    const repo = tempRepo();
    const log = claudeLog(`${['', 'home', 'lovelace'].join('/')}/gone-${madeUpSecrets()['GITHUB']}`);
    log.user('hello');
    const kept = log.keep(repo.home);
    const run = await runHere(['session', 'handoff', kept, '--format', 'jsonl', '--cwd', repo.dir], { env: repo.env });
    expect(run.code).toBe(0);
    expect(run.stdout).not.toContain('lovelace');
    expect(JSON.parse(run.stdout).repository_undefined_reason).toMatch(/REDACTED/);
  });
});
