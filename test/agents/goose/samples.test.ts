/** Other people's sessions, where a folder of samples stands beside the project. */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { goose } from '../../../src/agents/goose/goose.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/goose');
const samples = existsSync(SAMPLES) ? globSync(join(SAMPLES, '*.{db,jsonl}')).sort() : [];

test.runIf(samples.length === 0)('no samples beside the project: nothing to read', () => {
  console.log('goose samples: none at ../shared/samples/goose, passed over');
});

test.runIf(samples.length > 0).each(samples.map((path) => [basename(path), path]))('%s is understood', (name, path) => {
  const logs = openLogReader();
  expect(goose.recognise(path, logs.head(path, 65_536))).toBeGreaterThan(40);
  const sources = [...goose.sessionsIn(path, logs)];
  if (sources.length === 0) console.log(`${name}: holds no session with messages`);
  for (const source of sources) {
    const { coverage, events } = readAll(goose, source);
    console.log(`${name} ${source.key ?? ''}: ${coverage.ratio}, ${coverage.records} records, ${events.length} events`);
    expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(events.length).toBeGreaterThan(0);
  }
});
