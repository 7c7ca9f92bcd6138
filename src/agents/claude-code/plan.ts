import type { PlanItem } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field } from '../../domain/json.ts';
import type { Call } from './call.ts';

/**
 * The agent's plan, kept from the results of its plan tools, so that a refused change does not count: TodoWrite (whole
 * list, until 2.1.x), TaskCreate, TaskUpdate and TaskList (since then; the id comes from TaskCreate's result).
 */
export interface Plan {
  /** The whole plan after a call that succeeded; undefined when the call does not touch it. */
  apply(call: Call, result: PlanResult): readonly PlanItem[] | undefined;
}

export interface PlanResult {
  readonly text: string;
  /** The record's `toolUseResult`; sub-agents' records have none. */
  readonly structured: unknown;
}

interface Item {
  text: string;
  status: PlanItem['status'];
  readonly dependsOn: Set<string>;
}

type Items = Map<string, Item>;

/** The input of these tools is needed when their result comes. */
export const PLAN_TOOLS: ReadonlySet<string> = new Set(['TodoWrite', 'TaskCreate', 'TaskUpdate', 'TaskList']);

const MAX_ITEMS = 1000;

export const createPlan = (): Plan => {
  const todoIds = new Map<string, string>();
  let items: Items = new Map();
  return {
    apply: (call, result) => {
      if (call.input === undefined) return undefined;
      if (call.name === 'TodoWrite') items = todoItems(asArray(field(call.input, 'todos')), todoIds);
      else if (call.name === 'TaskCreate') create(items, call.input, result);
      else if (call.name === 'TaskUpdate') update(items, call.input, result);
      else if (call.name === 'TaskList') adopt(items, asArray(field(result.structured, 'tasks')));
      else return undefined;
      return [...items].map(([id, item]) => planItem(id, item));
    },
  };
};

/** Todos have no id since 1.0.x: the same text keeps the same id, however the list is ordered. */
const todoItems = (todos: readonly unknown[], ids: Map<string, string>): Items => {
  const items: Items = new Map();
  for (const todo of todos.slice(0, MAX_ITEMS)) {
    const text = asText(field(todo, 'content'));
    if (text === undefined) continue;
    let id = asText(field(todo, 'id')) ?? ids.get(text) ?? `todo-${ids.size + 1}`;
    if (ids.size < MAX_ITEMS) ids.set(text, id);
    while (items.has(id)) id += '+';
    items.set(id, { text, status: statusOf(field(todo, 'status')), dependsOn: new Set() });
  }
  return items;
};

const create = (items: Items, input: unknown, result: PlanResult): void => {
  const id = idOf(at(result.structured, 'task', 'id')) ?? numberAfterHash(result.text);
  const text = asText(field(input, 'subject')) ?? asText(field(input, 'description'));
  if (id === undefined || text === undefined || items.size >= MAX_ITEMS) return;
  items.set(id, { text, status: 'pending', dependsOn: new Set(idsIn(input, 'blockedBy', 'addBlockedBy')) });
};

const update = (items: Items, input: unknown, result: PlanResult): void => {
  const id = idOf(field(input, 'taskId'));
  const item = id === undefined ? undefined : items.get(id);
  if (id === undefined || item === undefined || field(result.structured, 'success') === false) return;
  item.text = asText(field(input, 'subject')) ?? item.text;
  if (asText(field(input, 'status')) !== undefined) item.status = statusOf(field(input, 'status'));
  for (const other of idsIn(input, 'blockedBy', 'addBlockedBy')) item.dependsOn.add(other);
  for (const other of idsIn(input, 'blocks', 'addBlocks')) items.get(other)?.dependsOn.add(id);
};

/** A list tells of tasks that were made before the log began. It leaves out dependencies that are done. */
const adopt = (items: Items, tasks: readonly unknown[]): void => {
  for (const task of tasks) {
    const id = idOf(field(task, 'id'));
    const text = asText(field(task, 'subject'));
    if (id === undefined || text === undefined || (!items.has(id) && items.size >= MAX_ITEMS)) continue;
    const dependsOn = new Set([...(items.get(id)?.dependsOn ?? []), ...idsIn(task, 'blockedBy')]);
    items.set(id, { text, status: statusOf(field(task, 'status')), dependsOn });
  }
};

const planItem = (id: string, { text, status, dependsOn }: Item): PlanItem =>
  dependsOn.size === 0 ? { id, text, status } : { id, text, status, depends_on: [...dependsOn] };

const statusOf = (value: unknown): PlanItem['status'] => {
  switch (asString(value)) {
    case 'in_progress':
    case 'completed':
    case 'blocked':
      return value as PlanItem['status'];
    case 'deleted':
    case 'cancelled':
      return 'cancelled';
    default:
      return 'pending';
  }
};

const idsIn = (value: unknown, ...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => asArray(field(value, key)).flatMap((id) => idOf(id) ?? []));

const idOf = (value: unknown): string | undefined => (typeof value === 'number' ? String(value) : asText(value));

/** `Task #12 created successfully: …` */
const numberAfterHash = (text: string): string | undefined => /^Task #(\d{1,9})\b/.exec(text)?.[1];
