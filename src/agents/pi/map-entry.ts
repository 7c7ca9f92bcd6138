import { asText, at, field, isObject, type JsonObject } from '../../domain/json.ts';
import { foreignKind, foreignType } from '../reading/foreign-content.ts';
import { mapCompaction, mapCustomMessage, mapMessage, mapSummary } from './map-message.ts';
import { rawTypeOf, type Scope } from './scope.ts';

/** What became of an entry: `ignored` and `unknown` carry its type for the tally. */
export type Fate =
  | { readonly kind: 'understood' }
  | { readonly kind: 'ignored'; readonly type: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly type: string };

const UNDERSTOOD: Fate = { kind: 'understood' };

/** Maps an entry that stands: its events go into the scope. */
export const mapEntry = (scope: Scope, entry: JsonObject): Fate => {
  const type = asText(field(entry, 'type')) ?? '';
  const reason = IGNORED.get(type);
  if (reason !== undefined) return { kind: 'ignored', type, reason };
  const map = ENTRIES.get(type);
  if (map === undefined) return { kind: 'unknown', type };
  if (!map(scope, entry)) return { kind: 'unknown', type: rawTypeOf(entry) };
  const foreign = foreignKind(at(entry, 'message', 'content'), (kind) => BLOCKS.has(kind));
  if (foreign !== undefined) return { kind: 'unknown', type: foreignType(foreign) };
  const silent = scope.events.length === 0 && !SILENT.has(type);
  return silent ? { kind: 'ignored', type: rawTypeOf(entry), reason: 'holds nothing' } : UNDERSTOOD;
};

const BLOCKS: ReadonlySet<string> = new Set(['text', 'thinking', 'toolCall', 'image']);

const IGNORED: ReadonlyMap<string, string> = new Map([
  ['thinking_level_change', 'a setting'],
  ['active_tools_change', 'a setting'],
  ['custom', 'state of an extension, which the model does not see'],
  ['label', 'a bookmark of the person'],
]);

/** Entries that say something of the session itself. */
const SILENT: ReadonlySet<string> = new Set(['model_change', 'session_info']);

type MapEntry = (scope: Scope, entry: JsonObject) => boolean;

const message: MapEntry = (scope, entry) => {
  const value = field(entry, 'message');
  return isObject(value) && mapMessage(scope, value);
};

const always =
  (map: (scope: Scope, entry: JsonObject) => void): MapEntry =>
  (scope, entry) => {
    map(scope, entry);
    return true;
  };

const modelChange = always(({ session }, entry) => {
  session.provider = asText(field(entry, 'provider')) ?? session.provider;
  session.model = asText(field(entry, 'modelId')) ?? session.model;
});

/** The last one counts; one without a name takes the name away. */
const sessionInfo = always(({ session }, entry) => {
  session.title = asText(field(entry, 'name'));
});

const ENTRIES: ReadonlyMap<string, MapEntry> = new Map([
  ['message', message],
  ['model_change', modelChange],
  ['session_info', sessionInfo],
  ['compaction', always(mapCompaction)],
  ['branch_summary', always(mapSummary)],
  ['custom_message', always(mapCustomMessage)],
]);
