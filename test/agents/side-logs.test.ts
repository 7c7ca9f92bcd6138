/** A log that lies beside a session's own and cannot be read costs itself, and not the session: it counts as broken. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { goldenCases, placeCase, readCase } from './golden-case.ts';
import { type ReadSession, readAll } from './read-all.ts';

const TORN = (path: string): void => writeFileSync(path, '{"messages": [{"role": "us');
const DAMAGE = {
  'in whose place a folder lies': (path: string): void => mkdirSync(path),
  'that leads nowhere': (path: string): void => symlinkSync('/nowhere/at/all', path),
  'that was cut off': TORN,
};

const damaged = (
  { agent, name }: (typeof cases)[number],
  place: string,
  damage: (path: string) => void,
): { readonly read: ReadSession; readonly files: readonly string[] } => {
  const placed = placeCase({ agent, name });
  try {
    const path = `${placed.dir}/${place}`;
    rmSync(path, { force: true });
    damage(path);
    const source = { agent: agent.id, ...placed.source };
    return { read: readAll(agent, source), files: agent.files?.(source, openLogReader()) ?? [] };
  } finally {
    placed.remove();
  }
};

const cases = goldenCases().flatMap((one) => {
  const placed = placeCase(one);
  try {
    const [, ...beside] = readAll(one.agent, placed.source).head.sources;
    return beside.map((path) => ({ ...one, id: one.agent.id, place: relative(placed.dir, path) }));
  } finally {
    placed.remove();
  }
});

test('there are such logs of six agents at least', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBeGreaterThanOrEqual(6);
});

describe.each(cases)('$id: $name: $place', (one) => {
  const whole = readCase(one.agent, one.name);

  test.each(Object.entries(DAMAGE))('one %s', (_, damage) => {
    const { read, files } = damaged(one, one.place, damage);
    expect(read.events.length).toBeGreaterThan(0);
    expect(read.events.length).toBeLessThan(whole.events.length);
    expect(read.head.session_id).toBe(whole.head.session_id);
    expect(read.coverage.broken.count).toBe(whole.coverage.broken.count + 1);
    expect(files.length).toBeGreaterThan(0);
  });
});

test("OpenCode's messages of a sub-agent are told without the document of its session", () => {
  const opencode = agents.find(({ id }) => id === 'opencode');
  if (opencode === undefined) throw new Error('expected opencode among the agents');
  const whole = readCase(opencode, 'tree');
  const one = { agent: opencode, id: 'opencode', name: 'tree', dir: '', place: '' };
  const document = 'storage/session/prj/ses_made00000000000000000002.json';
  const { read } = damaged(one, document, TORN);
  expect(read.events.length).toBe(whole.events.length);
});
