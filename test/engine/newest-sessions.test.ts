/** The newest sessions are the first of the list, and logs that were written long before are not opened for them. */
import * as fc from 'fast-check';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sessionsHere } from '../../src/engine/list-sessions.ts';
import type { World } from '../../src/engine/ports.ts';
import { openWorld } from '../../src/open-world.ts';
import { tempRepo } from '../support/temp-repo.ts';

const HOUR = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 22);

let home = '';
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Log {
  readonly repository: string;
  /** Hours before now at which it says that it ended, and by which it was written later. */
  readonly ago: number;
  readonly later: number;
}

const put = (logs: readonly Log[]): void => {
  rmSync(home, { recursive: true, force: true });
  home = mkdtempSync(join(tmpdir(), 'opensession-newest-'));
  for (const [index, { repository, ago, later }] of logs.entries()) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const folder = join(home, '.claude/projects', repository.replaceAll(/[^A-Za-z0-9]/g, '-'));
    const line = {
      parentUuid: null,
      sessionId: id,
      cwd: repository,
      type: 'user',
      uuid: id,
      timestamp: new Date(NOW - ago * HOUR).toISOString(),
      message: { role: 'user', content: `Prompt ${index}` },
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${id}.jsonl`), `${JSON.stringify(line)}\n`);
    const written = (NOW - (ago - later) * HOUR) / 1000;
    utimesSync(join(folder, `${id}.jsonl`), written, written);
  }
};

const worldIn = (cwd: string): { readonly world: World; readonly opened: string[] } => {
  const world = openWorld({ cwd, env: { HOME: home } });
  const opened: string[] = [];
  const skim: World['skim'] = (rules, path) => {
    opened.push(path);
    return world.skim(rules, path);
  };
  return { world: { ...world, skim }, opened };
};

const ids = async (world: World, count?: number): Promise<readonly string[]> =>
  (await sessionsHere(world, { all: false, agent: null }, count)).sessions
    .slice(0, count)
    .map(({ entry }) => entry.session_id);

test('they are the first of the list, also where clocks and time zones are wrong by a day', async () => {
  const repository = tempRepo().dir;
  const log = fc.record({
    repository: fc.constantFrom(repository, '/srv/other'),
    ago: fc.integer({ min: 0, max: 500 }),
    later: fc.constantFrom(-25, -1, 0, 0, 1, 400),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(log, { minLength: 40, maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      async (logs, count) => {
        put(logs);
        expect(await ids(worldIn(repository).world, count)).toEqual(
          (await ids(worldIn(repository).world)).slice(0, count),
        );
      },
    ),
    { numRuns: 12 },
  );
});

test('a log counts that says a later time than when it was written', async () => {
  const repository = tempRepo().dir;
  const written = Array.from({ length: 60 }, (_, ago) => ({ repository, ago: ago / 60, later: 0 }));
  put([{ repository, ago: -1, later: -25 }, ...written]);
  expect(await ids(worldIn(repository).world, 1)).toEqual([expect.stringMatching(/000$/) as string]);
});

test('what was written long before is not opened, unless nothing newer is of this repository', async () => {
  const repository = tempRepo().dir;
  const long = Array.from({ length: 100 }, (_, index) => ({ repository, ago: 1000 + index, later: 0 }));
  put([...long, { repository, ago: 1, later: 0 }]);
  const one = worldIn(repository);
  expect(await ids(one.world, 1)).toEqual([expect.stringMatching(/100$/) as string]);
  expect(one.opened.length).toBeLessThan(40);

  const foreign = Array.from({ length: 40 }, (_, index) => ({ repository: '/srv/other', ago: index, later: 0 }));
  put([...foreign, ...long]);
  const other = worldIn(repository);
  expect(await ids(other.world, 1)).toEqual([expect.stringMatching(/040$/) as string]);
  expect(other.opened.length).toBeGreaterThan(40);
});

test('where the times of files say nothing, as in a home that was unpacked without them, each log is opened', async () => {
  const repository = tempRepo().dir;
  put(Array.from({ length: 60 }, (_, index) => ({ repository, ago: 60 - index, later: -100_000 - index })));
  expect(await ids(worldIn(repository).world, 1)).toEqual([expect.stringMatching(/059$/) as string]);
});

test('of two copies that say the same, both name the one that was found first, whichever was written last', async () => {
  const repository = tempRepo().dir;
  const foreign = Array.from({ length: 40 }, (_, index) => ({ repository: '/srv/other', ago: index / 60, later: 0 }));
  put([...foreign, { repository, ago: 0, later: -20 }]);
  const projects = join(home, '.claude/projects');
  const [folder = ''] = readdirSync(projects).filter((name) => name !== '-srv-other');
  const [name = ''] = readdirSync(join(projects, folder));
  mkdirSync(join(projects, `${folder}-copy`));
  copyFileSync(join(projects, folder, name), join(projects, `${folder}-copy`, name));
  utimesSync(join(projects, `${folder}-copy`, name), NOW / 1000, NOW / 1000);
  const { world } = worldIn(repository);
  const pathsOf = async (count?: number): Promise<readonly string[]> =>
    (await sessionsHere(world, { all: false, agent: null }, count)).sessions.map(({ source }) => source.path);
  expect(await pathsOf()).toEqual([join(projects, folder, name)]);
  expect(await pathsOf(1)).toEqual(await pathsOf());
});
