import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asText, field } from '../../domain/json.ts';
import type { Attributes } from '../../domain/session.ts';
import { createRecent } from '../reading/recent.ts';

/**
 * One message of the API is several lines, each with the usage so far: its output grows from line to line, the rest
 * repeats (seen 2.0.64 to 2.1.220). An event gets what was not given to an event of its message before, so that the
 * sum over all events is the greatest figure, once. `input_tokens` holds no cached ones.
 */
export interface Usage {
  /** Notes what a line says of its message: `{usage, stop_reason}`. `id` and `request` stay the same over its lines. */
  saw(name: MessageName, message: unknown): Count;
}

export interface MessageName {
  readonly id: string;
  readonly request: string;
}

/** Of one message, in the order of FIELDS. */
export interface Count {
  readonly request: string;
  readonly greatest: number[];
  readonly given: number[];
  /** A line had a stop reason: before that, output is counted as far as it had come in (2.0.64 to 2.1.220). */
  isStopped: boolean;
  /** An event said that its count is a lower bound. */
  isOpen: boolean;
}

const FIELDS = [
  [ATTR.inputTokens, 'input_tokens'],
  [ATTR.outputTokens, 'output_tokens'],
  [ATTR.cacheReadTokens, 'cache_read_input_tokens'],
  [ATTR.cacheWriteTokens, 'cache_creation_input_tokens'],
] as const;

const KEPT_MESSAGES = 4096;

export const createUsage = (): Usage => {
  const counts = createRecent<Count>(KEPT_MESSAGES);
  // the lines of a message mostly follow each other
  let latest: { readonly id: string; readonly count: Count } | undefined;
  const countOf = (message: MessageName): Count => {
    if (latest?.id === message.id && latest.count.request === message.request) return latest.count;
    const count = lookedUp(message);
    latest = { id: message.id, count };
    return count;
  };
  const lookedUp = ({ id, request }: MessageName): Count => {
    const first = counts.get(id);
    if (first?.request === request) return first;
    // a message id is mostly of one request: only a second one needs a longer key
    const key = first === undefined ? id : `${id} ${request}`;
    const known = first === undefined ? undefined : counts.get(key);
    if (known !== undefined) return known;
    const created = { request, greatest: [0, 0, 0, 0], given: [0, 0, 0, 0], isStopped: false, isOpen: false };
    counts.set(key, created);
    return created;
  };
  return {
    saw: (name, message) => {
      const count = countOf(name);
      const usage = field(message, 'usage');
      count.isStopped ||= asText(field(message, 'stop_reason')) !== undefined;
      for (let index = 0; index < FIELDS.length; index++) {
        const now = asCount(field(usage, FIELDS[index]?.[1] ?? '')) ?? 0;
        if (now > (count.greatest[index] ?? 0)) count.greatest[index] = now;
      }
      return count;
    },
  };
};

/** Attributes for an event, which are then given; undefined when nothing is left of the message. */
export const takeOwed = (count: Count): Attributes | undefined => {
  let owed: { [key: string]: unknown } | undefined;
  for (let index = 0; index < FIELDS.length; index++) {
    const greatest = count.greatest[index] ?? 0;
    const rest = greatest - (count.given[index] ?? 0);
    if (rest === 0) continue;
    owed ??= {};
    owed[FIELDS[index]?.[0] ?? ''] = rest;
    count.given[index] = greatest;
  }
  if (owed?.[ATTR.outputTokens] !== undefined && !count.isStopped && !count.isOpen) {
    owed[ATTR.outputBound] = 'lower';
    count.isOpen = true;
  } else if (count.isOpen && count.isStopped) {
    owed = { ...owed, [ATTR.outputBound]: 'exact' };
    count.isOpen = false;
  }
  return owed;
};
