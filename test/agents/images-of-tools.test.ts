/** A picture that a tool gave stands in some logs in a message of the user, where nobody typed anything. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import { cline } from '../../src/agents/cline/cline.ts';
import { gemini } from '../../src/agents/gemini/gemini.ts';
import { promptOf } from '../../src/contract/turn.ts';
import { readAll } from './read-all.ts';

const home = mkdtempSync(join(tmpdir(), 'images-'));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, 's'));

const promptsIn = (agent: Agent, name: string, text: string): readonly string[] => {
  const path = join(home, 's', name);
  writeFileSync(path, text);
  return readAll(agent, { path }).events.flatMap((event) => promptOf(event) ?? []);
};

const image = { type: 'image', mediaType: 'image/png', data: '' };

test.each([
  ['a result of a call', [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }], []],
  ['a result that is told as text', [{ type: 'text', text: "[browser_action for 'launch'] Result:" }], []],
  ['what a person typed', [{ type: 'text', text: 'look at it' }], ['look at it']],
  ['nothing', [], ['(only an image)']],
])('Cline: beside %s', (_, beside, told) => {
  const messages = [{ role: 'user', content: [...beside, image] }];
  expect(promptsIn(cline, 's.messages.json', JSON.stringify({ messages }))).toEqual(told);
});

test.each([
  ['a result of a call', [{ functionResponse: { id: 'a', name: 'read_file', response: { output: 'ok' } } }], []],
  ['nothing', [], ['(only an image)']],
])('Gemini CLI: beside %s', (_, beside, told) => {
  const content = [...beside, { inlineData: { mimeType: 'image/png', data: '' } }];
  const record = { id: 'm', timestamp: '2026-01-01T00:00:00.000Z', type: 'user', content };
  expect(promptsIn(gemini, 'session-test.jsonl', JSON.stringify(record))).toEqual(told);
});
