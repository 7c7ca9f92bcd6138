import { describe, expect, test } from 'vitest';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { call, customs, readRecords, result, type ReadLog } from './read-log.ts';

const plansOf = (log: ReadLog): readonly unknown[] =>
  customs(log, 'plan').map((event) => event.attributes?.[ATTR.plan]);

const create = (n: number, subject: string, more: object = {}) => [
  call(`c${n}`, 'TaskCreate', { subject, description: subject, ...more }),
  result(`c${n}`, `Task #${n} created successfully: ${subject}`, {
    toolUseResult: { task: { id: String(n), subject } },
  }),
];

const update = (id: string, input: object, answer: object = { toolUseResult: { success: true } }) => [
  call(`u${id}`, 'TaskUpdate', input),
  result(`u${id}`, 'Updated task', answer),
];

describe('the plan of the task tools', () => {
  test('is whole after each change', () => {
    const log = readRecords([
      ...create(1, 'Find it'),
      ...create(2, 'Fix it'),
      ...update('a', { taskId: '1', status: 'completed' }),
      ...update('b', { taskId: '2', addBlockedBy: ['1'], subject: 'Fix it well' }),
    ]);
    expect(plansOf(log)).toEqual([
      [{ id: '1', text: 'Find it', status: 'pending' }],
      [
        { id: '1', text: 'Find it', status: 'pending' },
        { id: '2', text: 'Fix it', status: 'pending' },
      ],
      [
        { id: '1', text: 'Find it', status: 'completed' },
        { id: '2', text: 'Fix it', status: 'pending' },
      ],
      [
        { id: '1', text: 'Find it', status: 'completed' },
        { id: '2', text: 'Fix it well', status: 'pending', depends_on: ['1'] },
      ],
    ]);
  });

  test('takes the id from the text where there is no more', () => {
    const log = readRecords([
      call('c1', 'TaskCreate', { subject: 'x' }),
      result('c1', 'Task #7 created successfully: x'),
    ]);
    expect(plansOf(log)).toEqual([[{ id: '7', text: 'x', status: 'pending' }]]);
  });

  test('knows addBlocks, deletion and a refused change', () => {
    const log = readRecords([
      ...create(1, 'a'),
      ...create(2, 'b'),
      ...update('a', { taskId: '1', addBlocks: ['2'] }),
      ...update('b', { taskId: '1', status: 'deleted' }),
      ...update('c', { taskId: '2', status: 'completed' }, { is_error: true }),
      ...update('d', { taskId: '2', status: 'completed' }, { toolUseResult: { success: false } }),
    ]);
    expect(plansOf(log).at(-1)).toEqual([
      { id: '1', text: 'a', status: 'cancelled' },
      { id: '2', text: 'b', status: 'pending', depends_on: ['1'] },
    ]);
  });

  test('learns of tasks from before the log', () => {
    const tasks = [{ id: '3', subject: 'old', status: 'in_progress', blockedBy: ['2'] }];
    const log = readRecords([call('l', 'TaskList', {}), result('l', '#3 …', { toolUseResult: { tasks } })]);
    expect(plansOf(log)).toEqual([[{ id: '3', text: 'old', status: 'in_progress', depends_on: ['2'] }]]);
  });
});

describe('the plan of TodoWrite', () => {
  const todos = (id: string, ...items: readonly (readonly [string, string])[]) => [
    call(id, 'TodoWrite', { todos: items.map(([content, status]) => ({ content, status, activeForm: content })) }),
    result(id, 'Todos have been modified successfully.'),
  ];

  test('keeps an id with its text, however the list is ordered', () => {
    const log = readRecords([
      ...todos('t1', ['a', 'pending'], ['b', 'pending']),
      ...todos('t2', ['b', 'in_progress'], ['c', 'pending'], ['a', 'completed']),
    ]);
    expect(plansOf(log)[1]).toEqual([
      { id: 'todo-2', text: 'b', status: 'in_progress' },
      { id: 'todo-3', text: 'c', status: 'pending' },
      { id: 'todo-1', text: 'a', status: 'completed' },
    ]);
  });

  test('has no two items with one id', () => {
    const log = readRecords(todos('t1', ['a', 'pending'], ['a', 'completed']));
    const ids = (plansOf(log)[0] as readonly { id: string }[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test('counts only when it succeeded', () => {
    const [made] = todos('t1', ['a', 'pending']);
    const log = readRecords([made ?? {}, result('t1', '<tool_use_error>x</tool_use_error>', { is_error: true })]);
    expect(plansOf(log)).toEqual([]);
  });
});

describe('questions', () => {
  const questions = [
    { question: 'Which one?', options: [] },
    { question: 'When?', options: [] },
  ];
  const asked = call('q1', 'AskUserQuestion', { questions });

  test('are told when asked and when answered', () => {
    const log = readRecords([
      asked,
      result('q1', 'Your questions have been answered', { toolUseResult: { questions, answers: { 'When?': 'now' } } }),
    ]);
    expect(customs(log, 'question')[0]?.attributes?.[ATTR.questions]).toEqual([
      { id: 'q1/1', text: 'Which one?' },
      { id: 'q1/2', text: 'When?' },
    ]);
    expect(customs(log, 'answer')[0]?.attributes?.[ATTR.questionIds]).toEqual(['q1/2']);
    expect(log.events[0]?.event_type).toEqual({ type: 'ToolCall', data: { name: 'AskUserQuestion' } });
  });

  test('stay open when refused or when the log ends', () => {
    expect(customs(readRecords([asked]), 'answer')).toEqual([]);
    expect(
      customs(readRecords([asked, result('q1', "The user doesn't want to …", { is_error: true })]), 'answer'),
    ).toEqual([]);
  });
});
