/** Other people's stores, where a folder of samples stands beside the project. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cursor } from '../../../src/agents/cursor/cursor.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/cursor');
const samples = existsSync(SAMPLES) ? readdirSync(SAMPLES).sort() : [];
if (samples.length === 0) console.log('cursor samples: none at ../shared/samples, skipped');

describe.skipIf(samples.length === 0)('samples', () => {
  test.each(samples)('%s', (name) => {
    const path = join(SAMPLES, name);
    const logs = openLogReader();
    expect(cursor.recognise(path, logs.head(path, 65_536))).toBeGreaterThan(40);
    const sessions = [...cursor.sessionsIn(path, logs)].map((source) => readAll(cursor, source));
    expect(sessions.length).toBeGreaterThan(0);
    for (const { events, coverage } of sessions) {
      expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
      expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    }
    const records = sessions.reduce((sum, { coverage }) => sum + coverage.records, 0);
    const least = Math.min(...sessions.map(({ coverage }) => coverage.ratio));
    console.log(`${least.toFixed(4)} of ${records} records, ${sessions.length} sessions: ${name}`);
  });
});
