/** Logs of real agents: the recorded ones in test/fixtures, and other people's where they lie beside the project. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readPath, type ReadLog } from './read-log.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SAMPLES = join(ROOT, '../shared/samples/claude-code');
const RECORDED = join(ROOT, 'test/fixtures/recorded/claude-code');

const logsBelow = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return logsBelow(path);
    return name.endsWith('.jsonl') ? [path] : [];
  });

/** Made by hand to hold what no log should: lines that are no records, and types that never were. */
const DEFECTIVE: ReadonlySet<string> = new Set([
  'agentscribe-truncated-last-line.jsonl',
  'ccl-edge_cases.jsonl',
  'stage0-schema_drift.jsonl',
]);

/** Greatest output figure of each message and request, counted without the parser. */
const outputTokens = (paths: readonly string[]): number => {
  const greatest = new Map<string, number>();
  for (const line of paths.flatMap((path) => readFileSync(path, 'utf8').split('\n'))) {
    let record: {
      type?: string;
      requestId?: string;
      uuid?: string;
      isApiErrorMessage?: boolean;
      message?: { id?: string; model?: string; usage?: { output_tokens?: number } };
    };
    try {
      record = JSON.parse(line);
    } catch {
      continue;
    }
    if (record?.type !== 'assistant' || record.message?.model === '<synthetic>' || record.isApiErrorMessage === true)
      continue;
    const key = `${record.message?.id ?? record.uuid} ${record.requestId}`;
    greatest.set(key, Math.max(greatest.get(key) ?? 0, record.message?.usage?.output_tokens ?? 0));
  }
  return [...greatest.values()].reduce((a, b) => a + b, 0);
};

const check = (path: string, log: ReadLog): void => {
  const ids = log.events.map(({ event_id }) => event_id);
  expect(new Set(ids).size).toBe(ids.length);
  const counted = log.events.reduce((sum, { attributes }) => sum + Number(attributes?.[ATTR.outputTokens] ?? 0), 0);
  expect(counted).toBe(outputTokens(log.head.sources));
  expect(JSON.stringify(readPath(path))).toBe(JSON.stringify(log));
  if (!DEFECTIVE.has(basename(path))) expect(log.coverage.ratio).toBeGreaterThanOrEqual(0.99);
};

const report = (path: string, { coverage, events }: ReadLog): string => {
  const rest = coverage.unknown.map(({ type, count }) => `${count}x ${type}`).join(', ');
  const broken = coverage.broken.count === 0 ? '' : `, ${coverage.broken.count} broken`;
  return `${coverage.ratio.toFixed(4)} of ${coverage.records} records, ${events.length} events: ${path}${broken}${rest === '' ? '' : `; unknown: ${rest}`}`;
};

describe.each([
  ['recorded', RECORDED],
  ['samples', SAMPLES],
])('%s', (_name, dir) => {
  if (!existsSync(dir)) {
    test.skip(`there is no ${relative(ROOT, dir)}`, () => {});
    return;
  }
  test.each(logsBelow(dir).map((path) => [relative(dir, path), path]))('%s', (name, path) => {
    const log = readPath(path);
    console.log(report(name, log));
    check(path, log);
  });
});
