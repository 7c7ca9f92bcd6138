/**
 * Other people's logs, where a folder of samples stands beside the project: each is read by the agent that recognises
 * it, without an error, and a table tells per agent how much of them was understood.
 */
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import type { Agent } from '../../src/agents/agent.ts';
import type { Coverage } from '../../src/domain/coverage.ts';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { filesBelow } from './golden-case.ts';
import { readAll } from './read-all.ts';

const SAMPLES = join(import.meta.dirname, '../../../shared/samples');

/** Made by hand to hold what no log should: lines that are no records, and types that never were. */
const DEFECTIVE: ReadonlySet<string> = new Set([
  'agentscribe-truncated-last-line.jsonl',
  'ccl-edge_cases.jsonl',
  'stage0-schema_drift.jsonl',
  'agentsview-session.jsonl',
]);

interface Reading {
  readonly agent: Agent;
  readonly path: string;
  readonly coverages: readonly Coverage[];
}

const readSample = (path: string): Reading | undefined => {
  const logs = openLogReader();
  const head = logs.head(path, 65_536);
  const [best] = agents
    .map((agent) => ({ agent, sure: agent.recognise(path, head) }))
    .filter(({ sure }) => sure > 40)
    .sort((a, b) => b.sure - a.sure);
  if (best === undefined) return undefined;
  const { agent } = best;
  const coverages = [...agent.sessionsIn(path, logs)].map((source) => {
    const { coverage, events } = readAll(agent, source, logs);
    expect(new Set(events.map(({ event_id }) => event_id)).size, path).toBe(events.length);
    return coverage;
  });
  return { agent, path, coverages };
};

const tableOf = (readings: readonly Reading[]) =>
  Object.fromEntries(
    [...Map.groupBy(readings, ({ agent }) => agent.id)].map(([id, own]) => {
      const all = own.flatMap(({ coverages }) => coverages);
      const sum = (count: (coverage: Coverage) => number): number => all.reduce((n, one) => n + count(one), 0);
      return [
        id,
        {
          files: own.length,
          sessions: all.length,
          records: sum(({ records }) => records),
          understood: sum(({ understood }) => understood),
          ignored: sum(({ ignored }) => ignored.reduce((n, { count }) => n + count, 0)),
          unknown: [...new Set(all.flatMap(({ unknown }) => unknown.map(({ type }) => type)))].join(' '),
          broken: sum(({ broken }) => broken.count),
        },
      ];
    }),
  );

test.skipIf(existsSync(SAMPLES))('there is no folder of samples beside the project: nothing to read', () => {});

test.runIf(existsSync(SAMPLES))('every sample is read without an error, and understood', () => {
  const files = filesBelow(SAMPLES);
  const readings: Reading[] = [];
  const nobodys: string[] = [];
  const crashed: string[] = [];
  for (const path of files) {
    try {
      const reading = readSample(path);
      if (reading === undefined) nobodys.push(relative(SAMPLES, path));
      else readings.push(reading);
    } catch (error) {
      const isOurs = error instanceof OpenSessionError;
      if (!isOurs) crashed.push(`${relative(SAMPLES, path)}: ${String(error)}`);
    }
  }
  console.table(tableOf(readings));
  console.log(`no agent of ours: ${[...new Set(nobodys.map((name) => name.split('/')[0]))].join(', ')}`);
  expect(crashed).toEqual([]);
  for (const { path, coverages } of readings)
    if (!DEFECTIVE.has(basename(path)))
      for (const { ratio } of coverages) expect(ratio, path).toBeGreaterThanOrEqual(0.99);
  expect(new Set(readings.map(({ agent }) => agent.id))).toEqual(
    new Set(agents.map(({ id }) => id).filter((id) => id !== 'hail')),
  );
});
