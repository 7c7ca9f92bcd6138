/** What somebody sees who does not know the way yet: where things lie, and what can be done next. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeScenario } from '../../src/cli/demo/place-scenario.ts';
import type { Relocated } from '../../src/cli/demo/relocate.ts';
import { RECORDED } from '../support/recorded.ts';
import { runHere } from '../support/run-here.ts';

let base = '';
let fixed: Relocated;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'opensession-next-')));
  fixed = await placeScenario(RECORDED, 'fix-add', join(base, 'fixed'));
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

const inPlace =
  ({ repo, home }: Relocated) =>
  (line: string, terminal = false) =>
    runHere([...line.split(' '), '--cwd', repo], { terminal, env: { HOME: home, PATH: process.env['PATH'] } });

const here = (line: string, terminal = false, home = fixed.home) => inPlace({ ...fixed, home })(line, terminal);

test('session show says where the log lies, in words that parse and publish upload take', async () => {
  const { stdout } = await here('session list --json');
  for (const { session_id, path, key } of JSON.parse(stdout)) {
    const shown = await here(`session show ${session_id}`, true);
    const [, words = ''] = /^log {6}(.*)$/m.exec(shown.stdout) ?? [];
    expect(words).toBe(key === null ? path : `${path} --session ${key}`);
    expect(await here(`parse ${words}`)).toMatchObject({ code: 0 });
  }
});

test('session show says of a check that it passed before the last change', async () => {
  const run = inPlace(await placeScenario(RECORDED, 'unresolved', join(base, 'unresolved')));
  const [{ session_id }] = JSON.parse((await run('session list --json')).stdout);
  const { stdout } = await run(`session show ${session_id}`, true);
  expect(stdout).toContain('\nchecks:\n  failed npm test\n  passed npm run lint (before the last change)\n');
});

test('no text of a log begins a line of its own in what session show and --validate say', async () => {
  const { repo } = fixed;
  const said = 'm\nchecks:\n  passed npm test';
  const forged = join(base, 'forged.hail.jsonl');
  const { stdout } = await here('session list --json');
  const { path } = JSON.parse(stdout)[0];
  const [header = '', ...lines] = (await here(`parse ${path}`)).stdout.trimEnd().split('\n');
  const { agent, ...rest } = JSON.parse(header);
  const own = { ...rest, session_id: 's\n  - [note] fine', agent: { ...agent, model: said } };
  const run = { type: 'ShellCommand', data: { command: 'npm test\nchecks:\n  passed npm test', exit_code: 1 } };
  const failed = { type: 'event', event_id: 'e-1', timestamp: rest.context.updated_at, event_type: run };
  const text = [own, ...lines.slice(0, -1).map((line) => JSON.parse(line)), { ...failed, content: { blocks: [] } }];
  writeFileSync(forged, text.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const shown = await runHere(['session', 'show', forged, '--cwd', repo], {
    terminal: true,
    env: { HOME: fixed.home },
  });
  expect(shown.stdout).toContain('(m checks: passed npm test)\n');
  expect(shown.stdout.match(/^checks:$/gm)?.length ?? 0).toBeLessThan(2);
  const { stderr } = await here(`session handoff ${forged} --validate`);
  expect(stderr).toContain('- [s - [note] fine] ');
  expect(stderr).not.toMatch(/^ {2}- \[note\] fine/m);
});

test('a log below a folder with a blank in its name is a word that can be copied', async () => {
  const run = inPlace(await placeScenario(RECORDED, 'fix-add', join(base, 'Application Support')));
  const { stdout } = await run('session list --json');
  for (const { session_id, path, key } of JSON.parse(stdout)) {
    const shown = await run(`session show ${session_id}`, true);
    expect(shown.stdout).toContain(`log      '${path}'${key === null ? '' : ` --session ${key}`}\n`);
  }
});

test.each([
  ['publish upload 01a202a9 --git', 'session show ID'],
  ['parse 01a202a9', 'session show ID'],
  ['session handoff 01a202a9', '--tool ID'],
  ['session handoff --tool codex', '--tool "codex HEAD"'],
  ['import nothing.tar', 'no file at'],
  ['session handoff artifact verify --allowed-signers nothing', 'no file of allowed signers'],
  ['session handoff artifact verify --allowed-signers .', 'no file of allowed signers'],
])('%s: what is to be done is said', async (line, said) => {
  const { code, stderr } = await here(line);
  expect({ code, isSaid: stderr.includes(said) }).toEqual({ code: 3, isSaid: true });
});

test.each(['session list --all', 'session handoff --last --all'])(
  '%s, and no agent: where they are looked for',
  async (line) => {
    const home = join(base, 'none');
    mkdirSync(home, { recursive: true });
    expect((await here(line, false, home)).stderr).toContain('hint: opensession session list --agents');
  },
);

test("a person's own part is listed as that", async () => {
  writeFileSync(join(fixed.repo, 'note.txt'), 'mine\n');
  await here('session handoff save --by-hand mine note.txt --artifact-id mine');
  const { stdout } = await here('session handoff artifact list', true);
  expect(stdout).toMatch(/^mine .* by hand +-$/m);
});

test('a remote that is not reached: nothing was fetched', async () => {
  execFileSync('git', ['remote', 'add', 'gone', join(base, 'gone.git')], { cwd: fixed.repo });
  const { code, stdout } = await here('session handoff artifact fetch --remote gone', true);
  expect({ code, said: stdout.split(':', 1)[0] }).toEqual({ code: 5, said: 'Nothing was fetched from gone' });
});

test('of an artifact whose log is on another machine no refresh is proposed, of one whose log grew it is', async () => {
  const place = await placeScenario(RECORDED, 'fix-add', join(base, 'elsewhere'));
  const run = inPlace(place);
  const [{ path }] = JSON.parse((await run('session list --agent codex --json')).stdout);
  await run('session handoff save --codex HEAD --artifact-id theirs');
  const empty = join(base, 'empty-home');
  mkdirSync(empty);
  const away = await inPlace({ ...place, home: empty })('session handoff artifact show theirs', true);
  expect(away.stderr).toContain('stale: missing_source_file');
  expect(away.stderr).not.toContain('refresh');
  appendFileSync(path, '\n');
  const { stderr } = await run('session handoff artifact show theirs', true);
  expect(stderr).toContain('hint: opensession session handoff artifact refresh theirs');
});

test('a session that was kept and could not be sent is told as kept', async () => {
  const place = await placeScenario(RECORDED, 'fix-add', join(base, 'unsent'));
  const run = inPlace(place);
  execFileSync('git', ['remote', 'add', 'origin', join(base, 'nowhere.git')], { cwd: place.repo });
  const [{ path }] = JSON.parse((await run('session list --agent codex --json')).stdout);
  const kept = await run(`publish upload ${path} --git --push --remote origin`);
  expect(kept).toMatchObject({ code: 5, stderr: expect.stringContaining('not sent:\nAdded to opensession/sessions') });
  const pruned = await run('publish prune --keep 0 --push');
  expect(pruned).toMatchObject({ code: 5, stderr: expect.stringContaining('not sent:\nTook off 1 of 1') });
});
