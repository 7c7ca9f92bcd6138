/** Every recorded session of every agent: the handoff says what the scenario's truth says, field by field. */
import { afterAll, describe, expect, test } from 'vitest';
import { mergeHandoffs } from '../src/contract/merge-handoffs.ts';
import { buildHandoffs } from '../src/engine/build-handoff.ts';
import { resolveSources } from '../src/engine/resolve-source.ts';
import type { Handoff } from '../src/domain/handoff.ts';
import { formats } from '../src/formats/index.ts';
import { openWorld } from '../src/open-world.ts';
import { asTruth, expected } from './support/compare-truth.ts';
import { type Placed, place, recordings } from './support/recorded.ts';

const NEWEST = { files: [], references: [], last: 1, all: false };

const handoffsOf = async (placed: Placed, last: number): Promise<readonly Handoff[]> => {
  const world = openWorld({ cwd: placed.repo, env: { ...process.env, HOME: placed.home, USERPROFILE: placed.home } });
  const sources = await resolveSources(world, { ...NEWEST, last });
  return (await buildHandoffs(world, sources, { validate: true })).map(({ handoff }) => handoff);
};

const handoffOf = async (placed: Placed): Promise<Handoff> => {
  const [handoff] = await handoffsOf(placed, 1);
  if (handoff === undefined) throw new Error('no handoff');
  return handoff;
};

const found = recordings();

test('there are recordings of the agents that can be driven', () => {
  expect([...new Set(found.map(({ agent }) => agent))]).toEqual([
    'claude-code',
    'cline',
    'codex',
    'copilot',
    'gemini',
    'opencode',
    'pi',
    'qwen',
  ]);
  expect(found.length).toBeGreaterThanOrEqual(36);
});

describe.each(found)('$agent: $scenario', ({ agent, scenario, truth }) => {
  const placed = place({ agent, scenario });
  afterAll(async () => (await placed).remove());
  let made: Promise<Handoff> | undefined;
  /** Made by the test that asks first. */
  const handoff = (): Promise<Handoff> => (made ??= placed.then(handoffOf));

  test('equals the truth', async () => {
    expect(asTruth(await handoff(), truth)).toEqual(expected(truth));
  });

  test('is the same twice, and understands the log', async () => {
    const first = await handoff();
    expect(await handoffOf(await placed)).toEqual(first);
    expect(first.coverage.unknown).toEqual([]);
    expect(first.coverage.ratio).toBeGreaterThanOrEqual(0.99);
  });

  test.runIf(scenario === 'forked')('counts what the fork copied once', async () => {
    const both = await handoffsOf(await placed, 2);
    expect(both).toHaveLength(2);
    const { merged } = mergeHandoffs(both);
    expect(merged.checks.map(({ runs }) => runs)).toEqual(truth.checks.map(({ runs }) => runs));
    expect(merged.conflicts).toEqual([]);
    expect(merged.work_packages).toHaveLength(2);
  });

  test.runIf(truth.secrets !== undefined)('tells no secret in any format', async () => {
    const { secrets } = await placed;
    const handoffs = [await handoff()];
    for (const format of formats) {
      const text = await format.render({ handoffs });
      for (const [name, value] of Object.entries(secrets))
        expect(text.includes(value), `${name} in ${format.id}`).toBe(false);
    }
  });
});
