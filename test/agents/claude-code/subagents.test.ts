import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeCode } from '../../../src/agents/claude-code/claude-code.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { rememberingLists } from '../../../src/engine/remembering-lists.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import {
  call,
  readPath,
  readRecords,
  result,
  say,
  second,
  SESSION,
  textsOf,
  user,
  withProject,
  type ReadLog,
} from './read-log.ts';

const at = (n: number, more: object = {}) => ({ timestamp: second(n), ...more });
const side = (n: number, agentId = 'a1') => at(n, { isSidechain: true, agentId });

const main = [
  user('Rename b', at(0)),
  call('t1', 'Agent', { description: 'Find b', prompt: 'Where is b?' }, at(1)),
  say('Meanwhile', at(3)),
  result('t1', 'In b.js', at(6, { toolUseResult: { status: 'completed', agentId: 'a1' } })),
  say('Done', at(7)),
];

const sub = [
  user('Where is b?', side(2)),
  call('s1', 'Bash', { command: 'ls' }, side(3)),
  result('s1', 'b.js', side(4)),
  say('In b.js', side(5)),
];

const own = `${SESSION}/subagents/agent-a1.jsonl`;

const shape = ({ events }: ReadLog) => events.map(({ event_type, task_id }) => `${task_id ?? '-'} ${event_type.type}`);

describe('a log of a sub-agent beside the session', () => {
  const log = readRecords(main, {
    [own]: sub,
    [own.replace('.jsonl', '.meta.json')]: '{"description":"Search b","toolUseId":"t1"}',
  });

  test('is put between by time, with its start and end', () =>
    expect(shape(log)).toEqual([
      '- UserMessage',
      '- ToolCall',
      'a1 TaskStart',
      'a1 ShellCommand',
      '- AgentMessage',
      'a1 ToolResult',
      'a1 AgentMessage',
      'a1 TaskEnd',
      '- ToolResult',
      '- AgentMessage',
    ]));

  test('has a title, a prompt and what it said last', () => {
    const [start] = log.events.filter(({ event_type }) => event_type.type === 'TaskStart');
    expect(start?.event_type).toEqual({ type: 'TaskStart', data: { title: 'Search b' } });
    expect(start?.content.blocks).toEqual([{ type: 'Text', text: 'Where is b?' }]);
    const [end] = log.events.filter(({ event_type }) => event_type.type === 'TaskEnd');
    expect(end?.event_type).toEqual({ type: 'TaskEnd', data: { summary: 'In b.js' } });
    expect(end?.duration_ms).toBe(3000);
  });

  test('marks all its events, and only those', () => {
    for (const event of log.events) {
      expect(event.attributes?.[ATTR.subagentId]).toBe(event.task_id);
      expect(event.attributes?.[ATTR.mergedSubagent]).toBe(event.task_id === undefined ? undefined : true);
    }
  });

  test('is a source of its own', () => {
    expect(log.head.sources.map((path) => path.slice(path.indexOf(SESSION)))).toEqual([`${SESSION}.jsonl`, own]);
    const sources = log.events.filter((event) => event.task_id !== undefined && event.origin !== undefined);
    expect(new Set(sources.map(({ origin }) => origin?.source))).toEqual(new Set([1]));
    expect(log.coverage.records).toBe(main.length + sub.length);
  });

  test('keeps its plan and its prompts to itself', () => {
    const more = [
      ...sub,
      user('Look again', side(5)),
      call('s2', 'TodoWrite', { todos: [{ content: 'x', status: 'pending' }] }, side(5)),
      result('s2', 'ok', side(5)),
    ];
    const { events } = readRecords(main, { [own]: more });
    expect(events.filter(({ event_type }) => event_type.type === 'UserMessage')).toHaveLength(1);
    const plan = events.find(({ event_type }) => event_type.type === 'Custom');
    expect(plan?.task_id).toBe('a1');
  });
});

describe('which logs belong to a session', () => {
  const titleOf = (log: ReadLog) =>
    log.events.flatMap(({ event_type }) => (event_type.type === 'TaskStart' ? [event_type.data.title] : []));

  test('flat ones with its id, whose title is that of the call with the same prompt', () => {
    const other = sub.map((one) => ({ ...one, sessionId: 'another', uuid: undefined }));
    const log = readRecords(main, { 'agent-a1.jsonl': sub, 'agent-b2.jsonl': other });
    expect(titleOf(log)).toEqual(['Find b']);
    expect(log.head.sources).toHaveLength(2);
  });

  test('those of workflows, but not the journal', () => {
    const log = readRecords(main, {
      [`${SESSION}/subagents/workflows/wf_1/agent-w1.jsonl`]: sub,
      [`${SESSION}/subagents/workflows/wf_1/journal.jsonl`]: [{ type: 'started', key: 'k', agentId: 'w1' }],
    });
    expect(titleOf(log)).toEqual(['Find b']);
    expect(shape(log)).toContain('w1 TaskEnd');
  });

  test.each([
    ['of compaction', `${SESSION}/subagents/agent-acompact-e1f845.jsonl`, sub],
    ['of warm-up', 'agent-a9.jsonl', [user('Warmup', side(1)), say('Ready', side(2))]],
    ['that is empty', own, []],
  ])('not one %s', (_name, path, records) => {
    const log = readRecords(main, { [path]: records });
    expect(shape(log).filter((one) => one.includes('Task'))).toEqual([]);
    expect(log.coverage.records).toBe(main.length);
  });

  test('are the files whose change counts, and are found neither as sessions nor twice', () =>
    withProject({ [`p/${SESSION}.jsonl`]: main, [`p/${own}`]: sub, 'p/agent-b2.jsonl': sub }, (dir) => {
      const logs = openLogReader();
      const found = [...claudeCode.find(dir, logs)];
      expect(found.map(({ path, known }) => [path, known?.session_id])).toEqual([
        [join(dir, 'p', `${SESSION}.jsonl`), SESSION],
      ]);
      const files = found.flatMap((source) => claudeCode.files?.(source, logs) ?? []);
      expect(files).toEqual([`p/${SESSION}.jsonl`, `p/${own}`, 'p/agent-b2.jsonl'].map((path) => join(dir, path)));
    }));

  test('are looked into once where many sessions stand beside them', () => {
    const sessions = Array.from({ length: 5 }, (_, n) => `00000000-0000-4000-8000-${n}`);
    const agent = (n: string): string => `agent-${n}.jsonl`;
    const project = Object.fromEntries(
      sessions.flatMap((n) => [
        [`${n}.jsonl`, main],
        [agent(n), [user('Where is b?', { ...side(2), sessionId: n })]],
      ]),
    );
    withProject(project, (dir) => {
      const opened: string[] = [];
      const real = rememberingLists(openLogReader());
      const logs = { ...real, head: (path: string, bytes: number) => (opened.push(path), real.head(path, bytes)) };
      const files = sessions.map((n) =>
        claudeCode.files?.({ agent: 'claude-code', path: join(dir, `${n}.jsonl`) }, logs),
      );
      expect(files).toEqual(sessions.map((n) => [`${n}.jsonl`, agent(n)].map((name) => join(dir, name))));
      // and once more for the session that it belongs to
      expect(opened).toHaveLength(sessions.length * 2);
    });
  });
});

test('a log of a sub-agent that a person named is read alone', () =>
  withProject({ [own]: sub }, (dir) => {
    const log = readPath(join(dir, own));
    expect(textsOf(log, 'UserMessage')).toEqual([]);
    expect(textsOf(log, 'SystemMessage')).toEqual(['Where is b?']);
    expect(shape(log).every((one) => one.startsWith('- '))).toBe(true);
    expect(log.head).toMatchObject({ session_id: 'agent-a1', parent_session_id: SESSION });
  }));

describe('a sub-agent in the file of the session', () => {
  const chain = (n: number, uuid: string, parentUuid: string | null) => at(n, { isSidechain: true, uuid, parentUuid });
  const inline = [
    ...main.slice(0, 2),
    user('Where is b?', chain(2, 'x1', null)),
    call('s1', 'Bash', { command: 'ls' }, chain(3, 'x2', 'x1')),
    user('Another', chain(3, 'y1', null)),
    result('s1', 'b.js', chain(4, 'x3', 'x2')),
    say('In b.js', chain(5, 'x4', 'x3')),
    ...main.slice(3),
  ];

  test('is a task of its own that ends with its call; one without a call at the end', () =>
    expect(shape(readRecords(inline))).toEqual([
      '- UserMessage',
      '- ToolCall',
      'sidechain-x1 TaskStart',
      'sidechain-x1 ShellCommand',
      'sidechain-y1 TaskStart',
      'sidechain-x1 ToolResult',
      'sidechain-x1 AgentMessage',
      'sidechain-x1 TaskEnd',
      '- ToolResult',
      '- AgentMessage',
      'sidechain-y1 TaskEnd',
    ]));
});
