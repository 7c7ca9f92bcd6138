import { asArray, asText, at, field, isObject } from '../../domain/json.ts';
import type { LogDocument, LogList } from '../log-reader.ts';
import { createIdNumbers } from '../reading/id-numbers.ts';
import { EMPTY_LIST } from '../reading/lists.ts';
import { pathOfFileUri } from '../reading/file-uri.ts';
import { asTime, timeOfMillis } from '../reading/log-time.ts';
import { onceEach } from '../reading/once-each.ts';
import { readRun, type ToolRun } from './tool-run.ts';

/** What a thread's document says beside its messages. */
export interface Thread {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly created_at: string | undefined;
  readonly messages: LogList;
  readonly cwd: string | undefined;
  readonly branch: string | undefined;
  readonly start_commit: string | undefined;
  readonly client_version: string | undefined;
  readonly model: string | undefined;
  readonly parent: string | undefined;
  readonly related: readonly string[];
  /** The result of a tool by the id of its call: it stands in a later message. */
  readonly runOf: (call: string) => ToolRun | undefined;
  /** When the tools of an assistant's message were done, by the message's number. */
  readonly tools_done: ReadonlyMap<number, string>;
  /** `usageLedger.events` by the last message of each, in threads whose messages have no `usage` of their own. */
  readonly ledger: ReadonlyMap<number, readonly unknown[]>;
}

/** An export may wrap the thread as `{thread: …}`. */
export const THREAD_LISTS = [['messages'], ['thread', 'messages']];

/** By a document without THREAD_LISTS. */
export const readThread = ({ rest, lists }: LogDocument): Thread => {
  const isWrapped = isObject(field(rest, 'thread'));
  const thread = isWrapped ? field(rest, 'thread') : rest;
  const messages = lists[isWrapped ? 1 : 0] ?? EMPTY_LIST;
  const { runOf, hasUsage } = lookThrough(messages);
  const tree = asArray(at(thread, 'env', 'initial', 'trees'))[0];
  const ref = asText(at(tree, 'repository', 'ref'));
  return {
    id: asText(field(thread, 'id')),
    title: asText(field(thread, 'title')),
    created_at: timeOfMillis(field(thread, 'created')) ?? asTime(field(thread, 'created')),
    messages,
    cwd: pathOfFileUri(asText(field(tree, 'uri'))),
    branch: ref?.startsWith('refs/heads/') === true ? asText(ref.slice('refs/heads/'.length)) : undefined,
    start_commit: asText(at(tree, 'repository', 'sha')),
    client_version: asText(at(thread, 'env', 'initial', 'platform', 'clientVersion')),
    model: modelTag(asArray(at(thread, 'env', 'initial', 'tags'))),
    parent: asText(field(thread, 'mainThreadID')),
    related: relatedThreads(field(thread, 'relationships')),
    runOf,
    tools_done: toolTimes(asArray(at(thread, 'meta', 'traces'))),
    ledger: hasUsage ? new Map() : ledgerOf(thread),
  };
};

/** `env.initial.tags` holds `model:<name>`. */
const modelTag = (tags: readonly unknown[]): string | undefined => {
  for (const tag of tags) {
    const text = asText(tag);
    if (text?.startsWith('model:') === true) return asText(text.slice('model:'.length));
  }
  return undefined;
};

const relatedThreads = (relationships: unknown): readonly string[] => [
  ...new Set(asArray(relationships).flatMap((one) => asText(field(one, 'threadID')) ?? [])),
];

/** Calls whose results are looked for. */
const REMEMBERED = 1_000_000;

/** A first look at all messages: of each result only the place of its message is kept. Of several the last one counts. */
const lookThrough = (messages: LogList): Pick<Thread, 'runOf'> & { readonly hasUsage: boolean } => {
  const places = createIdNumbers(REMEMBERED);
  let hasUsage = false;
  let place = 0;
  for (const message of messages) {
    hasUsage ||= isObject(field(message, 'usage'));
    for (const block of asArray(field(message, 'content'))) {
      const call = answered(block);
      if (call !== undefined) places.set(call, place);
    }
    place++;
  }
  const resultsOf = onceEach(resultsIn);
  const runOf = (call: string): ToolRun | undefined => {
    const block = resultsOf(messages.at(places.get(call) ?? -1)).get(call);
    return block === undefined ? undefined : readRun(field(block, 'run'));
  };
  return { runOf, hasUsage };
};

/** The results in a message by the ids of their calls; the last of several. */
const resultsIn = (message: unknown): ReadonlyMap<string, unknown> => {
  const results = new Map<string, unknown>();
  for (const block of asArray(field(message, 'content'))) {
    const call = answered(block);
    if (call !== undefined) results.set(call, block);
  }
  return results;
};

/** The id of the call that a block is the result of. */
const answered = (block: unknown): string | undefined =>
  field(block, 'type') === 'tool_result' ? asText(field(block, 'toolUseID')) : undefined;

/** `meta.traces`: spans named `agent`, `inference` and `tools`, each with the number of the message it belongs to. */
const toolTimes = (traces: readonly unknown[]): ReadonlyMap<number, string> => {
  const times = new Map<number, string>();
  for (const trace of traces) {
    const message = at(trace, 'context', 'messageId');
    const end = asTime(field(trace, 'endTime'));
    if (field(trace, 'name') === 'tools' && typeof message === 'number' && end !== undefined) times.set(message, end);
  }
  return times;
};

const ledgerOf = (thread: unknown): Thread['ledger'] => {
  const ledger = new Map<number, unknown[]>();
  for (const entry of asArray(at(thread, 'usageLedger', 'events'))) {
    const message = field(entry, 'toMessageId');
    if (typeof message !== 'number') continue;
    const known = ledger.get(message);
    if (known === undefined) ledger.set(message, [entry]);
    else known.push(entry);
  }
  return ledger;
};
