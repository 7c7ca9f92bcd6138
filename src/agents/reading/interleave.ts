import type { Event } from '../../domain/session.ts';
import { isAfter } from './time-order.ts';

/** Events beside the main ones, in their own order: those of one sub-agent. */
export interface Strand {
  /** Time of its first event, RFC 3339; '' for unknown: it then begins at once. */
  readonly from: string;
  open(): Iterator<Event, unknown>;
}

interface Running {
  readonly events: Iterator<Event, unknown>;
  next: Event;
}

interface Strands {
  /** Handed in by the caller, perhaps while reading. */
  readonly added: Strand[];
  /** By time. */
  readonly waiting: Strand[];
  readonly running: Running[];
}

/** Strands that run side by side; each holds an open file. One more is read to its end at once. */
const MAX_RUNNING = 16;

/**
 * The main events in their order, with those of the strands put between by time: before a main event of time t comes
 * what the strands hold up to t, the rest at the end. A strand is opened when its time has come, and `added` may be
 * given more on the way (they are taken out of it). Returns what `main` returns.
 */
export function* interleave<R>(main: Iterator<Event, R>, added: Strand[]): Generator<Event, R> {
  const strands = openStrands(added);
  try {
    for (;;) {
      const step = main.next();
      if (strands.isDue()) yield* strands.upTo(step.done ? null : step.value.timestamp);
      if (step.done) return step.value;
      yield step.value;
    }
  } finally {
    // a caller that stops early leaves no file open
    strands.close();
    main.return?.();
  }
}

/** The strands of one session, to be put between main events by hand. */
export interface OpenStrands {
  /** Whether any holds an event that was not taken. */
  isDue(): boolean;
  /** Their events up to a time, in order; null: all there are. */
  upTo(time: string | null): Iterable<Event>;
  /** The files that are open. */
  close(): void;
}

export const openStrands = (added: Strand[]): OpenStrands => {
  const strands: Strands = { added, waiting: [], running: [] };
  return {
    isDue: () => isDue(strands),
    upTo: (time) => drain(strands, time),
    close: () => {
      for (const one of strands.running.splice(0)) one.events.return?.();
    },
  };
};

/** Some main events, each with what comes before it. */
export const withStrands = (events: readonly Event[], strands: OpenStrands): Iterable<Event> =>
  events.length > 0 && strands.isDue() ? between(events, strands) : events;

function* between(events: readonly Event[], strands: OpenStrands): Generator<Event> {
  for (const event of events) {
    if (strands.isDue()) yield* strands.upTo(event.timestamp);
    yield event;
  }
}

const isDue = (strands: Strands): boolean => {
  takeAdded(strands);
  return strands.waiting.length > 0 || strands.running.length > 0;
};

const takeAdded = ({ added, waiting }: Strands): void => {
  if (added.length === 0) return;
  waiting.push(...added.splice(0));
  waiting.sort((a, b) => Number(isAfter(a.from, b.from)) - Number(isAfter(b.from, a.from)));
};

/** All events of strands up to `until`, in order of time; null: all there are. */
function* drain(strands: Strands, until: string | null): Generator<Event> {
  const { waiting, running } = strands;
  for (;;) {
    takeAdded(strands); // a strand may have handed in one of its own
    const opening = waiting[0];
    const current = earliest(running);
    if (opening !== undefined && (current === undefined || !isAfter(opening.from, current.next.timestamp))) {
      if (until !== null && isAfter(opening.from, until)) return;
      waiting.shift();
      yield* start(opening, running);
    } else if (current !== undefined) {
      if (until !== null && isAfter(current.next.timestamp, until)) return;
      yield current.next;
      advance(current, running);
    } else return;
  }
}

function* start(strand: Strand, running: Running[]): Generator<Event> {
  const events = strand.open();
  const first = events.next();
  if (first.done === true) return;
  const one: Running = { events, next: first.value };
  running.push(one);
  while (running.length > MAX_RUNNING && running.includes(one)) {
    yield one.next;
    advance(one, running);
  }
}

const advance = (one: Running, running: Running[]): void => {
  const step = one.events.next();
  if (step.done === true) running.splice(running.indexOf(one), 1);
  else one.next = step.value;
};

const earliest = (running: readonly Running[]): Running | undefined => {
  let best: Running | undefined;
  for (const one of running) if (best === undefined || isAfter(best.next.timestamp, one.next.timestamp)) best = one;
  return best;
};
