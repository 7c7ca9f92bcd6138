import { OpenSessionError } from '../../domain/errors.ts';
import { type HailDocument, readHail } from '../../domain/hail/read.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { headOf, unknownHead } from './head-of.ts';

/** The whole-object form `{version, session_id, agent, context, events, stats}`, in memory. @throws log_too_large */
export function* readWhole({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  try {
    const { session, problems } = wholeDocument({ source, logs });
    for (const problem of problems) tally.unknown(`event: ${problem.reason}`);
    tally.understood();
    for (const event of session.events) {
      if (event.event_type.type === 'Unknown') tally.unknown('event');
      else tally.understood();
      yield event;
    }
    const { events: _events, stats: _stats, ...header } = session;
    return headOf(header, source.path);
  } catch (error) {
    if (!(error instanceof OpenSessionError) || !UNUSABLE.has(error.code)) throw error;
    tally.broken(0);
    return unknownHead(source.path);
  }
}

/** @throws log_too_large, log_broken, hail_invalid */
export const wholeDocument = ({ source, logs }: Pick<Reading, 'source' | 'logs'>): HailDocument => {
  logs.json(source.path); // bounds its size and depth; what it gives has lost numbers beyond 2^53
  const size = logs.stat(source.path)?.size ?? 0;
  return readHail(logs.text(source.path, size + 1) ?? '');
};

const UNUSABLE: ReadonlySet<string> = new Set(['hail_invalid', 'log_broken']);
