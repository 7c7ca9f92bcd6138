/** What a hostile sessions branch costs: sessions of any length, and many handoffs of one. */
import { describe, expect, test } from 'vitest';
import type { Handoff } from '../../../src/domain/handoff.ts';
import { askingScripts } from '../../../src/engine/gate/asking-scripts.ts';
import { judgeSessions } from '../../../src/engine/gate/judge-sessions.ts';
import type { ReadArtifact } from '../../../src/judging/read-artifact.ts';
import { openWorld } from '../../../src/open-world.ts';
import type { ArtifactSearch } from '../../../src/store/artifact-search.ts';
import type { PublishedSession } from '../../../src/store/sessions/published-sessions.ts';
import { readMeta } from '../../../src/domain/branch/session-meta.ts';
import { exampleHandoff } from '../../domain/example-handoff.ts';
import { tempRepo } from '../../support/temp-repo.ts';

const AT = '2026-01-05T09:00:00.000Z';

const published = (session_id: string, commands: readonly string[]): PublishedSession => {
  const header = { version: 'hail-1.0.0', session_id, agent: { provider: 'p', model: 'm', tool: 't' } };
  const context = { tags: [], created_at: AT, updated_at: AT };
  const shell = (command: string, index: number) => ({
    type: 'event',
    event_id: `e${index}`,
    timestamp: AT,
    event_type: { type: 'ShellCommand', data: { command, exit_code: 0 } },
    content: { blocks: [] },
  });
  const lines = [{ type: 'header', ...header, context, cwd: '/home/dev/app' }, ...commands.map(shell)];
  const hail = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { session_id, blob: session_id, hail, meta: readMeta('{}') };
};

const artifact = (id: string, ...payload: readonly Handoff[]): ReadArtifact => ({
  id,
  version: '',
  named: 'named',
  problems: [],
  trust: 'recorded',
  signature: { state: 'unsigned', by: null, reason: null },
  artifact: { payload } as unknown as ReadArtifact['artifact'],
  manifest: null,
  links: [],
  differing: null,
});

const judged = async (sessions: readonly PublishedSession[], artifacts: readonly ReadArtifact[]) => {
  const { dir } = tempRepo();
  const world = openWorld({ cwd: dir, env: { HOME: dir } });
  const search = { published: async () => sessions } as unknown as ArtifactSearch;
  const change = { files: async (paths: readonly string[]) => paths.map(() => null) };
  const held = await judgeSessions(world, { change, search }, artifacts);
  return held.sessions.map(({ artifact: id, session_id, reason }) => [id, session_id, reason]);
};

const of = (session_id: string, cwd = '.'): Handoff => {
  const handoff = exampleHandoff({ session_id });
  return { ...handoff, repository: { ...handoff.repository, cwd } as Handoff['repository'] };
};

describe('sessions', () => {
  test('whose handoff takes longer than a gate has are not made, and take nothing from others', async () => {
    const long = published(
      'long',
      Array.from({ length: 9 }, () => 'echo a; '.repeat(128 * 1024)),
    );
    const short = published('short', ['npm test']);
    expect(await judged([long, short], [artifact('base:a', of('long'), of('short'))])).toEqual([
      ['base:a', 'long', 'too-large'],
      ['base:a', 'short', 'another-time'],
    ]);
  });

  test('are made once for each place that handoffs name, of all together within one limit', async () => {
    const command = 'echo a; '.repeat(128 * 1024);
    const long = published('long', [command, command]);
    const places = ['.', 'app', 'dev/app', 'home/dev/app', 'more'].map((cwd, index) =>
      artifact(`base:${index}`, of('long', cwd)),
    );
    const told = (await judged([long], places)).map(([id, , reason]) => [id, reason]);
    expect(told).toEqual([
      ['base:0', 'another-time'],
      ['base:1', 'another-time'],
      ['base:2', 'another-time'],
      ['base:3', 'too-large'],
    ]);
  });
});

test('files of scripts are asked for up to a number, and none whose name git cannot be asked for', async () => {
  const asked: string[] = [];
  const files = async (paths: readonly string[]) => {
    asked.push(...paths);
    return paths.map(() => null);
  };
  await askingScripts({ files }, (script) => {
    for (let index = 0; index < 2000; index++) script('npm', `dir-${index}`, 'test');
    script('npm', 'a\nb', 'test');
  });
  expect(asked).toHaveLength(256);
  await askingScripts({ files }, (script) => script('npm', 'a\nb', 'test'));
  expect(asked).toHaveLength(256);
});
