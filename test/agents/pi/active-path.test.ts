import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { activePath } from '../../../src/agents/pi/active-path.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

const home = mkdtempSync(join(tmpdir(), 'pi-path-'));
afterAll(() => rmSync(home, { recursive: true }));

const HEADER = '{"type":"session","version":3,"id":"s","timestamp":"2026-03-04T09:00:00.000Z","cwd":"/srv/app"}';
const entry = (id: string, parent: string | null): string => JSON.stringify({ type: 'label', id, parentId: parent });
const standing = (lines: readonly string[]): readonly number[] => {
  const path = join(home, 'a.jsonl');
  writeFileSync(path, lines.join('\n'));
  const active = activePath(path, openLogReader());
  return lines.flatMap((_line, at) => (at > 0 && active.isActive(at) ? [at] : []));
};

test('the path of the last entry, as a walk over all parents finds it', () => {
  const parents = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(parents, (picks) => {
      // entry n goes on from the one before it, or from any earlier one, or from none
      const parent = picks.map((pick, at) =>
        at === 0 || pick < 0.1 ? -1 : pick < 0.7 ? at - 1 : Math.floor(pick * at),
      );
      const lines = [HEADER, ...parent.map((on, at) => entry(`e${at}`, on === -1 ? null : `e${on}`))];
      const expected: number[] = [];
      for (let at = picks.length - 1; at >= 0; at = parent[at] ?? -1) expected.unshift(at + 1);
      expect(standing(lines)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('an entry whose parent is not there follows the line before it', () => {
  expect(standing([HEADER, entry('a', null), entry('b', 'a'), '{"type":"la', entry('d', 'c')])).toEqual([1, 2, 3, 4]);
});

test('an entry in another order of keys is found too', () => {
  const odd = '{"parentId":"a","id":"c","type":"label"}';
  expect(standing([HEADER, entry('a', null), entry('b', 'a'), odd, entry('d', 'c')])).toEqual([1, 3, 4]);
});

test('a log of the first format has one path', () => {
  const linear = '{"type":"session","id":"s","timestamp":"2026-03-04T09:00:00.000Z"}';
  expect(standing([linear, '{"type":"message"}', '{"type":"message"}'])).toEqual([1, 2]);
});
