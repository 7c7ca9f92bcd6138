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
import { openWorld } from '../../src/open-world.ts';
import type { GateCase } from './gate-case.ts';
import { type Outcome, type Play, playsOf, runPlay } from './run-case.ts';
import { removeTemplates } from './template.ts';

/** The folders of the cases. */
export const NAMES: readonly string[] = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Most of the time git works, not this process. */
const AT_ONCE = 3;

/** Plays every `parts`-th case from `part` on. Each part is a file of its own: a git starts slower from a larger process. */
export const corpusSuite = async (part: number, parts: number): Promise<void> => {
  const names = NAMES.filter((name) => name.startsWith(process.env['OPENSESSION_CASE'] ?? ''));
  const plays = (await Promise.all(names.filter((_, at) => at % parts === part).map(playsIn))).flat();
  const absent = await absentHere();
  const outcomes = new Map<string, Outcome>();

  beforeAll(async () => {
    const open = [...plays];
    const work = async (): Promise<void> => {
      for (let play = open.shift(); play !== undefined; play = open.shift())
        outcomes.set(play.name, await runPlay(play));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }, 1_200_000);

  afterAll(() => {
    removeTemplates();
    if (plays.length > 0) console.log(table([...outcomes.values()], absent));
  });

  test('each case of this part is played', () => {
    expect([...outcomes.keys()].sort()).toEqual(plays.map(({ name }) => name).sort());
  });

  describe.each(plays)('$name', (play) => {
    test.skipIf(absent(play) !== null)(play.title, () => {
      expect(outcomes.get(play.name)?.wrong ?? ['not played']).toEqual([]);
    });
  });
};

export const playsIn = async (name: string): Promise<readonly Play[]> => {
  const { gateCase } = (await import(join(import.meta.dirname, name, 'case.ts'))) as { readonly gateCase: GateCase };
  return playsOf(name, gateCase);
};

/** Why this machine cannot play something; null: it can. */
type Absent = (play: Play) => string | null;

const absentHere = async (): Promise<Absent> => {
  const way = await (await openWorld().isolation(import.meta.dirname)).way();
  return ({ name }) => (way.kind === 'none' && NEED_ISOLATION.some((one) => name.startsWith(one)) ? way.reason : null);
};

const table = (outcomes: readonly Outcome[], absent: Absent): string => {
  const rows = outcomes
    .toSorted((one, other) => (one.play.name < other.play.name ? -1 : 1))
    .map(({ play, told, wrong }) => {
      const reason = absent(play);
      const judged = reason !== null ? `not here: ${reason}` : wrong.length === 0 ? 'right' : 'WRONG';
      return [play.name, told.default, told.strict, play.main?.code ?? '-', judged];
    });
  const right = rows.filter((row) => row[4] === 'right').length;
  const waiting = outcomes.filter(({ play }) => absent(play) !== null).length;
  const widths = [52, 8, 8, 26];
  return [['case', 'default', 'strict', 'main finding', ''], ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .concat(`${right} of ${outcomes.length - waiting} right, ${waiting} not here`)
    .join('\n');
};
