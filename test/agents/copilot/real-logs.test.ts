/** Genuine sessions and other people's logs, where a folder of them stands beside the project. */
import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copilot } from '../../../src/agents/copilot/copilot.ts';
import { readAll } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = ['../shared/samples/copilot-cli', '../shared/recorded/copilot', 'test/fixtures/recorded/copilot'];

describe.each(FOLDERS)('%s', (folder) => {
  const dir = join(ROOT, folder);
  const logs = existsSync(dir)
    ? globSync(['*.jsonl', '*/home/.copilot/session-state/*/events.jsonl'], { cwd: dir }).sort()
    : [];
  if (logs.length === 0) {
    console.log(`${folder}: no logs there, skipped`);
    test.skip(`no logs in ${folder}`, () => {});
    return;
  }
  test.each(logs)('%s', (name) => {
    const path = join(dir, name);
    const log = readAll(copilot, { path });
    const { coverage, events } = log;
    console.log(`${coverage.ratio} of ${coverage.records}, ${events.length} events, ${relative(dir, path)}`);
    expect(coverage.unknown).toEqual([]);
    expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    expect(readAll(copilot, { path })).toEqual(log);
  });
});
