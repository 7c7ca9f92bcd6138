/** Damage in a log, and around it, costs what is damaged and nothing else. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeLog } from '../support/claude-log.ts';
import { POSIX, type Scene, scene } from '../support/scene.ts';

describe('a log with damage', () => {
  test('a cut last line costs that line', async () => {
    const place = scene();
    const path = place.file('cut.jsonl', place.log.text().slice(0, -40));
    const [handoff] = JSON.parse((await place.run('session', 'handoff', path)).stdout);
    expect(handoff).toMatchObject({ objective: 'Fix the sum', coverage: { understood: 1, broken: { count: 1 } } });
  });

  test('a line of 1 GB is passed over', { timeout: 120_000 }, async () => {
    const place = scene();
    const [first = '', last = ''] = place.log.text().trim().split('\n');
    const path = place.file('large.jsonl', `${first}\n`);
    truncateSync(path, 1024 ** 3); // a hole: zeros that take no space
    appendFileSync(path, `\n${last}\n`);
    const [handoff] = JSON.parse((await place.run('session', 'handoff', path)).stdout);
    expect(handoff).toMatchObject({
      objective: 'Fix the sum',
      coverage: { understood: 2, broken: { count: 1, first_offset: first.length + 1 } },
    });
  });

  test('what else lies in the stores costs nobody their sessions', async () => {
    const place = scene();
    const project = join(place.repo.home, '.claude/projects/p');
    mkdirSync(join(project, 'dir.jsonl'), { recursive: true });
    writeFileSync(join(project, 'binary.jsonl'), Buffer.alloc(300_000, 0xff));
    writeFileSync(join(project, 'deep.jsonl'), '['.repeat(1_000_000));
    writeFileSync(join(project, 'keys.jsonl'), '{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}\n');
    if (POSIX) {
      execFileSync('mkfifo', [join(project, 'fifo.jsonl')]);
      symlinkSync('loop.jsonl', join(project, 'loop.jsonl'));
      symlinkSync('..', join(project, 'up'));
      symlinkSync('/dev/zero', join(project, 'zero.jsonl'));
    }
    mkdirSync(join(place.repo.home, '.local/share/opencode/opencode.db'), { recursive: true });
    writeFileSync(join(place.repo.home, '.codex'), 'a file');
    const listed = JSON.parse((await place.run('session', 'list', '--all')).stdout) as unknown[];
    expect(listed).toHaveLength(1);
    const last = await place.run('session', 'handoff', '--last');
    expect(last.code).toBe(0);
    expect(last.stderr).toContain('binary.jsonl');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.skipIf(!POSIX)(
    "a link out of an agent's folder is no session of it, one within is, and so is what is named",
    async () => {
      const place = scene();
      const kept = place.keep();
      const outside = join(place.repo.base, 'outside');
      mkdirSync(outside);
      const alien = join(outside, '22222222-0000-4000-8000-000000000002.jsonl');
      writeFileSync(alien, place.log.text().replaceAll('11111111', '22222222'));
      const projects = join(place.repo.home, '.claude/projects');
      symlinkSync(alien, join(kept, '..', 'linked.jsonl'));
      symlinkSync(outside, join(projects, 'elsewhere'));
      const listed = async () => JSON.parse((await place.run('session', 'list', '--all')).stdout) as unknown[];
      expect(await listed()).toHaveLength(1);
      renameSync(outside, join(projects, 'within'));
      symlinkSync(join(projects, 'within'), outside);
      expect(await listed()).toHaveLength(2);
      expect((await place.run('session', 'handoff', join(kept, '..', 'linked.jsonl'))).code).toBe(0);
    },
  );

  test.each([
    ['a file', 'a-file', /expected a directory/],
    ['below a file', 'a-file/below', /expected a directory/],
    ['a loop of links', 'loop', /expected a directory/],
    ['a name with a zero in it', 'a\0b', /expected a directory/],
    ['a name without end', 'a'.repeat(9000), /expected a directory/],
  ])('its directory is %s: the repository is unknown, with the reason', async (_, name, reason) => {
    const place = scene();
    place.file('a-file', 'x');
    if (POSIX) symlinkSync(join(place.repo.base, 'loop'), join(place.repo.base, 'loop'));
    await repositoryIs(place, join(place.repo.base, name), reason);
  });

  test.each(['../..', '__proto__', 'repo'])('its directory is %j: looked for nowhere', async (cwd) => {
    await repositoryIs(scene(), cwd, /no absolute path/);
  });
});

const repositoryIs = async (place: Scene, cwd: string, reason: RegExp): Promise<void> => {
  const log = claudeLog(cwd);
  log.user('Fix the sum');
  const path = place.file('elsewhere.jsonl', log.text());
  const run = await place.run('session', 'handoff', path);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const [handoff] = JSON.parse(run.stdout);
  expect(handoff).toMatchObject({ repository: null, repository_undefined_reason: expect.stringMatching(reason) });
};
