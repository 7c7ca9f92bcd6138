import { asText, field } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';
import { timeOfMillis } from '../reading/log-time.ts';

/** What a store says of a session beside its messages: a row of `sessions`, or the first line of a JSONL file. */
export interface SessionInfo {
  readonly id: string;
  /** `user`, `scheduled`, `sub_agent`, `hidden`, `terminal`, `gateway`, `acp`. */
  readonly type: string;
  readonly parent: string | undefined;
  readonly cwd: string | undefined;
  readonly title: string | undefined;
  readonly created_at: string | undefined;
  readonly updated_at: string | undefined;
  readonly model: string | undefined;
  readonly provider: string | undefined;
  /** The columns as they are: token counts are taken from them. */
  readonly row: unknown;
}

/** `record` has the names of the columns; those that a schema or file does not have are absent. */
export const readSessionInfo = (record: unknown, id: string): SessionInfo => ({
  id,
  type: asText(field(record, 'session_type')) ?? 'user',
  parent: asText(field(record, 'parent_session_id')),
  cwd: asText(field(record, 'working_dir')),
  title: titleOf(record),
  created_at: utcTime(field(record, 'created_at')),
  updated_at: utcTime(field(record, 'updated_at')),
  model: asText(field(parseJson(asText(field(record, 'model_config_json')) ?? ''), 'model_name')),
  provider: asText(field(record, 'provider_name')),
  row: record,
});

/** Names that Goose gives until it has found one, or the person has. */
const PLACEHOLDER = /^(?:CLI Session|ACP Session|Gateway Session|New Chat|New session(?: \d{1,9})?)$/;

const titleOf = (record: unknown): string | undefined => {
  const name = asText(field(record, 'name')) ?? asText(field(record, 'description'));
  return name === undefined || PLACEHOLDER.test(name) ? undefined : name;
};

/** SQLite's CURRENT_TIMESTAMP, which is UTC: `YYYY-MM-DD HH:MM:SS`. */
const utcTime = (value: unknown): string | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,9})?(?:Z| UTC|\+00:00)?$/.exec(asText(value) ?? '');
  if (found === null) return undefined;
  const time = `${found[1]}T${found[2]}${found[3] ?? ''}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
};

/** `created` of a message: seconds since the epoch, in some rows milliseconds (the agent's own border is 10^10). */
export const messageTime = (value: unknown): string | undefined => {
  const count = typeof value === 'bigint' ? Number(value) : value;
  if (typeof count !== 'number') return undefined;
  return timeOfMillis(count > 10_000_000_000 ? count : count * 1000);
};
