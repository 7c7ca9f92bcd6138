import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codex } from '../../../src/agents/codex/codex.ts';
import { ATTR, CUSTOM } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/codex');

/** The log of a case: `input.jsonl`, else the first rollout that is found in it. */
const inputOf = (name: string): string => {
  const plain = join(LOGS, name, 'input.jsonl');
  if (existsSync(plain)) return plain;
  const [first] = [
    ...codex.find(join(LOGS, name, 'sessions'), openLogReader()),
    ...codex.find(join(LOGS, name), openLogReader()),
  ];
  if (first === undefined) throw new Error(`no rollout in ${name}`);
  return first.path;
};

const read = (name: string) => readAll(codex, { path: inputOf(name) });

const ofCall = (events: readonly Event[], id: string): readonly Event[] =>
  events.filter((event) => event.attributes?.[ATTR.callId] === id);

const resultOf = (events: readonly Event[], id: string) =>
  ofCall(events, id).findLast((event) => event.event_type.type === 'ToolResult')?.attributes ?? {};

const files = (events: readonly Event[]) =>
  events.flatMap(({ event_type: type, attributes }) =>
    type.type === 'FileCreate' || type.type === 'FileEdit' || type.type === 'FileDelete'
      ? [
          [
            type.type,
            type.data.path,
            attributes?.[ATTR.linesAdded],
            attributes?.[ATTR.linesRemoved],
            attributes?.[ATTR.noEffect],
          ],
        ]
      : [],
  );

test('what stands as response item, event and completed item counts once', () => {
  const { events, head } = read('completed-items');
  expect(textsOf(events, 'UserMessage')).toEqual(['Make parse() trim blanks', 'Also handle null input']);
  expect(textsOf(events, 'AgentMessage')).toEqual(['Looking around.', 'One test fails.', 'Done.']);
  expect(textsOf(events, 'Thinking')).toEqual(['**Thinking it over**']);
  const commands = events.flatMap(({ event_type: type }) => (type.type === 'ShellCommand' ? [type.data.command] : []));
  expect(commands).toEqual(['ls -la', 'npm test', 'git status']);
  expect(files(events)).toEqual([['FileEdit', '/home/dev/repo/parse.js', 1, 1, undefined]]);
  expect(resultOf(events, 'call_3')).toMatchObject({ [ATTR.exitCode]: 1, [ATTR.exitSource]: 'structured' });
  expect(ofCall(events, 'call_1')[0]?.attributes?.[ATTR.shellCwd]).toBe('/home/dev/repo/src');
  expect(head.agent.model).toBe('gpt-5.1-codex');
  expect([head.branch, head.start_commit?.slice(0, 7), head.cwd]).toEqual(['main', '9acaaa2', '/home/dev/repo']);
});

test.each([
  ['c1', 0, 'text'],
  ['c2', 0, 'text'],
  ['c3', 2, 'text'],
  ['c7', 1, 'text'],
  ['c8', undefined, undefined],
  ['c9', undefined, undefined],
  ['c10', 101, 'structured'],
  ['c11', 0, 'structured'],
  ['c12', 2, 'text'],
  ['c13', undefined, undefined],
  ['c14', 0, 'text'],
  ['c15', 0, 'structured'],
])('the exit of %s is %s by %s', (id, code, source) => {
  const result = resultOf(read('exits-in-words').events, id);
  expect([result[ATTR.exitCode], result[ATTR.exitSource]]).toEqual([code, source]);
});

test('a process that goes on gets its exit and all of its output when it ends, none when it never does', () => {
  const { events } = read('exits-in-words');
  const results = (id: string) => ofCall(events, id).filter((event) => event.event_type.type === 'ToolResult');
  expect(results('c2')).toHaveLength(1);
  expect(textsOf(results('c2'), 'ToolResult')).toEqual(['building\nstill\nbuilt\n']);
  expect(resultOf(events, 'c6')).toMatchObject({ [ATTR.background]: true });
  expect(resultOf(events, 'c9')).toMatchObject({ [ATTR.noEffect]: true });
  expect(results('c15')).toHaveLength(1);
});

test('patches: the record of what was done, else the text; failed ones have no effect', () => {
  const { events } = read('patches');
  const dir = '/home/dev/repo';
  expect(files(events)).toEqual([
    ['FileCreate', `${dir}/new.js`, 1, 0, undefined],
    ['FileDelete', `${dir}/old.js`, undefined, 2, undefined],
    ['FileEdit', `${dir}/to.js`, 1, 1, undefined],
    ['FileCreate', `${dir}/docs/a.md`, 2, 0, undefined],
    ['FileEdit', `${dir}/src/c.js`, 2, 1, undefined],
    ['FileDelete', `${dir}/d.js`, undefined, undefined, undefined],
    ['FileEdit', `${dir}/x.js`, 1, 1, true],
    ['FileDelete', `${dir}/y.js`, undefined, 1, true],
    ['FileCreate', `${dir}/sub/e.txt`, 1, 0, undefined],
    ['FileCreate', `${dir}/f.txt`, 1, 0, undefined],
    ['FileCreate', `${dir}/g.txt`, 1, 0, undefined],
    ['FileCreate', `${dir}/h.txt`, 1, 0, undefined],
  ]);
  const renamed = events.flatMap((event) => event.attributes?.[ATTR.renamedFrom] ?? []);
  expect(renamed).toEqual([`${dir}/from.js`, `${dir}/src/b.js`]);
  const added = events.filter((event) => event.attributes?.[ATTR.fullText] === true);
  expect(added[1]?.content.blocks).toEqual([{ type: 'Code', code: '# A\n\n', language: 'markdown' }]);
});

test('a patch alone is no command; among other commands it is', () => {
  const { events } = read('patches');
  const commands = events.flatMap(({ event_type: type }) => (type.type === 'ShellCommand' ? [type.data.command] : []));
  expect(commands).toHaveLength(1);
  expect(commands[0]).toContain('npm test');
});

test('prompts of a person stand once, without what Codex or an editor put in', () => {
  const { events, head } = read('prompts');
  expect(textsOf(events, 'UserMessage')).toEqual([
    '왜 실패하나요? See the image',
    'Rename it',
    'continue',
    'continue',
    'Review the current code changes',
  ]);
  expect(textsOf(events, 'SystemMessage')).toEqual(['Some context that no rule knows']);
  expect(textsOf(events, 'AgentMessage')).toEqual(['Because.', 'Renamed.', 'Renamed.', 'No findings.']);
  expect(head.context.title).toBe('Why it fails');
});

test('without prompt events the response items are the prompts', () => {
  expect(textsOf(read('response-items-only').events, 'UserMessage')).toEqual([
    'First prompt',
    'Second prompt',
    'Third prompt, unanswered',
  ]);
});

test('a plan step keeps its id while it keeps its words', () => {
  const plans = read('plan-and-questions').events.flatMap((event) => event.attributes?.[ATTR.plan] ?? []);
  expect(plans).toMatchObject([
    { id: 'step-1', status: 'in_progress' },
    { id: 'step-2', status: 'pending' },
    { id: 'step-1', status: 'completed' },
    { id: 'step-3', status: 'in_progress' },
    { id: 'step-2', status: 'pending' },
  ]);
});

test('tokens: repeats and resets of the totals count nothing twice, the cache stands apart', () => {
  const used = read('tokens').events.filter(
    ({ event_type: type }) => type.type === 'Custom' && type.data.kind === CUSTOM.tokenCount,
  );
  expect(
    used.map(({ attributes }) =>
      [ATTR.inputTokens, ATTR.cacheReadTokens, ATTR.cacheWriteTokens, ATTR.outputTokens].map(
        (key) => attributes?.[key],
      ),
    ),
  ).toEqual([
    [40, 60, 0, 10],
    [100, 100, 0, 20],
    [30, 20, 0, 5],
    [40, 0, 30, 1],
  ]);
});

test('what code mode runs counts by its own records', () => {
  const { events } = read('code-mode');
  expect(events.map(({ event_type: type }) => type.type)).toEqual(
    expect.arrayContaining(['ShellCommand', 'FileCreate']),
  );
  expect(resultOf(events, 'x2')).toBeDefined();
  expect(ofCall(events, 'x2')).toHaveLength(2);
  expect(events.filter(({ event_type: type }) => type.type === 'WebSearch' || type.type === 'WebFetch')).toHaveLength(
    2,
  );
});

test('early generations read like later ones', () => {
  expect(read('generation-0').events.map(({ event_type: type }) => type.type)).toEqual([
    'UserMessage',
    'ShellCommand',
    'ToolResult',
    'AgentMessage',
  ]);
  const { head, events } = read('generation-1');
  expect([head.cwd, head.branch, head.start_commit]).toEqual(['/home/dev/repo', 'dev', 'abc']);
  expect(resultOf(events, 'e1')).toMatchObject({ [ATTR.exitCode]: 1 });
});

test('a torn line gives up its whole records; a cut end and unknown types cost themselves only', () => {
  const { events, coverage } = read('torn');
  expect(textsOf(events, 'AgentMessage')).toEqual(['One.', 'Two.', 'After a torn repeat.']);
  expect(coverage.broken.count).toBe(2);
  expect(coverage.unknown.map(({ type }) => type)).toEqual([
    'brand_new/x',
    'event_msg/brand_new_event',
    'event_msg/item_completed/BrandNew',
    'no object',
    'response_item/brand_new_item',
  ]);
});
