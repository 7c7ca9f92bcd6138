import { asArray, asText, at, field, isObject } from '../../domain/json.ts';
import { pathOfFileUri } from '../reading/file-uri.ts';
import { asTime, timeOfMillis } from '../reading/log-time.ts';
import { readRun, type ToolRun } from './tool-run.ts';

/** What a thread's document says beside its messages. */
export interface Thread {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly created_at: string | undefined;
  readonly messages: readonly unknown[];
  readonly cwd: string | undefined;
  readonly branch: string | undefined;
  readonly start_commit: string | undefined;
  readonly client_version: string | undefined;
  readonly model: string | undefined;
  readonly parent: string | undefined;
  readonly related: readonly string[];
  /** Results of tools by the ids of their calls: they stand in later messages. */
  readonly runs: ReadonlyMap<string, ToolRun>;
  /** When the tools of an assistant's message were done, by the message's number. */
  readonly tools_done: ReadonlyMap<number, string>;
  /** `usageLedger.events` by the last message of each, in threads whose messages have no `usage` of their own. */
  readonly ledger: ReadonlyMap<number, readonly unknown[]>;
}

/** An export may wrap the thread as `{thread: …}`. */
export const readThread = (document: unknown): Thread => {
  const thread = isObject(field(document, 'thread')) ? field(document, 'thread') : document;
  const messages = asArray(field(thread, 'messages'));
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
    runs: runsIn(messages),
    tools_done: toolTimes(asArray(at(thread, 'meta', 'traces'))),
    ledger: ledgerOf(thread, messages),
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

const runsIn = (messages: readonly unknown[]): ReadonlyMap<string, ToolRun> => {
  const runs = new Map<string, ToolRun>();
  for (const message of messages) {
    for (const block of asArray(field(message, 'content'))) {
      const id = field(block, 'type') === 'tool_result' ? asText(field(block, 'toolUseID')) : undefined;
      if (id !== undefined) runs.set(id, readRun(field(block, 'run')));
    }
  }
  return runs;
};

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

const ledgerOf = (thread: unknown, messages: readonly unknown[]): Thread['ledger'] => {
  const ledger = new Map<number, unknown[]>();
  if (messages.some((message) => isObject(field(message, 'usage')))) return ledger;
  for (const entry of asArray(at(thread, 'usageLedger', 'events'))) {
    const message = field(entry, 'toMessageId');
    if (typeof message !== 'number') continue;
    const known = ledger.get(message);
    if (known === undefined) ledger.set(message, [entry]);
    else known.push(entry);
  }
  return ledger;
};
