/** A prompt of many megabytes is told once: it is no title besides, in the head of what is made of the session. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { tempDir } from '../support/temp-repo.ts';
import { readAll, textsOf } from './read-all.ts';

const AT = '2026-01-05T09:00:00.000Z';
const lines = (...records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

const LOGS: readonly (readonly [agent: string, name: string, log: (text: string) => string])[] = [
  [
    'cline',
    'tasks/1741168800000/ui_messages.json',
    (text) => JSON.stringify([{ ts: 1_741_168_800_000, type: 'say', say: 'task', text }]),
  ],
  [
    'cline',
    'tasks/1741168800000/api_conversation_history.json',
    (text) => JSON.stringify([{ role: 'user', content: [{ type: 'text', text: `<task>\n${text}\n</task>` }] }]),
  ],
  [
    'cline',
    'sessions/s/s.messages.json',
    (text) => JSON.stringify({ version: 1, sessionId: 's', messages: [{ role: 'user', content: text }] }),
  ],
  [
    'codex',
    'r.jsonl',
    (message) =>
      lines(
        { timestamp: AT, type: 'session_meta', payload: { id: 's', cwd: '/r' } },
        { timestamp: AT, type: 'event_msg', payload: { type: 'user_message', message } },
      ),
  ],
  [
    'gemini',
    'session-x.jsonl',
    (content) => lines({ sessionId: 's', startTime: AT }, { id: 'm', timestamp: AT, type: 'user', content }),
  ],
  [
    'qwen',
    's.jsonl',
    (text) =>
      lines({
        uuid: 'u',
        parentUuid: null,
        sessionId: 's',
        timestamp: AT,
        type: 'user',
        message: { role: 'user', parts: [{ text }] },
      }),
  ],
  [
    'amp',
    'T-1.json',
    (text) =>
      JSON.stringify({
        v: 1,
        id: 'T-1',
        created: 1_741_168_800_000,
        messages: [{ role: 'user', content: [{ type: 'text', text }] }],
      }),
  ],
  ['aider', '.aider.chat.history.md', (text) => `\n# aider chat started at 2026-01-05 09:00:00\n\n#### ${text}  \n`],
];

test.each(LOGS)('%s, %s', (id, name, log) => {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Error(`no agent ${id}`);
  const read = (text: string): readonly [string | undefined, readonly string[]] => {
    const path = join(tempDir(), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, log(text));
    const { head, events } = readAll(agent, { path });
    return [head.context.title, textsOf(events, 'UserMessage')];
  };
  const [short, long] = ['Fix the sum', 'Fix the sum '.repeat(10_000).trim()];
  expect(read(short)).toEqual([short, [short]]);
  expect(read(long)).toEqual([undefined, [long]]);
});
