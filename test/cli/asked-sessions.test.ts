/** Which sessions a command is about, where what was asked for is not all there, or there is more to say of it. */
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeLog } from '../support/claude-log.ts';
import { RECORDED } from '../support/recorded.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { failed, fails, type Scene, scene } from '../support/scene.ts';
import { filesBelow } from '../agents/golden-case.ts';

const elsewhere = (place: Scene): string => {
  const dir = join(place.repo.base, 'elsewhere');
  mkdirSync(dir);
  return dir;
};

const sessionsIn = ({ stdout }: CliRun): number => (JSON.parse(stdout) as readonly unknown[]).length;

describe('outside of a repository', () => {
  test.each([[[]], [['--last']], [['--claude', 'HEAD']], [['--tool', 'HEAD']]])(
    'no handoff of some other project: %j',
    async (inputs) => {
      const place = scene();
      const dir = elsewhere(place);
      for (const words of [['handoff'], ['handoff', 'save']])
        await fails(place, ['session', ...words, ...inputs, '--cwd', dir], [3, 'not_a_repository']);
      const all = await place.run('session', 'handoff', ...inputs, '--all', '--cwd', dir);
      expect({ code: all.code, stderr: all.stderr }).toEqual({ code: 0, stderr: '' });
    },
  );

  test.runIf(process.getuid?.() === 0)('a repository that git refuses is told as such', async () => {
    const place = scene();
    for (const path of [place.repo.dir, join(place.repo.dir, '.git')]) chownSync(path, 12_345, 12_345);
    const run = await place.run('session', 'handoff');
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/belongs to another user[^]*safe\.directory/);
    const listed = await place.run('session', 'list');
    expect(listed.code).toBe(0);
    expect(listed.stderr).toMatch(/belongs to another user[^]*safe\.directory/);
  });

  test('an id and a file name a session wherever it ran', async () => {
    const place = scene();
    const dir = elsewhere(place);
    const path = place.file('log.jsonl', place.log.text());
    for (const inputs of [['--claude', '11111111'], ['--tool', '11111111'], [path]])
      expect(await place.run('session', 'handoff', ...inputs, '--cwd', dir)).toMatchObject({ code: 0, stderr: '' });
  });

  test('session list shows those of every directory, and says so', async () => {
    const place = scene();
    const dir = elsewhere(place);
    const run = await place.run('session', 'list', '--cwd', dir);
    expect(sessionsIn(run)).toBe(1);
    expect(run.stderr).toContain('no repository');
    expect(await place.run('session', 'list', '--all', '--cwd', dir)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('two logs with the id of one session', () => {
  const ID = '33333333-0000-4000-8000-000000000003';
  const twice = (): Scene => {
    const place = scene();
    const here = claudeLog(place.repo.dir, ID);
    here.user('Done here');
    here.keep(place.repo.home);
    // newer, and of another folder: the session went on there, or its log was copied and its folder moved
    const away = claudeLog(elsewhere(place), ID);
    away.user('Done elsewhere');
    away.say('And later');
    away.keep(place.repo.home);
    return place;
  };
  const titles = ({ stdout }: CliRun): readonly unknown[] =>
    (JSON.parse(stdout) as readonly { readonly session_id: string; readonly title: string }[])
      .filter(({ session_id }) => session_id === ID)
      .map(({ title }) => title);

  test('the one of this repository is listed, and no other hides it', async () => {
    const place = twice();
    expect(titles(await place.run('session', 'list', '--json'))).toEqual(['Done here']);
    const { stdout } = await place.run('session', 'handoff', '--tool', ID);
    expect(stdout).toContain('Done here');
    expect(stdout).not.toContain('Done elsewhere');
  });

  test('where all are asked for its newest log counts, in the list as in a handoff', async () => {
    const place = twice();
    expect(titles(await place.run('session', 'list', '--all', '--json'))).toEqual(['Done elsewhere']);
    for (const what of [['--last'], ['--tool', ID]])
      expect((await place.run('session', 'handoff', ...what, '--all')).stdout).toContain('Done elsewhere');
  });

  test('elsewhere it is listed once, with its newest log', async () => {
    const place = twice();
    const dir = join(place.repo.base, 'third');
    mkdirSync(dir);
    expect(titles(await place.run('session', 'list', '--cwd', dir, '--json'))).toEqual(['Done elsewhere']);
  });
});

describe('fewer than were asked for', () => {
  const two = (): Scene => {
    const place = scene();
    const other = claudeLog(place.repo.dir, '22222222-0000-4000-8000-000000000002');
    other.user('And the difference');
    other.keep(place.repo.home);
    return place;
  };

  test('--last takes them all, and says how many there are', async () => {
    const place = two();
    expect(await place.run('session', 'handoff', '--last', '2')).toMatchObject({ code: 0, stderr: '' });
    const more = await place.run('session', 'handoff', '--last', '9');
    expect({ code: more.code, sessions: sessionsIn(more) }).toEqual({ code: 0, sessions: 2 });
    expect(more.stderr).toMatch(/\b9\b.*\b2\b/);
  });

  test('a limit of nothing shows nothing, and does not say that there is nothing', async () => {
    const place = two();
    const none = await place.run('session', 'list', '--limit', '0');
    expect({ sessions: sessionsIn(none), stderr: none.stderr }).toEqual({ sessions: 0, stderr: '' });
    expect(sessionsIn(await place.run('session', 'list', '--limit', '99999999999'))).toBe(2);
    failed(await place.run('session', 'list', '--limit', '1.5', '--json'), 2, 'usage');
  });
});

describe('a log of another agent than the one that was named', () => {
  const codex = filesBelow(join(RECORDED, 'codex/fix-add')).find((path) => path.endsWith('.jsonl')) ?? '';

  test('is taken as what it is, and that is said', async () => {
    const place = scene();
    const run = await place.run('session', 'handoff', '--claude', codex);
    expect(JSON.parse(run.stdout)).toMatchObject([{ tool: 'codex' }]);
    expect(run.stderr).toMatch(/Claude Code.*Codex/s);
    for (const inputs of [[codex], ['--codex', codex], ['--tool', codex]])
      expect((await place.run('session', 'handoff', ...inputs)).stderr).not.toContain('Claude Code');
  });

  test('a HAIL file of it is as good', async () => {
    const place = scene();
    const path = join(place.repo.base, 'session.hail.jsonl');
    writeFileSync(path, (await place.run('parse', place.file('log.jsonl', place.log.text()))).stdout);
    expect(await place.run('session', 'handoff', '--claude', path)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('on a terminal', () => {
  const listOn = (place: Scene, columns: number, ...more: string[]): Promise<CliRun> =>
    runHere(['session', 'list', ...more, '--cwd', place.repo.dir], { terminal: true, columns, env: place.repo.env });
  const told = ['claude-code', '11111111-0000', 'Fix the sum'];

  test.each([0, 1, 10, 20, 40, 80, 200])('of %d columns no id is cut', async (columns) => {
    const { stdout } = await listOn(scene(), columns);
    for (const text of told) expect(stdout).toContain(text);
    if (columns >= 20) for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns + 16);
  });
});

test('the names of all agents are where the help says', async () => {
  const place = scene();
  const { stdout } = await runHere(['session', 'list', '--help']);
  expect(stdout).toMatch(/--agent .*--agents/);
  const survey = JSON.parse((await place.run('session', 'list', '--agents')).stdout) as readonly { agent: string }[];
  for (const { agent } of survey)
    expect(await place.run('session', 'list', '--agent', agent)).toMatchObject({ code: 0 });
});
