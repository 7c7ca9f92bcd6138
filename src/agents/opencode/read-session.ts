import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Reading, SessionHead, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { interleave } from '../reading/interleave.ts';
import { NO_TIME, timeOfMillis } from '../reading/log-time.ts';
import { databaseSessions, openDatabase } from './database.ts';
import { openLanes } from './lanes.ts';
import { sessionEvents } from './session-events.ts';
import type { SessionScope } from './session-scope.ts';
import type { SessionInfo, Store } from './store.ts';
import { openTree, stemOf } from './tree.ts';

/** Reads one session of a database or tree, with the sessions of its sub-agents put between. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { store, id } = openSource(source, logs);
  const info = store.session(id);
  if (info === undefined) throw missing(source, id);
  const lanes = openLanes({ store, tally, root: info });
  const scope: SessionScope = {
    info,
    lane: undefined,
    delegated: new Map(),
    cwd: info.directory,
    model: undefined,
    provider: undefined,
    at: timeOfMillis(info.created) ?? NO_TIME,
  };
  const main = sessionEvents(scope, { store, tally, lanes });
  const last = yield* interleave(main, lanes.strands);
  const parent = info.parent === undefined ? undefined : store.session(info.parent)?.id;
  return headOf(info, scope, { source, last, parent });
}

const openSource = (source: SessionSource, logs: LogReader): { readonly store: Store; readonly id: string } => {
  if (source.path.endsWith('.json')) {
    return { store: openTree(source.path, logs), id: stemOf(source.path) };
  }
  const id = source.key ?? source.known?.session_id ?? [...(databaseSessions(source.path, logs) ?? [])].at(0)?.id;
  return { store: openDatabase(source.path, logs), id: id ?? '' };
};

const missing = (source: SessionSource, id: string): OpenSessionError =>
  new OpenSessionError('session_not_found', `expected session ${JSON.stringify(id)} in ${source.path}, found none`, {
    hint: 'opensession session list',
  });

interface Ending {
  readonly source: SessionSource;
  readonly last: string;
  /** That it is a part of, where that is still there. */
  readonly parent: string | undefined;
}

const headOf = (info: SessionInfo, scope: SessionScope, { source, last, parent }: Ending): SessionHead => ({
  version: HAIL_VERSION,
  session_id: info.id,
  agent: {
    provider: scope.provider ?? 'unknown',
    model: scope.model ?? 'unknown',
    tool: 'opencode',
    ...(info.version === undefined ? {} : { tool_version: info.version }),
  },
  context: {
    ...(info.title === undefined ? {} : { title: info.title }),
    tags: ['opencode'],
    created_at: timeOfMillis(info.created) ?? last,
    updated_at: timeOfMillis(info.updated) ?? last,
    ...(info.parent === undefined ? {} : { related_session_ids: [info.parent] }),
    ...(info.directory === undefined ? {} : { attributes: { cwd: info.directory } }),
  },
  sources: [source.path],
  ...(info.directory === undefined ? {} : { cwd: info.directory }),
  ...(parent === undefined ? {} : { parent_session_id: parent }),
});
