import { ATTR, CUSTOM, type PlanItem, type QuestionItem } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { planState } from '../reading/plan-state.ts';
import type { RecordScope, SessionScope } from './session-scope.ts';
import type { ToolUse } from './tool-use.ts';

const joins = (use: ToolUse): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: use.call_id,
  [ATTR.toolName]: use.name,
});

/** Items that are kept of a plan. */
const MAX_ITEMS = 1000;

/**
 * The plan after a change: `{todos: [{id, content, status}], merge}`. With `merge` only what changes is named; the
 * result's own list, where it has one, is the whole. Undefined when there is nothing of a plan in it.
 */
export const planEvent = (use: ToolUse, record: RecordScope, scope: SessionScope): Event | undefined => {
  const whole = listIn(use.payload, 'todos', 'finalTodos');
  const changed = whole ?? listIn(use.input, 'todos', 'finalTodos');
  if (changed === undefined) return undefined;
  if (whole !== undefined || field(use.input, 'merge') !== true) scope.todos.clear();
  for (const [index, todo] of changed.entries()) {
    const id = asText(field(todo, 'id')) ?? String(index + 1);
    const item = planItem(todo, id, scope.todos.get(id));
    if (item !== undefined && (scope.todos.size < MAX_ITEMS || scope.todos.has(id))) scope.todos.set(id, item);
  }
  const type = { type: 'Custom', data: { kind: CUSTOM.plan } } as const;
  const attributes = { ...joins(use), [ATTR.rawType]: use.name, [ATTR.plan]: [...scope.todos.values()] };
  return record.event({ type, attributes });
};

const listIn = (value: unknown, ...keys: readonly string[]): readonly unknown[] | undefined => {
  for (const key of keys) {
    const list = asArray(field(value, key));
    if (list.length > 0) return list;
  }
  return undefined;
};

const planItem = (todo: unknown, id: string, known: PlanItem | undefined): PlanItem | undefined => {
  const text = asText(field(todo, 'content')) ?? known?.text;
  if (text === undefined) return undefined;
  const needs = asArray(field(todo, 'dependencies')).flatMap((need) => asText(need) ?? []);
  const status = statusOf(field(todo, 'status')) ?? known?.status ?? 'pending';
  return { id, text, status, ...(needs.length === 0 ? {} : { depends_on: needs }) };
};

/** `in_progress`, or as the enum names it: `TODO_STATUS_IN_PROGRESS`. */
const statusOf = (status: unknown): PlanItem['status'] | undefined =>
  planState((asString(status) ?? '').toLowerCase().replace(/^todo_status_/, ''));

const questionId = (use: ToolUse, id: string): string => `${use.call_id}:${id}`;

/** `{title, questions: [{id, prompt, options}]}` */
export const questionEvent = (use: ToolUse, record: RecordScope): Event => {
  const items = asArray(field(use.input, 'questions')).flatMap((item, index): readonly QuestionItem[] => {
    const text = asText(field(item, 'prompt')) ?? asText(field(item, 'question'));
    return text === undefined ? [] : [{ id: questionId(use, asText(field(item, 'id')) ?? String(index)), text }];
  });
  return record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: textBlocks(items.map((item) => item.text).join('\n')),
    attributes: { ...joins(use), [ATTR.rawType]: use.name, [ATTR.questions]: items },
  });
};

/** `{answers: [{questionId, selectedOptionIds, freeformText}]}` */
export const answerEvents = (use: ToolUse, record: RecordScope): readonly Event[] => {
  const given = asArray(field(use.payload, 'answers')).flatMap((answer, index): readonly [string, string][] => {
    const chosen = asArray(field(answer, 'selectedOptionIds')).flatMap((one) => asText(one) ?? []);
    const text = [...chosen, asText(field(answer, 'freeformText')) ?? ''].filter((one) => one !== '').join(', ');
    return text === '' ? [] : [[questionId(use, asText(field(answer, 'questionId')) ?? String(index)), text]];
  });
  if (given.length === 0) return [];
  return [
    record.event({
      type: { type: 'Custom', data: { kind: CUSTOM.answer } },
      blocks: textBlocks(given.map(([, text]) => text).join('\n')),
      attributes: { ...joins(use), [ATTR.questionIds]: given.map(([id]) => id) },
    }),
  ];
};
