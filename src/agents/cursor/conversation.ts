import { asArray, asString, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { joinPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { parseJson } from '../reading/parse-json.ts';
import {
  bubbleKeys,
  bubbleValue,
  CHAT_DATA,
  COMPOSER_DATA,
  composerDocument,
  inlineBubbles,
  itemText,
  type StateStore,
} from './composer-store.ts';

/** One message as stored. `empty`: a row without a value, as the IDE leaves many. Undefined: no JSON object. */
export interface StoredBubble {
  readonly id: string;
  readonly data: JsonObject | 'empty' | undefined;
  /** Its row is there, but the conversation does not name it any more. */
  readonly left?: true;
}

/** A conversation of the IDE: its document, and its messages in order. */
export interface Conversation {
  readonly id: string;
  readonly doc: JsonObject;
  bubbles(): Iterable<StoredBubble>;
}

/**
 * Looks in the order of the generations: own rows (0.43 and later), the workspace's document, the older chat tabs.
 * @throws log_broken for one that is there and cannot be read
 */
export const openConversation = (store: StateStore, id: string): Conversation | undefined => {
  const doc = composerDocument(store, id);
  if (doc === undefined) throw unreadable(store, `composerData:${id}`);
  if (doc !== 'empty') return { id, doc, bubbles: () => storedBubbles(store, id, doc) };
  return listedConversations(store).find((one) => one.id === id);
};

/** Conversations that stand whole in a workspace's `ItemTable`: composers (until 0.42) and chat tabs (2023 to 2024). */
export const listedConversations = (store: StateStore): readonly Conversation[] => {
  const held = heldIn(joinPath(store.path, '..', '..'), store.logs);
  const known = held.get(store.path);
  if (known !== undefined) return known;
  held.clear();
  const listed = readListed(store);
  held.set(store.path, listed);
  return listed;
};

/**
 * All stand in one value, which a listing would parse for each of them. Of all workspaces the last one's are held: they
 * may be large, and what is held weakly stays as long as a listing does not pause.
 */
const heldIn = oncePerListing(() => new Map<string, readonly Conversation[]>());

/** Where they stand, and how a conversation and its messages are named there. */
const LISTS = [
  { key: COMPOSER_DATA, list: 'allComposers', id: 'composerId', messages: 'conversation' },
  { key: CHAT_DATA, list: 'tabs', id: 'tabId', messages: 'bubbles' },
] as const;

const readListed = (store: StateStore): readonly Conversation[] => LISTS.flatMap((one) => listIn(store, one));

/** One that cannot be parsed is told when it is read: nobody knows how many conversations are in it. */
const listIn = (store: StateStore, { key, list, id, messages }: (typeof LISTS)[number]): readonly Conversation[] => {
  const text = itemText(store, key);
  const value = parseJson(text ?? '');
  if (text === undefined || text === '' || value !== undefined)
    return asArray(field(value, list)).flatMap((doc) => inline(doc, id, messages));
  const bubbles = (): never => {
    throw unreadable(store, key);
  };
  return [{ id: key, doc: {}, bubbles }];
};

const unreadable = ({ path }: StateStore, key: string): OpenSessionError =>
  new OpenSessionError(
    'log_broken',
    `the value ${key} of ${path} cannot be read: it is no JSON, or too large (over 32 MiB in memory, or 500,000 values)`,
  );

const inline = (doc: unknown, idKey: string, listKey: string): readonly Conversation[] => {
  const id = asText(field(doc, idKey));
  const list = asArray(field(doc, listKey));
  return !isObject(doc) || id === undefined || list.length === 0
    ? []
    : [{ id, doc, bubbles: () => list.map(inlineBubble) }];
};

const inlineBubble = (data: unknown, index: number): StoredBubble => ({
  id: asText(field(data, 'bubbleId')) ?? asText(field(data, 'id')) ?? String(index),
  data: isObject(data) ? data : undefined,
});

function* storedBubbles(store: StateStore, id: string, doc: JsonObject): Generator<StoredBubble> {
  const inlined = inlineBubbles(doc);
  yield* inlined.map(inlineBubble);
  if (inlined.length > 0) return;
  const keys = bubbleKeys(store, id);
  const rest = new Set(keys.values());
  const headers = asArray(field(doc, 'fullConversationHeadersOnly'));
  for (const [index, header] of headers.entries()) {
    const own = asString(field(header, 'bubbleId')) ?? '';
    const named = `bubbleId:${id}:${own}`;
    const key = keys.get(own) ?? (rest.has(named) ? named : undefined);
    if (key === undefined || !rest.delete(key)) yield { id: own === '' ? String(index) : own, data: 'empty' };
    else yield { id: own === '' ? String(index) : own, data: bubbleValue(store, key) };
  }
  const prefix = `bubbleId:${id}:`;
  for (const key of rest) {
    const own = key.slice(prefix.length);
    yield headers.length > 0 ? { id: own, data: 'empty', left: true } : { id: own, data: bubbleValue(store, key) };
  }
}
