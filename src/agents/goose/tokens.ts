import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Row } from '../log-reader.ts';
import { openRecord } from '../reading/record-events.ts';
import { columnsOf, type Database } from './database.ts';
import { messageTime, type SessionInfo } from './session-info.ts';

interface Scene {
  readonly info: SessionInfo;
  readonly lane: string | undefined;
  /** For entries that have no time of their own. */
  readonly at: string;
}

/**
 * What a session used: an event per row of `usage_ledger` (schemas of 2026), else one of the session's own sums
 * (`accumulated_*`). Without these the columns speak of the last request alone, and nothing is counted.
 */
export function* usageEvents(store: Database | undefined, scene: Scene): Generator<Event> {
  let rows = 0;
  if (store !== undefined) {
    for (const event of ledgerEvents(store, scene)) {
      rows++;
      yield event;
    }
  }
  const sums = rows > 0 ? undefined : counts(scene.info.row, 'accumulated_');
  if (sums !== undefined) yield tokenEvent({ ...scene, id: 'usage' }, sums, scene.info.model);
}

const PAGE = 500;

function* ledgerEvents(store: Database, scene: Scene): Generator<Event> {
  const wanted = [
    'created_timestamp',
    'model',
    'input_tokens',
    'output_tokens',
    'total_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
  ];
  if (columnsOf(store, 'usage_ledger', ['session_id']).length === 0) return;
  const columns = ['rowid as "place"', ...columnsOf(store, 'usage_ledger', wanted)].join(', ');
  const sql = `select ${columns} from "usage_ledger" where "session_id" = ? and rowid > ? order by rowid limit ${PAGE}`;
  for (let last = 0; ;) {
    const rows: readonly Row[] = [...store.logs.rows(store.path, { sql, params: [scene.info.id, last] })];
    for (const row of rows) {
      last = typeof row['place'] === 'number' ? row['place'] : Number.MAX_SAFE_INTEGER;
      const used = counts(row, '');
      const at = messageTime(row['created_timestamp']) ?? scene.at;
      if (used !== undefined) yield tokenEvent({ ...scene, at, id: `usage-${last}` }, used, asText(row['model']));
    }
    if (rows.length < PAGE) return;
  }
}

interface Counts {
  readonly [key: string]: number;
}

/** `input` holds the cache too when it and the output make up the total; else it stands beside it. */
const counts = (row: unknown, prefix: string): Counts | undefined => {
  const count = (name: string): number => asCount(field(row, `${prefix}${name}_tokens`)) ?? 0;
  const [input, output, read, write] = [count('input'), count('output'), count('cache_read'), count('cache_write')];
  if (input + output + read + write === 0) return undefined;
  const beside = count('total') === input + output + read + write && read + write > 0;
  return {
    [ATTR.inputTokens]: beside ? input : Math.max(0, input - read - write),
    [ATTR.outputTokens]: output,
    [ATTR.cacheReadTokens]: read,
    [ATTR.cacheWriteTokens]: write,
  };
};

const tokenEvent = (scene: Scene & { readonly id: string }, used: Counts, model: string | undefined): Event =>
  openRecord({ id: scene.id, at: scene.at, lane: scene.lane }).event({
    type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
    attributes: { ...used, [ATTR.rawType]: 'usage', [ATTR.model]: model },
  });
