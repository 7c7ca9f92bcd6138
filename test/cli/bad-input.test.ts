/** Inputs that are no sessions: each has a code, an exit status and a word on what to do. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { POSIX, PREFIX, type Scene, commandsOn, failed, fails, scene } from '../support/scene.ts';
import { OBEYS, wrapped } from '../support/wrapped.ts';

describe('where there is nothing', () => {
  test('no repository: nothing is kept, and nothing is made', async () => {
    const place = scene();
    const empty = join(place.repo.base, 'empty');
    mkdirSync(empty);
    for (const argv of [['session', 'handoff', 'save', '--all'], ...commandsOn('x')])
      await fails(place, [...argv, '--cwd', empty], [3, 'not_a_repository']);
    expect(readdirSync(empty)).toEqual([]);
  });

  test.each(['nowhere', 'a-file'])('a --cwd that is no directory: %s', async (name) => {
    const place = scene();
    place.file('a-file', 'x');
    for (const argv of [
      ['session', 'list'],
      ['session', 'handoff'],
      ['session', 'handoff', 'save'],
      ...commandsOn('x'),
    ])
      await fails(place, [...argv, '--cwd', join(place.repo.base, name)], [3, 'file_not_found']);
  });

  test('no session', async () => {
    const place = scene();
    rmSync(join(place.repo.home, '.claude'), { recursive: true });
    await fails(place, ['session', 'handoff'], [3, 'session_not_found']);
    await fails(place, ['session', 'handoff', 'save', '--all'], [3, 'session_not_found']);
    expect(JSON.parse((await place.run('session', 'list', '--json')).stdout)).toEqual([]);
  });

  test.each(['HEAD~1', 'ffffffff', '__proto__', '../../nothing'])('an unknown REF: %s', async (ref) => {
    await fails(scene(), ['session', 'handoff', '--claude', ref], [3, 'session_not_found']);
  });

  test('no such artifact', async () => {
    const place = scene();
    for (const argv of commandsOn('none').slice(1)) await fails(place, argv, [3, 'artifact_not_found']);
  });
});

describe('a file that is no log', () => {
  const notes = '{"role":"user","content":"a log of nobody"}\n'.repeat(50);
  test.each([
    ['empty', '', 7, 'log_empty'],
    ['line ends alone', '\n\n\n', 2, 'log_unrecognised'],
    ['of another tool', notes, 2, 'log_unrecognised'],
    ['binary', Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 256)), 2, 'log_unrecognised'],
    ['zeros', Buffer.alloc(1_000_000), 2, 'log_unrecognised'],
    ['brackets without end', '['.repeat(300_000), 2, 'log_unrecognised'],
  ])('%s', async (_, content, exit, code) => {
    const place = scene();
    const path = place.file('input.jsonl', content);
    for (const argv of [
      ['session', 'handoff', path],
      ['session', 'handoff', 'save', path],
      ['parse', path],
    ])
      await fails(place, argv, [exit, code]);
    expect(place.repo.git('for-each-ref', PREFIX)).toBe('');
  });

  test('a store that is broken', async () => {
    const place = scene();
    const path = place.file('opencode.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9000, 7)]));
    await fails(place, ['session', 'handoff', path], [7, 'log_broken']);
  });

  test('a compressed log that is broken says so', async () => {
    const place = scene();
    await fails(place, ['parse', place.file('rollout.jsonl.zst', 'no frame')], [7, 'log_broken']);
  });

  test.skipIf(!POSIX)('a directory, a FIFO, a loop of links, a device: none is waited for', async () => {
    const place = scene();
    const at = (name: string): string => join(place.repo.base, name);
    mkdirSync(at('dir.jsonl'));
    execFileSync('mkfifo', [at('fifo.jsonl')]);
    symlinkSync(at('loop.jsonl'), at('loop.jsonl'));
    await fails(place, ['session', 'handoff', at('dir.jsonl')], [2, 'log_unrecognised']);
    for (const name of [at('fifo.jsonl'), at('loop.jsonl'), '/dev/zero'])
      await fails(place, ['session', 'handoff', name], [3, 'file_not_found']);
  });
});

describe.skipIf(!POSIX)('what may not be read', () => {
  const closed = (path: string): void => {
    chmodSync(path, 0);
    onTestFinished(() => {
      chmodSync(path, 0o700);
    });
  };
  const obeying = (place: Scene, ...argv: string[]): Promise<CliRun> => {
    const node = wrapped(join(place.repo.base, 'bin'), 'node', { before: OBEYS, program: process.execPath });
    return runCli(argv, { home: place.repo.home, cwd: place.repo.dir, node });
  };

  test.each(['.claude/projects', '.claude'])(
    'the directory %s: named, and not taken for an empty one',
    async (name) => {
      const place = scene();
      closed(join(place.repo.home, name === '.claude' ? '.claude/projects' : name));
      const run = await obeying(place, 'session', 'handoff', '--json');
      failed(run, 3, 'not_readable');
      expect(run.stdout).toContain('.claude');
    },
  );

  test("a project's folder", async () => {
    const place = scene();
    const [folder = ''] = readdirSync(join(place.repo.home, '.claude/projects'));
    closed(join(place.repo.home, '.claude/projects', folder));
    failed(await obeying(place, 'session', 'handoff', 'save', '--json'), 3, 'not_readable');
  });

  test('a file', async () => {
    const place = scene();
    const path = place.file('closed.jsonl', place.log.text());
    closed(path);
    failed(await obeying(place, 'parse', path, '--json'), 3, 'not_readable');
  });
});
