import type { Tally } from '../../domain/coverage.ts';
import { asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead, SessionSource } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { asTime, NO_TIME } from '../reading/log-time.ts';
import { isAfter } from '../reading/time-order.ts';
import { activePath } from './active-path.ts';
import { idInName } from './locate.ts';
import { type Fate, mapEntry } from './map-entry.ts';
import { openEntry, rawTypeOf, type Session, startSession } from './scope.ts';

/** Reads one session: the path from its last entry to the root. Branches that were left are counted, not read. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const session = startSession();
  const path = activePath(source.path, logs);
  let number = -1;
  for (const line of logs.lines(source.path)) {
    number++;
    const record = line.json();
    if (!isObject(record)) tally.broken(line.offset);
    else if (field(record, 'type') === 'session') tell(header(session, record), tally);
    else if (!path.isActive(number)) tally.ignored(rawTypeOf(record).slice(0, 80), 'on a branch that was left');
    else {
      const scope = openEntry(session, record, { source: 0, offset: line.offset, length: line.length });
      tell(mapEntry(scope, record), tally);
      yield* scope.events;
    }
  }
  return headOf(source, session);
}

/** The first line. Format 1 names the model in it; `branchedFrom` was `parentSession` before 0.3x. */
const header = (session: Session, record: JsonObject): Fate => {
  if (session.id !== undefined) return { kind: 'ignored', type: 'session', reason: 'a second header' };
  session.id = asText(field(record, 'id')) ?? '';
  session.cwd = asText(field(record, 'cwd'));
  session.created = asTime(field(record, 'timestamp'));
  session.parent = asText(field(record, 'parentSession')) ?? asText(field(record, 'branchedFrom'));
  session.provider = asText(field(record, 'provider'));
  session.model = asText(field(record, 'modelId'));
  return { kind: 'understood' };
};

const tell = (fate: Fate, tally: Tally): void => {
  if (fate.kind === 'understood') tally.understood();
  else if (fate.kind === 'ignored') tally.ignored(fate.type, fate.reason);
  else tally.unknown(fate.type);
};

const headOf = (source: SessionSource, session: Session): SessionHead => {
  const { cwd, title, parent } = session;
  const from = parent === undefined ? undefined : (idInName(parent) ?? baseName(parent));
  return {
    version: HAIL_VERSION,
    session_id: session.id || source.known?.session_id || baseName(source.path).replace(/\.jsonl$/, ''),
    agent: { provider: session.provider ?? 'unknown', model: session.model ?? 'unknown', tool: 'pi' },
    context: {
      ...(title === undefined ? {} : { title }),
      tags: ['pi'],
      created_at: earlier(session.created, session.first) ?? NO_TIME,
      updated_at: session.last ?? session.created ?? NO_TIME,
      ...(from === undefined ? {} : { related_session_ids: [from] }),
      ...(cwd === undefined ? {} : { attributes: { cwd } }),
    },
    sources: [source.path],
    ...(cwd === undefined ? {} : { cwd }),
  };
};

/** A fork's first entries, and those of format 1 that were written when the log was made, are older than its header. */
const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && isAfter(one, other)) ? other : one;
