import { OpenSessionError } from '../../domain/errors.ts';
import { parseLossless } from '../../domain/hail/lossless-json.ts';
import { type KeptLine, readWholeEvent, readWholeHeader } from '../../domain/hail/read.ts';
import type { Event, SessionHeader } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogList } from '../log-reader.ts';
import { headOf, unknownHead } from './head-of.ts';

type Opening = Pick<Reading, 'source' | 'logs'>;

/** The whole-object form `{version, session_id, agent, context, events, stats}`, event by event. @throws log_too_large */
export function* readWhole({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const whole = openWhole({ source, logs });
  if (whole === undefined) {
    tally.broken(0);
    return unknownHead(source.path);
  }
  tally.understood();
  let place = 0;
  for (const item of whole.events) {
    const index = place++;
    const parsed = item === undefined ? undefined : readWholeEvent(item);
    if (parsed?.kind === 'event') {
      if (parsed.event.event_type.type === 'Unknown') tally.unknown('event');
      else tally.understood();
      yield parsed.event;
    } else if (parsed?.kind === 'other') tally.unknown(`event: ${parsed.reason}`);
    else tally.broken(whole.events.offsetOf(index));
  }
  return headOf(whole.header, source.path);
}

/** Events that this version does not know. @throws log_too_large */
export function* keptOfWhole(opening: Opening): Generator<KeptLine> {
  let after_events = 0;
  for (const item of openWhole(opening)?.events ?? []) {
    const parsed = readWholeEvent(item);
    if (parsed.kind === 'event') after_events++;
    else if (parsed.kind === 'other' && item !== undefined) yield { after_events, after_stats: false, value: item };
  }
}

interface Whole {
  readonly header: SessionHeader;
  readonly events: LogList;
}

/** Undefined for what is no session. Numbers beyond 2^53 stay as they are. @throws log_too_large */
const openWhole = ({ source, logs }: Opening): Whole | undefined => {
  try {
    const { rest, lists } = logs.document(source.path, [['events']], parseLossless);
    const header = readWholeHeader(rest);
    return lists[0] === undefined ? undefined : { header, events: lists[0] };
  } catch (error) {
    if (error instanceof OpenSessionError && UNUSABLE.has(error.code)) return undefined;
    throw error;
  }
};

const UNUSABLE: ReadonlySet<string> = new Set(['hail_invalid', 'log_broken']);
