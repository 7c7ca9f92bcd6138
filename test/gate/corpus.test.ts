/**
 * The corpus: every folder beside this file is a case, a script of what happened and what the gate has to say of it.
 *
 * A script is TypeScript around shell: git as a person types it (in one shell per step, which is quick), and an agent
 * whose edits are made in truth and told in a log of Claude Code, from which `session handoff save` makes the artifact.
 *
 * The point of most cases is not a check. Their policy requires none, so that each verdict rests on the finding that the
 * case is about; what a session says of its runs is then recorded and can only be noted. Cases about checks require one
 * (`RECORDED` in policies.ts, with a CI principal, so that a strict gate could be satisfied).
 *
 * OPENSESSION_CASE=013 plays the cases whose names begin so.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NEED_ISOLATION } from './need-isolation.ts';
import { ATTACKS, FALSE_ALARMS } from './covered.ts';
import { openWorld } from '../../src/open-world.ts';
import type { GateCase } from './gate-case.ts';
import { type Outcome, playsOf, runPlay } from './run-case.ts';
import { removeTemplates } from './template.ts';

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name.startsWith(process.env['OPENSESSION_CASE'] ?? ''))
  .map(({ name }) => name)
  .sort();

const plays = (
  await Promise.all(
    names.map(async (name) => {
      const { gateCase } = (await import(join(import.meta.dirname, name, 'case.ts'))) as {
        readonly gateCase: GateCase;
      };
      return playsOf(name, gateCase);
    }),
  )
).flat();

/** Why this machine can isolate nothing; null: it can. */
const way = await (await openWorld().isolation(import.meta.dirname)).way();
const notIsolated = way.kind === 'none' ? way.reason : null;
const isElsewhere = (name: string): boolean =>
  notIsolated !== null && NEED_ISOLATION.some((one) => name.startsWith(one));

/** Most of the time git works, not this process. */
const AT_ONCE = 3;
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  const open = [...plays];
  const work = async (): Promise<void> => {
    for (let play = open.shift(); play !== undefined; play = open.shift()) outcomes.set(play.name, await runPlay(play));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 1_200_000);

afterAll(() => {
  removeTemplates();
  console.log(table([...plays].flatMap(({ name }) => outcomes.get(name) ?? [])));
});

describe.each(plays)('$name', (play) => {
  test.skipIf(isElsewhere(play.name))(play.title, () => {
    expect(outcomes.get(play.name)?.wrong ?? ['not played']).toEqual([]);
  });
});

test('what a machine may not be able to play is a case', () => {
  if (process.env['OPENSESSION_CASE'] !== undefined) return;
  expect(NEED_ISOLATION.filter((name) => !plays.some((play) => play.name.startsWith(name)))).toEqual([]);
});

test('every attack and every false alarm is somewhere in it, and all 70 cases of the design', () => {
  if (process.env['OPENSESSION_CASE'] !== undefined) return;
  const numbers = new Set(names.map((name) => Number(name.slice(0, 3))));
  expect(Array.from({ length: 70 }, (_, at) => at + 1).filter((number) => !numbers.has(number))).toEqual([]);
  expect(Object.keys(ATTACKS)).toEqual(Array.from({ length: 25 }, (_, at) => `A${at + 1}`));
  for (const { what, cases, elsewhere } of [...Object.values(ATTACKS), ...FALSE_ALARMS]) {
    expect(
      cases.filter((number) => !numbers.has(number)),
      what,
    ).toEqual([]);
    expect(cases.length > 0 || elsewhere !== undefined, what).toBe(true);
  }
});

const table = (all: readonly Outcome[]): string => {
  const rows = all.map(({ play, told, wrong }) => [
    play.name,
    told.default,
    told.strict,
    play.main?.code ?? '-',
    isElsewhere(play.name) ? `not here: ${notIsolated}` : wrong.length === 0 ? 'right' : 'WRONG',
  ]);
  const right = rows.filter((row) => row[4] === 'right').length;
  const waiting = all.filter(({ play }) => isElsewhere(play.name)).length;
  const widths = [52, 8, 8, 26];
  return [['case', 'default', 'strict', 'main finding', ''], ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .concat(`${right} of ${all.length - waiting} right, ${waiting} not here`)
    .join('\n');
};
