/** A kind of content that nobody knows, inside an answer whose record is known, is named too: an agent that renames one is noticed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { tempDir } from '../support/temp-repo.ts';
import { buildChat } from './cursor/build-store.ts';
import { readAll } from './read-all.ts';

const AT = '2026-01-05T09:00:00.000Z';
/** Parts of the Gemini API are named by their key. */
const BLOCK = { type: 'hologram', hologram: 'x' };
const PART = { hologram: 'x' };
const TEXT = { type: 'text', text: 'Done.' };

const put = (path: string, text: string): string => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const lines = (...records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

const envelope = { uuid: 'a', parentUuid: null, sessionId: 's', timestamp: AT };

interface Case {
  readonly agent: string;
  readonly what: string;
  write(dir: string, blocks: object): string;
}

const cases: readonly Case[] = [
  {
    agent: 'claude-code',
    what: 'answer',
    write: (dir, content) =>
      put(
        join(dir, 's.jsonl'),
        lines({ ...envelope, type: 'assistant', message: { id: 'm', role: 'assistant', content } }),
      ),
  },
  {
    agent: 'claude-code',
    what: 'prompt',
    write: (dir, content) =>
      put(join(dir, 's.jsonl'), lines({ ...envelope, type: 'user', message: { role: 'user', content } })),
  },
  {
    agent: 'codex',
    what: 'answer',
    write: (dir, content) =>
      put(
        join(dir, 'r.jsonl'),
        lines(
          { timestamp: AT, type: 'session_meta', payload: { id: 's', cwd: '/r' } },
          { timestamp: AT, type: 'response_item', payload: { type: 'message', role: 'assistant', content } },
        ),
      ),
  },
  {
    agent: 'pi',
    what: 'answer',
    write: (dir, content) =>
      put(
        join(dir, 'p.jsonl'),
        lines(
          { type: 'session', version: 3, id: 's', timestamp: AT, cwd: '/r' },
          { type: 'message', id: 'a', parentId: null, timestamp: AT, message: { role: 'assistant', content } },
        ),
      ),
  },
  {
    agent: 'gemini',
    what: 'answer',
    write: (dir, content) =>
      put(
        join(dir, 'session-x.jsonl'),
        lines({ sessionId: 's', startTime: AT }, { id: 'm', timestamp: AT, type: 'gemini', content }),
      ),
  },
  {
    agent: 'qwen',
    what: 'answer',
    write: (dir, parts) =>
      put(
        join(dir, 's.jsonl'),
        lines({ ...envelope, type: 'assistant', cwd: '/r', message: { role: 'model', parts } }),
      ),
  },
  {
    agent: 'qwen',
    what: 'prompt',
    write: (dir, parts) =>
      put(join(dir, 's.jsonl'), lines({ ...envelope, type: 'user', cwd: '/r', message: { role: 'user', parts } })),
  },
  {
    agent: 'qwen',
    what: 'result',
    write: (dir, parts) =>
      put(
        join(dir, 's.jsonl'),
        lines({ ...envelope, type: 'tool_result', cwd: '/r', message: { role: 'user', parts } }),
      ),
  },
  {
    agent: 'cline',
    what: 'answer of a task',
    write: (dir, content) =>
      put(
        join(dir, 'tasks/1741168800000/api_conversation_history.json'),
        JSON.stringify([
          { role: 'user', content: [TEXT] },
          { role: 'assistant', content },
        ]),
      ),
  },
  {
    agent: 'cline',
    what: 'answer of a session',
    write: (dir, content) =>
      put(
        join(dir, 'sessions/s/s.messages.json'),
        JSON.stringify({ version: 1, sessionId: 's', messages: [{ role: 'assistant', content }] }),
      ),
  },
  {
    agent: 'cursor',
    what: 'answer of the CLI',
    write: (dir, content) =>
      buildChat(join(dir, 'chats/w/s/store.db'), {
        meta: { agentId: 's', name: 'x' },
        blobs: [{ role: 'assistant', content }],
      }),
  },
  {
    agent: 'cursor',
    what: 'answer in a transcript',
    write: (dir, content) =>
      put(join(dir, 'agent-transcripts/s/s.jsonl'), lines({ role: 'assistant', message: { content } })),
  },
];

const coverageOf = (one: Case, blocks: object) => {
  const agent = agents.find(({ id }) => id === one.agent);
  if (agent === undefined) throw new Error(`no agent ${one.agent}`);
  return readAll(agent, { path: one.write(tempDir(), blocks) }).coverage;
};

test.each(cases)('$agent, $what: content that nobody knows is named', (one) => {
  const block = one.agent === 'gemini' || one.agent === 'qwen' ? PART : BLOCK;
  expect(coverageOf(one, [TEXT, block]).unknown).toEqual([{ type: 'content/hologram', count: 1 }]);
  expect(coverageOf(one, [block]).unknown).toEqual([{ type: 'content/hologram', count: 1 }]);
  expect(coverageOf(one, [TEXT]).unknown).toEqual([]);
});

const TYPED = cases.filter(({ agent }) => agent !== 'gemini' && agent !== 'qwen');

test.each(TYPED)('$agent, $what: content that names its kind elsewhere is noticed', (one) => {
  expect(coverageOf(one, [TEXT, { kind: 'hologram' }]).unknown).toEqual([{ type: 'content/', count: 1 }]);
  expect(coverageOf(one, [{ type: 7, hologram: 'x' }]).unknown).toEqual([{ type: 'content/', count: 1 }]);
  expect(coverageOf(one, [{ text: 'Done.' }]).unknown).toEqual([]);
});

test.each(TYPED.filter(({ agent, what }) => /^(?:codex|pi) |a session$/.test(`${agent} ${what}`)))(
  '$agent, $what: one block where a list is expected is noticed',
  (one) => {
    expect(coverageOf(one, BLOCK).unknown).toEqual([{ type: 'content/hologram', count: 1 }]);
  },
);
