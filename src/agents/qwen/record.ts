import { subagentAttributes } from '../../domain/event-attributes.ts';
import { asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Origin } from '../../domain/session.ts';
import { buildEvent, eventId } from '../reading/build-event.ts';
import { asTime } from '../reading/log-time.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';

/**
 * The scope of a record; what it says of the session is noted on the way. An id that was there before (an answer that
 * is written in pieces keeps its id) gets the record's offset beside it.
 */
export const openRecord = (record: JsonObject, talk: Talk, origin: Origin): RecordScope => {
  talk.at = asTime(field(record, 'timestamp')) ?? talk.at;
  const { at: time } = talk;
  const uuid = asText(field(record, 'uuid')) ?? 'record';
  const named = talk.lane === undefined ? [uuid] : [talk.lane, uuid];
  const name = named.join('/');
  const id = talk.seen.has(name) ? [...named, `@${origin.offset}`] : named;
  talk.seen.add(name);
  const own = talk.lane ?? (field(record, 'isSidechain') === true ? asText(field(record, 'agentId')) : undefined);
  const made = { count: 0 };
  return {
    at: time,
    lane: own,
    made,
    bytes: origin.length,
    event: (draft) => {
      const lane = draft.lane ?? own;
      const { attributes } = draft;
      return buildEvent({
        type: draft.type,
        blocks: draft.blocks,
        duration_ms: draft.duration_ms,
        id: eventId(...id, ++made.count),
        at: time,
        attributes: lane === undefined ? attributes : { ...attributes, ...subagentAttributes(lane) },
        task: lane,
        origin,
      });
    },
  };
};

/** What each record repeats of the session: the first that says it stands, but the last version. */
export const noteSession = (record: JsonObject, talk: Talk, dead: boolean): void => {
  const { facts } = talk;
  facts.session ??= asText(field(record, 'sessionId'));
  facts.cwd ??= asText(field(record, 'cwd'));
  facts.branch ??= branchOf(record);
  facts.version = asText(field(record, 'version')) ?? facts.version;
  if (!dead) facts.model ??= asText(field(record, 'model'));
  facts.started ??= asTime(field(record, 'timestamp'));
  facts.forkedFrom ??= asText(at(record, 'forkedFrom', 'sessionId'));
};

/** A detached head is written as `HEAD`. */
const branchOf = (record: JsonObject): string | undefined => {
  const branch = asText(field(record, 'gitBranch'));
  return branch === 'HEAD' ? undefined : branch;
};
