import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { codex } from '../../../src/agents/codex/codex.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR, CUSTOM } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const SHARED = join(import.meta.dirname, '../../../../shared');
const SAMPLES = join(SHARED, 'samples/codex');
const RECORDED = join(SHARED, 'recorded/codex');

const samples = existsSync(SAMPLES) ? readdirSync(SAMPLES).map((name) => join(SAMPLES, name)) : [];
const recorded = existsSync(RECORDED)
  ? readdirSync(RECORDED).flatMap((scenario) =>
      [...codex.find(join(RECORDED, scenario, 'home/.codex/sessions'), openLogReader())].map(({ path }) => path),
    )
  : [];
const all = [...samples, ...recorded];

test.runIf(all.length === 0)('no logs of real sessions beside the project: nothing to read', () => {
  console.log(`passed over: no ${SAMPLES}`);
});

test.runIf(all.length > 0).each(all.map((path) => [basename(path), path]))('%s is understood', (name, path) => {
  const { coverage, events, head } = readAll(codex, { path });
  console.log(`${name}: ${coverage.records} records, ${coverage.ratio}, unknown ${JSON.stringify(coverage.unknown)}`);
  expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
  expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
  expect(head.session_id).not.toBe('');
  expect(codex.recognise(path, openLogReader().head(path, 65_536))).toBeGreaterThan(80);
});

/** The last running total that a log holds. */
const lastTotal = (path: string): { readonly input: number; readonly output: number } => {
  let total = { input: 0, output: 0 };
  for (const line of openLogReader().lines(path)) {
    const match = /"total_token_usage":\{"input_tokens":(\d+).{0,90}?"output_tokens":(\d+)/.exec(line.text());
    if (match !== null) total = { input: Number(match[1]), output: Number(match[2]) };
  }
  return total;
};

test.runIf(recorded.length > 0).each(recorded.map((path) => [basename(path), path]))(
  '%s: tokens add up to its totals, every command has its exit, each prompt and answer stands once',
  (_name, path) => {
    const { events } = readAll(codex, { path });
    const used = events.filter(
      ({ event_type: type }) => type.type === 'Custom' && type.data.kind === CUSTOM.tokenCount,
    );
    const sum = (...keys: readonly string[]): number =>
      used.reduce((total, event) => keys.reduce((all, key) => all + Number(event.attributes?.[key]), total), 0);
    expect({
      input: sum(ATTR.inputTokens, ATTR.cacheReadTokens, ATTR.cacheWriteTokens),
      output: sum(ATTR.outputTokens),
    }).toEqual(lastTotal(path));
    const commands = [...settle(events)].flatMap(({ event_type: type }) =>
      type.type === 'ShellCommand' ? [type.data] : [],
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command.exit_code).toBeTypeOf('number');
    const texts: string[] = [];
    // each at its turn: a line's text is there until the next one is taken
    for (const line of openLogReader().lines(path)) texts.push(line.text());
    const count = (part: string): number => texts.filter((line) => line.includes(part)).length;
    const of = (type: string): number => events.filter((event) => event.event_type.type === type).length;
    expect(of('UserMessage')).toBe(count('"item":{"type":"UserMessage"'));
    expect(of('AgentMessage')).toBe(count('"item":{"type":"AgentMessage"'));
  },
);
