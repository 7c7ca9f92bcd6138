import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { isObject, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogLine } from '../log-reader.ts';
import { headOf } from './head-of.ts';
import { besideEvents, idInPath } from './locate.ts';
import { mapRecord } from './map-record.ts';
import { neverEnded } from './map-result.ts';
import { openScope } from './scope.ts';
import { endingOf, startState, type State } from './state.ts';
import { readTodos } from './todos.ts';
import { readWorkspace } from './workspace.ts';

/** Maps the lines of one log, one by one. */
export interface LogMapper {
  push(line: LogLine): readonly Event[];
  /** What comes last if no line follows, and what lies beside the log. Changes nothing. */
  end(): { readonly events: readonly Event[]; readonly head: SessionHead };
}

export const openLog = ({ source, logs, tally }: Reading): LogMapper => {
  const state = startState();
  let size = 0;
  return {
    push: (line) => {
      size = line.offset + line.length;
      const record = line.json();
      if (!isObject(record)) {
        tally.broken(line.offset);
        return [];
      }
      const scope = openScope(state, record, { source: 0, offset: line.offset, length: line.length });
      const fate = mapRecord(scope);
      if (fate.kind === 'understood') tally.understood();
      else if (fate.kind === 'ignored') tally.ignored(scope.type, fate.reason);
      else tally.unknown(scope.type);
      return scope.events;
    },
    end: () => {
      const database = state.keepsTodos ? besideEvents(source.path, 'session.db') : undefined;
      const plan = database === undefined ? undefined : readTodos(database, logs);
      const ending = endingOf(state);
      const events = lastEvents(ending, size, plan);
      const sources = database === undefined || plan === undefined ? [source.path] : [source.path, database];
      const workspace = readWorkspace(source.path, logs);
      const id = source.known?.session_id ?? idInPath(source.path);
      return { events, head: headOf(ending, { sources, workspace, id }) };
    },
  };
};

const END: JsonObject = { id: 'end', type: 'end' };

/** Commands that never ended, and the plan in its last state: the log does not hold the states before. */
const lastEvents = (state: State, offset: number, plan: ReturnType<typeof readTodos>): readonly Event[] => {
  const scope = openScope(state, END, { source: 0, offset, length: 0 });
  for (const call of state.running.rest()) neverEnded(scope, call);
  if (plan !== undefined && plan.length > 0) {
    const attributes = { [ATTR.rawType]: 'todos', [ATTR.plan]: plan };
    scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes });
  }
  return scope.events;
};
