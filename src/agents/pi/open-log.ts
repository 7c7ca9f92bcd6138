import type { Tally } from '../../domain/coverage.ts';
import { asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogLine } from '../log-reader.ts';
import { asTime } from '../reading/log-time.ts';
import type { ActivePath } from './active-path.ts';
import { headOf } from './head-of.ts';
import { type Fate, mapEntry } from './map-entry.ts';
import { openEntry, rawTypeOf, type Session, startSession } from './scope.ts';

/** Maps the lines of one log, one by one. Entries on branches that were left are counted, not read. */
export interface LogMapper {
  push(line: LogLine): readonly Event[];
  head(): SessionHead;
}

export const openLog = ({ source, tally }: Pick<Reading, 'source' | 'tally'>, path: ActivePath): LogMapper => {
  const session = startSession();
  let number = -1;
  return {
    push: (line) => {
      number++;
      const record = line.json();
      if (!isObject(record)) tally.broken(line.offset);
      else if (field(record, 'type') === 'session') tell(header(session, record), tally);
      else if (!path.isActive(number)) tally.ignored(rawTypeOf(record).slice(0, 80), 'on a branch that was left');
      else {
        const scope = openEntry(session, record, { source: 0, offset: line.offset, length: line.length });
        tell(mapEntry(scope, record), tally);
        return scope.events;
      }
      return [];
    },
    head: () => headOf(source, session),
  };
};

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
