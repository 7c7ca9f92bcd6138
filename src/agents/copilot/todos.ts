import type { PlanItem } from '../../domain/event-attributes.ts';
import { asText } from '../../domain/json.ts';
import type { LogReader, Row } from '../log-reader.ts';

const MOST = 1000;

/**
 * The plan that the agent keeps through its `sql` tool (1.0.x): `todos` (id, title, status) and `todo_deps` in the
 * `session.db` beside the events, in their last state. Undefined when there is none, or it cannot be read.
 */
export const readTodos = (path: string, logs: LogReader): readonly PlanItem[] | undefined => {
  try {
    const tables = logs.tables(path);
    if (tables?.has('todos') !== true) return undefined;
    const needs = new Map<string, string[]>();
    for (const row of tables.has('todo_deps')
      ? logs.rows(path, { sql: `SELECT * FROM todo_deps LIMIT ${MOST}` })
      : []) {
      const [id, other] = [textOf(row, 'todo_id'), textOf(row, 'depends_on')];
      if (id !== undefined && other !== undefined) needs.set(id, [...(needs.get(id) ?? []), other]);
    }
    const rows = logs.rows(path, { sql: `SELECT * FROM todos LIMIT ${MOST}` });
    return [...rows].flatMap((row) => itemOf(row, needs) ?? []);
  } catch {
    return undefined; // a store that is damaged takes the plan with it, not the session
  }
};

const itemOf = (row: Row, needs: ReadonlyMap<string, readonly string[]>): PlanItem | undefined => {
  const id = textOf(row, 'id');
  const text = textOf(row, 'title') ?? textOf(row, 'description');
  if (id === undefined || text === undefined) return undefined;
  const on = needs.get(id);
  return { id, text, status: STATES.get(textOf(row, 'status') ?? '') ?? 'pending', ...(on ? { depends_on: on } : {}) };
};

const STATES: ReadonlyMap<string, PlanItem['status']> = new Map([
  ['pending', 'pending'],
  ['in_progress', 'in_progress'],
  ['done', 'completed'],
  ['completed', 'completed'],
  ['blocked', 'blocked'],
  ['cancelled', 'cancelled'],
]);

const textOf = (row: Row, column: string): string | undefined =>
  Object.hasOwn(row, column) ? asText(typeof row[column] === 'number' ? String(row[column]) : row[column]) : undefined;
