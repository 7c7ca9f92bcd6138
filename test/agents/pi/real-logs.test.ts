/** Genuine sessions and other people's logs, where a folder of them stands beside the project. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pi } from '../../../src/agents/pi/pi.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = ['../shared/samples/pi', '../shared/recorded/pi', 'test/fixtures/recorded/pi'];

/** Made by hand to hold what no log should: a line that is no record, and a type that never was. */
const DEFECTIVE: ReadonlySet<string> = new Set(['agentsview-session.jsonl']);

/** Output tokens of all answers, counted without the parser; none of these logs has a branch that was left. */
const outputTokens = (path: string): number =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"role":"assistant"'))
    .reduce((sum, line) => sum + Number(/"usage":\{"input":\d+,"output":(\d+)/.exec(line)?.[1] ?? 0), 0);

describe.each(FOLDERS)('%s', (folder) => {
  const dir = join(ROOT, folder);
  const logs = existsSync(dir) ? globSync(['*.jsonl', '*/home/.pi/agent/sessions/*/*.jsonl'], { cwd: dir }).sort() : [];
  if (logs.length === 0) {
    console.log(`${folder}: no logs there, skipped`);
    test.skip(`no logs in ${folder}`, () => {});
    return;
  }
  test.each(logs)('%s', (name) => {
    const path = join(dir, name);
    const log = readAll(pi, { path });
    const { coverage, events } = log;
    console.log(
      `${coverage.ratio} of ${coverage.records}, ${events.length} events, unknown ${JSON.stringify(coverage.unknown)}, ${relative(dir, path)}`,
    );
    if (!DEFECTIVE.has(basename(path))) expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
    expect(events.reduce((sum, event) => sum + Number(event.attributes?.[ATTR.outputTokens] ?? 0), 0)).toBe(
      outputTokens(path),
    );
    expect(readAll(pi, { path })).toEqual(log);
  });
});
