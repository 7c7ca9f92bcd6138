/** Logs that are one document: read in parts, as a large one is, they say what they say read as a whole. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import { agents } from '../../src/agents/index.ts';
import type { LogReader } from '../../src/agents/log-reader.ts';
import { OpenSessionError } from '../../src/domain/errors.ts';
import { inMemory } from '../../src/sources/documents/document-bytes.ts';
import { readDocument } from '../../src/sources/documents/read-document.ts';
import { type LogReaderOptions, openLogReader } from '../../src/sources/log-reader.ts';
import { damaged } from './damage.ts';
import { filesBelow, goldenCases, placeCase } from './golden-case.ts';
import { readAll, textsOf } from './read-all.ts';

const WHOLE: LogReaderOptions = { whole: Number.POSITIVE_INFINITY };
/** Each element alone, and a window that no token fits in. */
const PARTS: LogReaderOptions = { whole: -1, window: 5, page: 0 };

const isDocument = (path: string): boolean => path.endsWith('.json');

const placed = goldenCases()
  .map((one) => ({ id: one.agent.id, name: one.name, agent: one.agent, placed: placeCase(one) }))
  .filter((one) => {
    if (isDocument(one.placed.source.path)) return true;
    one.placed.remove();
    return false;
  });

afterAll(() => {
  for (const one of placed) one.placed.remove();
});

test('there are such logs of five agents at least', () => {
  expect(new Set(placed.map(({ id }) => id)).size).toBeGreaterThanOrEqual(5);
});

describe.each(placed)('$id: $name', ({ agent, placed: { source } }) => {
  test('in parts it is as it is as a whole', () => {
    const whole = readAll(agent, source, openLogReader(undefined, WHOLE));
    expect(whole.events.length).toBeGreaterThan(0);
    expect(readAll(agent, source, openLogReader(undefined, PARTS))).toEqual(whole);
    expect(readAll(agent, source, openLogReader(undefined, { ...PARTS, page: 2000 }))).toEqual(whole);
  });

  // what OpenCode's holds is no more than the session's name
  test.skipIf(agent.id === 'opencode')('packed it is no less a document', () => {
    const whole = readAll(agent, source);
    for (const [ending, pack] of Object.entries({ gz: gzipSync, zst: zstdCompressSync })) {
      const path = `${source.path}.${ending}`;
      writeFileSync(path, pack(readFileSync(source.path)));
      const packed = readAll(agent, { ...source, path });
      expect(textsOf(packed.events, 'UserMessage')[0]).toBe(textsOf(whole.events, 'UserMessage')[0]);
      expect(packed.coverage.broken.count).toBeLessThanOrEqual(whole.coverage.broken.count);
    }
  });

  const bytes = readFileSync(source.path);
  const outcome = (some: Buffer, sizes: LogReaderOptions): unknown => {
    try {
      return readAll(agent, source, readerOf(source.path, some, sizes));
    } catch (error) {
      if (error instanceof OpenSessionError) return error.code;
      throw error;
    }
  };

  test('every cut of it is refused alike', { timeout: 120_000 }, () => {
    for (let end = 0; end < bytes.length; end++) {
      const some = bytes.subarray(0, end);
      const parts = outcome(some, { ...PARTS, window: 4096 });
      if (parts !== 'log_broken') expect(parts).toEqual(outcome(some, WHOLE));
      else if (end % 16 === 0) expect(outcome(some, WHOLE)).toBe(parts);
    }
  });

  test('damaged anywhere it says the same in parts and as a whole', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(damaged(bytes), (some) => {
        expect(outcome(Buffer.from(some), PARTS)).toEqual(outcome(Buffer.from(some), WHOLE));
      }),
      { numRuns: 1000 },
    );
  });
});

test("Codex's early rollouts are the same in parts", () => {
  const codex = agents.find(({ id }) => id === 'codex');
  if (codex === undefined) throw new Error('expected codex among the agents');
  const call = { type: 'function_call', name: 'shell', arguments: '{"command":["ls"]}', call_id: 'c1' };
  const items = [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'List the files' }] },
    call,
    { type: 'function_call_output', call_id: 'c1', output: '{"output":"a","metadata":{"exit_code":0}}' },
    7,
  ];
  const session = { id: 's1', timestamp: '2025-05-01T10:00:00.000Z', instructions: '' };
  const path = join(mkdtempSync(join(tmpdir(), 'opensession-codex-')), 'rollout-2025-05-01-s1.json');
  try {
    writeFileSync(path, JSON.stringify({ session, items }, null, 2));
    const whole = readAll(codex, { path }, openLogReader(undefined, WHOLE));
    expect(textsOf(whole.events, 'UserMessage')).toEqual(['List the files']);
    expect(whole.events.length).toBeGreaterThan(2);
    expect(readAll(codex, { path }, openLogReader(undefined, PARTS))).toEqual(whole);
  } finally {
    rmSync(dirname(path), { recursive: true });
  }
});

/** Files of a log in memory: the log itself, and what lies beside it as it is. */
const readerOf = (path: string, bytes: Buffer, sizes: LogReaderOptions): LogReader => {
  const under = openLogReader(undefined, sizes);
  return {
    ...under,
    document: (asked, lists, parse) =>
      asked === path
        ? readDocument(inMemory(path, bytes), { ...sizes, lists, parse })
        : under.document(asked, lists, parse),
  };
};

/** The samples lie beside the project, where they are. */
const RECORDED = ['../fixtures/recorded', '../../../shared/samples']
  .map((folder) => join(import.meta.dirname, folder))
  .filter((folder) => existsSync(folder));

test('recorded sessions and samples are the same in parts', { timeout: 120_000 }, () => {
  const logs = openLogReader();
  let sessions = 0;
  for (const path of RECORDED.flatMap(filesBelow).filter(isDocument)) {
    const agent = recognised(path, logs);
    if (agent === undefined) continue;
    for (const source of agent.sessionsIn(path, logs)) {
      sessions++;
      const whole = readAll(agent, source, openLogReader(undefined, WHOLE));
      expect(readAll(agent, source, openLogReader(undefined, { ...PARTS, window: 100 })), path).toEqual(whole);
    }
  }
  expect(sessions).toBeGreaterThan(10);
});

const recognised = (path: string, logs: LogReader): Agent | undefined => {
  const head = logs.head(path, 65_536);
  const [best] = agents.map((agent) => ({ agent, sure: agent.recognise(path, head) })).sort((a, b) => b.sure - a.sure);
  return best !== undefined && best.sure > 40 ? best.agent : undefined;
};
