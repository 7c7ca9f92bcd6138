import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { isObject, type JsonObject } from '../../domain/json.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { besideEvents, idInPath } from './locate.ts';
import { mapRecord } from './map-record.ts';
import { neverEnded } from './map-result.ts';
import { openScope } from './scope.ts';
import { startState, type State } from './state.ts';
import { readTodos } from './todos.ts';
import { readWorkspace } from './workspace.ts';

/** Reads one session: its events, then what lies beside them. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const state = startState();
  const workspace = readWorkspace(source.path, logs);
  let end = 0;
  for (const line of logs.lines(source.path)) {
    end = line.offset + line.length;
    const record = line.json();
    if (!isObject(record)) {
      tally.broken(line.offset);
      continue;
    }
    const scope = openScope(state, record, { source: 0, offset: line.offset, length: line.length });
    const fate = mapRecord(scope);
    if (fate.kind === 'understood') tally.understood();
    else if (fate.kind === 'ignored') tally.ignored(scope.type, fate.reason);
    else tally.unknown(scope.type);
    yield* scope.events;
  }
  const database = state.keepsTodos ? besideEvents(source.path, 'session.db') : undefined;
  const plan = database === undefined ? undefined : readTodos(database, logs);
  yield* lastEvents(state, end, plan);
  const sources = database === undefined || plan === undefined ? [source.path] : [source.path, database];
  return headOf(state, { sources, workspace, id: source.known?.session_id ?? idInPath(source.path) });
}

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

interface Beside {
  readonly sources: readonly string[];
  readonly workspace: ReturnType<typeof readWorkspace>;
  readonly id: string;
}

const headOf = (state: State, { sources, workspace, id }: Beside): SessionHead => {
  const cwd = state.cwd ?? workspace.cwd;
  const branch = state.branch ?? workspace.branch;
  return {
    version: HAIL_VERSION,
    session_id: state.id ?? id,
    agent: {
      provider: 'github',
      model: state.model ?? 'unknown',
      tool: 'copilot',
      ...(state.version === undefined ? {} : { tool_version: state.version }),
    },
    context: {
      ...(workspace.title === undefined ? {} : { title: workspace.title }),
      tags: ['copilot'],
      created_at: state.created ?? state.first ?? NO_TIME,
      updated_at: state.last ?? state.created ?? NO_TIME,
      ...(cwd === undefined && branch === undefined ? {} : { attributes: attributesOf(cwd, branch) }),
    },
    sources,
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(state.commit === undefined ? {} : { start_commit: state.commit }),
  };
};

const attributesOf = (cwd: string | undefined, branch: string | undefined): { readonly [key: string]: string } => ({
  ...(cwd === undefined ? {} : { cwd }),
  ...(branch === undefined ? {} : { git_branch: branch }),
});
