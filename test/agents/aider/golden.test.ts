import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aider } from '../../../src/agents/aider/aider.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/aider');
const pathOf = (name: string): string => join(LOGS, name, 'input.md');

/** The last session of a history whose key begins so; the first one without it. */
const read = (name: string, key?: string) => {
  const sources = [...aider.sessionsIn(pathOf(name), openLogReader())];
  const source = key === undefined ? sources[0] : sources.find((one) => one.key === key);
  if (source === undefined) throw new Error(`no session ${key} in ${name}`);
  return readAll(aider, source);
};

test('headings and quotes of an answer are no prompts and no lines of the program', () => {
  const { events } = read('edits-and-tests');
  expect(textsOf(events, 'UserMessage')).toEqual(['Make parse() trim blanks\nand keep the tests green', 'Is it done?']);
  expect(textsOf(events, 'Thinking')).toEqual(['Trim each part.']);
  const [answer] = textsOf(events, 'AgentMessage');
  expect(answer).toContain('> a quote, not a line of the program\n\n#### A heading, not a prompt\n\n```bash');
});

const files = (name: string, key?: string) =>
  read(name, key).events.flatMap(({ event_type: type, attributes: facts }) =>
    type.type === 'FileCreate' || type.type === 'FileEdit' || type.type === 'FileDelete'
      ? [[type.type, type.data.path, facts?.[ATTR.fileBefore], facts?.[ATTR.linesAdded], facts?.[ATTR.linesRemoved]]]
      : [],
  );

test('changes of files: what Aider said that it changed, with the lines of the blocks; undone ones go back', () => {
  expect(files('edits-and-tests')).toEqual([
    ['FileEdit', 'parse.js', 'update', 3, 2],
    ['FileCreate', 'test/new.test.js', 'create', 2, 0],
    ['FileEdit', 'test/new.test.js', 'update', 1, 1],
    ['FileEdit', 'test/new.test.js', undefined, 1, 1],
  ]);
});

test('whole files keep their text', () => {
  const written = read('resumed').events.filter(({ event_type: type }) => type.type === 'FileCreate');
  expect(written.map(({ content }) => content.blocks)).toEqual([
    [{ type: 'Code', code: '# A\n\ntext\n', language: 'markdown' }],
    [{ type: 'Code', code: 'let b;\n', language: 'javascript' }],
  ]);
  expect(files('resumed').map((file) => file.slice(1))).toEqual([
    ['docs/a.md', 'update', undefined, undefined],
    ['b.js', 'create', 1, 0],
  ]);
});

test('of an answer that was applied in part only what is sure is told', () => {
  expect(files('odd', '20260105T120000')).toEqual([
    ['FileEdit', 'a.js', 'update', undefined, undefined],
    ['FileEdit', 'b.js', 'update', undefined, undefined],
    ['FileEdit', 'never-shown.js', 'update', undefined, undefined],
  ]);
  const { events } = read('odd', '20260105T120000');
  expect(textsOf(events, 'AgentMessage').join()).not.toContain('failed to match');
  expect(textsOf(events, 'SystemMessage').join()).toContain('Just reply with fixed versions');
});

test('commands: a test tells whether it passed, others do not', () => {
  const commands = [...settle(read('edits-and-tests').events)].flatMap(({ event_type: type, attributes }) =>
    type.type === 'ShellCommand' ? [[type.data.command, type.data.exit_code, attributes?.[ATTR.exitSource]]] : [],
  );
  expect(commands).toEqual([
    ['npm test', undefined, undefined],
    ['npm test -- --ci', undefined, undefined],
    ['npm test -- --ci', 0, 'absence'],
    ['npm run lint', undefined, undefined],
  ]);
  const [failed] = read('edits-and-tests').events.filter(({ event_type: type }) => type.type === 'ToolResult');
  expect(failed?.event_type).toMatchObject({ data: { is_error: true } });
});

test('tokens as far as the rounded figures tell, commits by their ids', () => {
  const { events } = read('edits-and-tests');
  const used = events.flatMap(({ attributes: facts }) =>
    facts?.[ATTR.outputTokens] === undefined
      ? []
      : [[ATTR.inputTokens, ATTR.cacheWriteTokens, ATTR.cacheReadTokens, ATTR.outputTokens].map((key) => facts[key])],
  );
  expect(used).toEqual([
    [750, 1100, 450, 210],
    [12_000, 0, 0, 90],
    [800, 0, 0, 12],
  ]);
  expect(events.flatMap((event) => event.attributes?.[ATTR.commit] ?? [])).toEqual(['abc1234', 'def5678']);
});

test('the head: version, model and its maker, local time as it was shown', () => {
  expect(read('edits-and-tests').head).toMatchObject({
    agent: { provider: 'anthropic', model: 'anthropic/claude-sonnet-4-5', tool: 'aider', tool_version: '0.86.1' },
    context: { title: 'Make parse() trim blanks\nand keep the tests green', created_at: '2026-01-05T10:00:00Z' },
  });
});

test('what a person typed to the program is no prompt; a slash that is no command is one', () => {
  const { events } = read('resumed');
  expect(textsOf(events, 'UserMessage')).toEqual(['설명해 주세요', 'One\n\nmore thing', '/usr/bin/env fails, why?']);
  const types = events.map(({ event_type: type }) => type);
  expect(types).toContainEqual({ type: 'WebFetch', data: { url: 'https://example.org/a' } });
  expect(types).toContainEqual({ type: 'ShellCommand', data: { command: 'ls -la' } });
  expect(types).toContainEqual({ type: 'Custom', data: { kind: 'turn_aborted' } });
});
