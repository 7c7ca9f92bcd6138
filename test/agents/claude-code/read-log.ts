import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SessionHead } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claude-code/claude-code.ts';
import { type Coverage, createTally } from '../../../src/domain/coverage.ts';
import { type Event, textOf } from '../../../src/domain/session.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readerOf } from '../read-all.ts';

export interface ReadLog {
  readonly events: readonly Event[];
  readonly head: SessionHead;
  readonly coverage: Coverage;
}

export const readPath = (path: string): ReadLog => {
  const tally = createTally();
  const reading = readerOf(claudeCode)({ source: { agent: 'claude-code', path }, logs: openLogReader(), tally });
  const events: Event[] = [];
  for (;;) {
    const step = reading.next();
    if (step.done === true) return { events, head: step.value, coverage: tally.coverage() };
    events.push(step.value);
  }
};

export const SESSION = '11111111-2222-4333-8444-555555555555';

/** A project folder of files by relative path; each file a list of records, or raw text. */
export const withProject = <T>(
  files: { readonly [path: string]: readonly object[] | string },
  use: (dir: string) => T,
): T => {
  const dir = mkdtempSync(join(tmpdir(), 'claude-code-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(dir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' ? content : content.map((one) => JSON.stringify(one)).join('\n'));
    }
    return use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Reads a session of these records, with files of sub-agents beside it. */
export const readRecords = (
  records: readonly object[],
  beside: { readonly [path: string]: readonly object[] | string } = {},
): ReadLog =>
  withProject({ [`${SESSION}.jsonl`]: records, ...beside }, (dir) => readPath(join(dir, `${SESSION}.jsonl`)));

let count = 0;

/** RFC 3339 of a second of the test's day. */
export const second = (n: number): string => new Date(Date.UTC(2026, 0, 2, 3, 4, 0) + n * 1000).toISOString();

const envelope = (): object => {
  count++;
  return {
    uuid: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    parentUuid: null,
    isSidechain: false,
    userType: 'external',
    sessionId: SESSION,
    cwd: '/home/dev/repo',
    gitBranch: 'main',
    version: '2.1.197',
    timestamp: second(count % 3000),
  };
};

export const user = (content: unknown, more: object = {}): object => ({
  ...envelope(),
  type: 'user',
  message: { role: 'user', content },
  ...more,
});

export const assistant = (content: unknown, more: object = {}): object => {
  const { message, ...rest } = more as { readonly message?: object };
  return {
    ...envelope(),
    type: 'assistant',
    message: { id: `msg_${count}`, role: 'assistant', model: 'claude-test-1', content, ...message },
    requestId: `req_${count}`,
    ...rest,
  };
};

export const say = (text: string, more: object = {}): object => assistant([{ type: 'text', text }], more);

export const call = (id: string, name: string, input: object, more: object = {}): object =>
  assistant([{ type: 'tool_use', id, name, input }], more);

export const result = (id: string, content: unknown, more: object = {}): object => {
  const { is_error, ...rest } = more as { readonly is_error?: boolean };
  return user(
    [{ type: 'tool_result', tool_use_id: id, content, ...(is_error === undefined ? {} : { is_error }) }],
    rest,
  );
};

export const record = (type: string, more: object = {}): object => ({ ...envelope(), type, ...more });

/** Texts of all events of a type, in order. */
export const textsOf = ({ events }: ReadLog, type: string): readonly string[] =>
  events.filter((event) => event.event_type.type === type).map(textOf);

export const customs = ({ events }: ReadLog, kind: string): readonly Event[] =>
  events.filter(({ event_type }) => event_type.type === 'Custom' && event_type.data.kind === kind);

/** Attributes of the only event of a type. */
export const attributesOf = ({ events }: ReadLog, type: string): { readonly [key: string]: unknown } => {
  const found = events.filter((event) => event.event_type.type === type);
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0]?.attributes ?? {};
};
