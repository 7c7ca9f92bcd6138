import type { Tally } from '../../domain/coverage.ts';
import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asString, at } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { createRecent, type Recent } from '../reading/recent.ts';
import type { Change } from './patch-grammar.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { createTwins, type Twins } from './twins.ts';

/** A tool call that was seen. */
export interface Call {
  readonly name: string;
  readonly kind: 'shell' | 'patch' | 'program' | 'stdin' | 'plan' | 'question' | 'other';
  /** Of a patch: what its text asks for, read when no record tells what was done. */
  readonly changes?: () => readonly Change[];
  /** Characters of the text that it holds for that. */
  readonly held?: number;
  /** Of a program: its text, and what records told meanwhile of the commands and files in it. */
  readonly program?: { readonly text: string; readonly cwd: string | undefined; readonly told: Set<string> };
  /** Of write_stdin: the call that started the process. */
  readonly target?: string | undefined;
  /** Of a process that went on after its call returned: what it printed so far. */
  printed: string;
  running: boolean;
}

/** A prompt in a response item, until the records after it show whether an event tells the same. */
export interface HeldPrompt {
  readonly record: RolloutRecord;
  readonly text: string;
  readonly images: readonly Block[];
  /** The record itself says that a person wrote it. */
  readonly proven: boolean;
}

/** What is remembered while one rollout is read. Bounded, whatever the log. */
export interface RolloutState {
  readonly tally: Tally;
  /** Prefix of event ids, so that those of a sub-agent differ from its parent's. */
  readonly prefix: string;
  /** Events of the record in hand, in order. */
  out: Event[];
  count: number;
  now: string;
  turn: string | undefined;
  model: string | undefined;
  cwd: string | undefined;
  readonly head: RolloutHead;
  /** Calls without a result. */
  readonly calls: Map<string, Call>;
  /** Calls whose result was given, of late. */
  readonly settled: Recent<boolean>;
  /** Running processes: session id of the agent's → call id. */
  readonly processes: Map<string, string>;
  readonly twins: Twins;
  held: HeldPrompt[];
  promptEvents: boolean;
  /** Text of the review that runs, '' before its prompt; undefined when none runs. */
  review: string | undefined;
  /** Running totals of the last token record: input, cached, cache write, output. */
  totals: readonly number[] | undefined;
  /** Plan steps seen → their ids. */
  readonly steps: Map<string, string>;
  goal: string | undefined;
  /** Threads that this one started, not yet opened. */
  spawned: string[];
  readonly started: Set<string>;
}

/** Emits what a record holds. Returns why it was ignored; undefined when it was understood. */
export type ReadRecord = (state: RolloutState, record: RolloutRecord) => string | undefined;

/** What the log says of the session as a whole. */
export interface RolloutHead {
  id?: string | undefined;
  parent?: string | undefined;
  forkedFrom?: string | undefined;
  nickname?: string | undefined;
  provider?: string | undefined;
  version?: string | undefined;
  originator?: string | undefined;
  cwd?: string | undefined;
  branch?: string | undefined;
  commit?: string | undefined;
  created?: string | undefined;
  updated?: string | undefined;
  name?: string | undefined;
  firstPrompt?: string | undefined;
  lastAnswer?: string | undefined;
}

export const createState = ({
  tally,
  prefix,
  head,
}: Pick<RolloutState, 'tally' | 'prefix' | 'head'>): RolloutState => ({
  tally,
  prefix,
  head,
  out: [],
  count: 0,
  now: NO_TIME,
  turn: undefined,
  model: undefined,
  cwd: undefined,
  calls: new Map(),
  settled: createRecent(4096),
  processes: new Map(),
  twins: createTwins(),
  held: [],
  promptEvents: false,
  review: undefined,
  totals: undefined,
  steps: new Map(),
  goal: undefined,
  spawned: [],
  started: new Set(),
});

/** A copy for what the end of a log makes of the state: prompts that are held, calls that are open. */
export const forkToEnd = (state: RolloutState): RolloutState => ({
  ...state,
  out: [],
  head: { ...state.head },
  calls: new Map(state.calls),
  // what is settled now is asked for by no record
  settled: createRecent(MAX_CALLS),
});

const MAX_CALLS = 4096;
/** Characters that all calls hold; one alone may be longer. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
/** Of a call, up to which it is not asked what all hold. */
const SHORT = MAX_CHARACTERS / MAX_CALLS;

/** Remembers a call; the oldest is forgotten when there are too many. */
export const rememberCall = (
  state: RolloutState,
  id: string,
  call: Pick<Call, 'name' | 'kind' | 'changes' | 'held' | 'program' | 'target'>,
): Call => {
  const entry: Call = { ...call, printed: '', running: false };
  state.calls.set(id, entry);
  // an id that is used again is a new call
  if (state.settled.get(id) === true) state.settled.set(id, false);
  let over = (call.held ?? 0) > SHORT ? heldBy(state) - MAX_CHARACTERS : 0;
  for (const [oldest, { held = 0 }] of state.calls) {
    if (over <= 0 && state.calls.size <= MAX_CALLS) break;
    if (oldest === id) continue;
    state.calls.delete(oldest);
    over -= held;
  }
  return entry;
};

const heldBy = ({ calls }: RolloutState): number => {
  let sum = 0;
  for (const { held = 0 } of calls.values()) sum += held;
  return sum;
};

/** From now on its result is known: what tells it again is a repeat. */
export const settleCall = (state: RolloutState, id: string): void => {
  state.calls.delete(id);
  state.settled.set(id, true);
};

export interface Emission {
  readonly type: EventType;
  readonly blocks?: readonly Block[];
  readonly attributes?: { readonly [key: string]: unknown };
  readonly duration_ms?: number | undefined;
}

/** Adds an event that was read from a record. Attributes that are undefined are left out. */
export const emit = (state: RolloutState, record: RolloutRecord, event: Emission): void => {
  state.count++;
  const attributes: { [key: string]: unknown } = { [ATTR.rawType]: rawTypeOf(record) };
  for (const key in event.attributes) if (event.attributes[key] !== undefined) attributes[key] = event.attributes[key];
  const plain = {
    event_id: `${state.prefix}codex-${state.count}`,
    timestamp: record.at ?? state.now,
    event_type: event.type,
    content: { blocks: event.blocks ?? [] },
    attributes,
    origin: record.origin,
  };
  // a log may say less than nothing, or more than all time
  const duration_ms = asCount(event.duration_ms);
  state.out.push(duration_ms === undefined ? plain : { ...plain, duration_ms });
};

/** `function_call`, `token_count`, `item_completed/CommandExecution`, or the record's type where it has no kind. */
const rawTypeOf = (record: RolloutRecord): string => {
  if (record.kind === 'item_completed') return `item_completed/${asString(at(record.payload, 'item', 'type')) ?? ''}`;
  return record.kind === '' ? record.type : record.kind;
};
