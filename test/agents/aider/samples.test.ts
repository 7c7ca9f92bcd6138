/** Other people's histories, where a folder of samples stands beside the project. */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { aider } from '../../../src/agents/aider/aider.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/aider');
const samples = existsSync(SAMPLES) ? globSync(join(SAMPLES, '*.md')).sort() : [];

test.runIf(samples.length === 0)('no samples beside the project: nothing to read', () => {
  console.log('aider samples: none at ../shared/samples/aider, passed over');
});

test.runIf(samples.length > 0).each(samples.map((path) => [basename(path), path]))('%s is understood', (name, path) => {
  const logs = openLogReader();
  expect(aider.recognise(path, logs.head(path, 65_536))).toBeGreaterThan(40);
  for (const source of aider.sessionsIn(path, logs)) {
    const { coverage, events } = readAll(aider, source);
    console.log(`${name} ${source.key ?? ''}: ${coverage.ratio}, ${coverage.records} records, ${events.length} events`);
    expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(events.length).toBeGreaterThan(0);
  }
});
