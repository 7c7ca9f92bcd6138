/**
 * `<id>.meta.json` beside a session on the branch. The first five keys are the older tool's, which knows no others; the
 * rest is ours. Read from anybody's branch: every key may be missing or wrong.
 */
import type { Redaction } from '../handoff.ts';
import { toStats } from '../hail/line.ts';
import { asCount, asString, field, isObject, readJson } from '../json.ts';
import type { SessionHeader, Stats } from '../session.ts';
import { sortedJson } from '../sorted-json.ts';
import { plausibleTime } from './newer-version.ts';

export interface SessionMeta {
  readonly model: string;
  readonly session_id: string;
  readonly stats: Stats;
  readonly title: string | null;
  readonly tool: string;
  readonly schema: 'opensession-branch-session-1';
  /** RFC 3339: of the session, as its header has them. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Of the HAIL file: size, and lower-case hexadecimal sha256. */
  readonly bytes: number;
  readonly digest: string;
  readonly redaction: Redaction;
  /** RFC 3339: when it was published again though it had been pruned. */
  readonly republished_at?: string;
}

/** Pretty, keys sorted, no line end: as the older tool writes it. */
export const metaText = (meta: SessionMeta): string => sortedJson(meta, 2);

export const metaOf = (
  header: SessionHeader,
  rest: Pick<SessionMeta, 'stats' | 'title' | 'bytes' | 'digest' | 'redaction'>,
): SessionMeta => ({
  schema: 'opensession-branch-session-1',
  session_id: header.session_id,
  tool: header.agent.tool,
  model: header.agent.model,
  created_at: header.context.created_at,
  updated_at: header.context.updated_at,
  ...rest,
});

/** What a meta.json says; null for what it does not. */
export interface ReadMeta {
  readonly session_id: string | null;
  readonly tool: string | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly stats: Stats | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly bytes: number | null;
  readonly digest: string | null;
  readonly redaction: string | null;
  /** When it was published, where the branch's history does not say so any more: RFC 3339. */
  readonly published_at: string | null;
  readonly republished_at: string | null;
}

export const readMeta = (text: string): ReadMeta => {
  const value = readJson(text);
  const told = (key: string): string | null => asString(field(value, key)) ?? null;
  const given = field(value, 'stats');
  const stats = isObject(given) ? toStats(given) : undefined;
  return {
    session_id: told('session_id'),
    tool: told('tool'),
    model: told('model'),
    title: told('title'),
    stats: stats === undefined || 'reason' in stats ? null : stats.stats,
    created_at: told('created_at'),
    updated_at: told('updated_at'),
    bytes: asCount(field(value, 'bytes')) ?? null,
    digest: told('digest'),
    redaction: asString(field(field(value, 'redaction'), 'version')) ?? null,
    published_at: told('published_at'),
    republished_at: plausibleTime(told('republished_at')),
  };
};

/** The same text with the time of publication in it; undefined when it is no object. */
export const withPublished = (text: string, published_at: string): string | undefined => {
  const value = readJson(text);
  return isObject(value) ? sortedJson({ ...value, published_at }, 2) : undefined;
};

/** The same text, published again at a later time than all of these, milliseconds since 1970. */
export const withRepublished = (text: string, after: readonly number[]): string => {
  const value = readJson(text);
  const told = Date.parse(readMeta(text).republished_at ?? '');
  const last = Math.max(...after.filter((time) => !Number.isNaN(time)));
  if (!isObject(value) || Number.isNaN(told) || told > last) return text;
  return sortedJson({ ...value, republished_at: new Date(last + 1).toISOString() }, 2);
};
