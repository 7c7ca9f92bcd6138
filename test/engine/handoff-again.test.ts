/** A recorded session that was written as HAIL gives the same handoff as the agent's own log. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hail } from '../../src/agents/hail/hail.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { parseLog } from '../../src/engine/parse-log.ts';
import { recogniseAgent } from '../../src/engine/recognise-log.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { type Placed, place, recordings } from '../support/recorded.ts';

const NEWEST = { files: [], references: [], last: 1, all: false };

const worldOf = (placed: Placed) => {
  const world = openWorld({ cwd: placed.repo, env: { ...process.env, HOME: placed.home, USERPROFILE: placed.home } });
  return { ...world, agents: [...world.agents.filter(({ id }) => id !== 'hail'), hail] };
};

/** What of a handoff depends on the file that it was read from: its records and their places. */
const withoutFile = ({ coverage: _, ...handoff }: Handoff) => ({
  ...handoff,
  evidence: handoff.evidence.map(({ origin: _origin, ...evidence }) => evidence),
});

const onlyOne = <T>(list: readonly T[]): T => {
  const [one, ...others] = list;
  if (one === undefined || others.length > 0) throw new Error(`expected one, found ${list.length}`);
  return one;
};

describe.each(recordings())('$agent: $scenario', ({ agent, scenario }) => {
  const placed = place({ agent, scenario });
  const dir = mkdtempSync(join(tmpdir(), 'opensession-hail-'));
  afterAll(async () => {
    (await placed).remove();
    rmSync(dir, { recursive: true, force: true });
  });

  test('parse, then handoff, equals handoff', async () => {
    const world = worldOf(await placed);
    const own = onlyOne(await buildHandoffs(world, await resolveSources(world, NEWEST), { validate: true }));
    const lines = [...(await parseLog(world, own.source.path, own.source.key))];
    const path = join(dir, 'session.hail.jsonl');
    writeFileSync(path, lines.join(''));

    expect(recogniseAgent(world, path).id).toBe('hail');
    const again = onlyOne(await buildHandoffs(world, [...hail.sessionsIn(path, world.logs)], { validate: true }));
    expect(withoutFile(again.handoff)).toEqual(withoutFile(own.handoff));
    expect(again.handoff.coverage.ratio).toBe(1);
    expect([...(await parseLog(world, path))]).toEqual(lines.map((line) => line.replace(OWN_SOURCES, sourcesOf(path))));
  });
});

/** Beside the header's known keys stand the files that were read. */
const OWN_SOURCES = /"sources":\[[^\]]*\]/;
const sourcesOf = (path: string) => () => `"sources":${JSON.stringify([path])}`;
