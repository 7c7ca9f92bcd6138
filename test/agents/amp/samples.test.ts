/** Other people's threads, where a folder of samples stands beside the project. */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { amp } from '../../../src/agents/amp/amp.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/amp');
const samples = existsSync(SAMPLES) ? globSync(join(SAMPLES, '*.json')).sort() : [];

test.runIf(samples.length === 0)('no samples beside the project: nothing to read', () => {
  console.log('amp samples: none at ../shared/samples/amp, passed over');
});

test.runIf(samples.length > 0).each(samples.map((path) => [basename(path), path]))('%s is understood', (name, path) => {
  const { coverage, events } = readAll(amp, { path });
  console.log(`${name}: ${coverage.ratio}, ${coverage.records} records, ${events.length} events`);
  expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
  expect(events.length).toBeGreaterThan(0);
  expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
  expect(amp.recognise(path, openLogReader().head(path, 65_536))).toBeGreaterThan(40);
});
