/**
 * The commit message of an artifact's version: the older tool's first line, then trailers with what listing and the
 * search for candidates need, so that neither opens a blob. Hints only: who relies on one reads the blob.
 */
import type { Artifact, ArtifactSource } from './artifact.ts';
import { packKeys, pathKey } from './change-keys.ts';
import type { Trailer } from './change-trailers.ts';
import type { Handoff } from './handoff.ts';
import { cut } from './text-limit.ts';

const FIRST = 'handoff-artifact: ';
/** Characters of a value that people wrote. */
const MAX_VALUE = 240;
const MAX_LINES = 16;

/** What stands in a message; null for what it does not say (the older tool writes the first line alone). */
export interface ArtifactSummary {
  readonly artifact_id: string;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly payload_format: 'json' | 'jsonl' | null;
  readonly source_count: number | null;
  /** Without model; enough to tell a stale artifact without its blob. null: the message does not hold all of them. */
  readonly sources: readonly ArtifactSource[] | null;
  readonly agent: string | null;
  readonly session_ids: readonly string[];
  readonly branch: string | null;
  readonly objective: string | null;
  readonly digest: string | null;
}

/** @param change trailers by which a change finds it, in place of what the handoffs say of the repository */
export const artifactMessage = async (artifact: Artifact, change?: readonly Trailer[]): Promise<string> => {
  const { payload, sources } = artifact;
  const repository = payload.findLast((handoff) => handoff.repository != null)?.repository;
  const lines: (readonly [string, string | number | null | undefined])[] = [
    ['Handoff-Meta', 2],
    ['Producer', artifact.producer === undefined ? null : `${artifact.producer.name} ${artifact.producer.version}`],
    ['Created', artifact.created_at],
    ['Updated', artifact.updated_at],
    ['Payload-Format', artifact.payload_format],
    ['Agent', [...new Set(sources.map((source) => source.agent ?? source.tool))].join(', ')],
    ...payload.slice(0, MAX_LINES).map(({ session_id }): [string, string] => ['Session', session_id]),
    ['Sources', sources.length],
    ...sources.slice(0, MAX_LINES).map((source): [string, string] => ['Source', sourceLine(source)]),
    ['Branch', repository?.branch],
    ['Counts', countsOf(payload)],
    ['Objective', payload.find((handoff) => handoff.objective != null)?.objective],
    ['Digest', artifact.digest === undefined ? null : `sha256:${artifact.digest}`],
    ...(change ?? [
      ['Object-Format', repository?.object_format],
      ['Base', repository?.base_commit],
      ['Tree', repository?.claimed_tree],
      ['Paths', await pathKeys(payload)],
    ]),
  ];
  const trailers = lines.flatMap(([key, value]) =>
    value == null || value === '' ? [] : [`${key}: ${one(key, value)}`],
  );
  return `${FIRST}${artifact.artifact_id}\n\n${trailers.join('\n')}\n`;
};

/** Keys whose values are data of ours without a bound of their own: they are never cut. */
const WHOLE: ReadonlySet<string> = new Set(['Source', 'Commits', 'States', 'Patches', 'Paths']);

/** One line whatever the value holds: control characters, line separators and text direction marks become spaces. */
const one = (key: string, value: string | number): string => {
  const plain = String(value)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .trim();
  return WHOLE.has(key) ? plain : cut(plain, MAX_VALUE).text;
};

/** ASCII alone, so that no character of a path is replaced. */
const sourceLine = (source: ArtifactSource): string =>
  asciiJson([
    source.session_id,
    source.agent ?? null,
    source.tool,
    source.source_path,
    source.source_key ?? null,
    source.source_mtime_ms,
    source.source_size,
    source.source_digest ?? null,
  ]);

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const countsOf = (payload: readonly Handoff[]): string => {
  const sum = (count: (handoff: Handoff) => number | undefined): number =>
    payload.reduce((total, handoff) => total + (count(handoff) ?? 0), 0);
  return [
    `sessions=${payload.length}`,
    `files=${sum((handoff) => handoff.files_modified?.length)}`,
    `checks=${sum((handoff) => handoff.verification?.checks?.length)}`,
    `unresolved=${sum((handoff) => handoff.verification?.unresolved?.length)}`,
    `packages=${sum((handoff) => handoff.work_packages?.length)}`,
  ].join(' ');
};

/** Base64 of the sorted first 4 bytes of sha256 of each claimed path: to be matched, not to be read. */
const pathKeys = async (payload: readonly Handoff[]): Promise<string> => {
  const paths = new Set(payload.flatMap(({ files_modified }) => (files_modified ?? []).map(({ path }) => path)));
  return packKeys(await Promise.all([...paths].map(pathKey)));
};

/** Reads a message of this or the older tool; undefined when it is no artifact's. */
export const parseArtifactMessage = (message: string): ArtifactSummary | undefined => {
  if (!message.startsWith(FIRST)) return undefined;
  const trailers = trailersOf(message, IN_SUMMARY);
  const all = (key: string): readonly string[] => trailers.get(key) ?? [];
  const only = (key: string): string | null => all(key)[0] ?? null;
  const format = only('Payload-Format');
  const count = only('Sources');
  const sources = all('Source').map(parseSource);
  return {
    artifact_id: firstLine(message).slice(FIRST.length).trim(),
    created_at: only('Created'),
    updated_at: only('Updated'),
    payload_format: format === 'json' || format === 'jsonl' ? format : null,
    source_count: count !== null && /^\d{1,9}$/.test(count) ? Number(count) : null,
    // All of them, or none: the first few cannot tell whether the whole is stale.
    sources:
      String(sources.length) === count && !sources.includes(undefined) ? sources.flatMap((one) => one ?? []) : null,
    agent: only('Agent'),
    session_ids: all('Session'),
    branch: only('Branch'),
    objective: only('Objective'),
    digest: only('Digest')?.replace(/^sha256:/, '') ?? null,
  };
};

/** The other half of a message is for the search, and mostly keys. */
const IN_SUMMARY: ReadonlySet<string> = new Set([
  'Created',
  'Updated',
  'Payload-Format',
  'Agent',
  'Session',
  'Sources',
  'Source',
  'Branch',
  'Objective',
  'Digest',
]);

const firstLine = (message: string): string => {
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
};

/** The values of each `Key: value` line. In one pass: a listing reads many thousands of messages. @param wanted keys; absent: all */
export const trailersOf = (message: string, wanted?: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  let start = message.indexOf('\n') + 1;
  while (start > 0 && start < message.length) {
    const next = message.indexOf('\n', start);
    const end = next < 0 ? message.length : next;
    const colon = message.indexOf(': ', start);
    if (colon >= 0 && colon < end) {
      const key = message.slice(start, colon);
      const values = found.get(key);
      if (values !== undefined) values.push(message.slice(colon + 2, end));
      else if (wanted === undefined || wanted.has(key)) found.set(key, [message.slice(colon + 2, end)]);
    }
    start = end + 1;
  }
  return found;
};

const parseSource = (line: string): ArtifactSource | undefined => {
  const values = parseList(line);
  const [session_id, agent, tool, source_path, key, mtime, size, digest] = values;
  if (typeof session_id !== 'string' || typeof tool !== 'string' || typeof source_path !== 'string') return undefined;
  if (typeof mtime !== 'number' || typeof size !== 'number') return undefined;
  return {
    session_id,
    tool,
    model: '',
    source_path,
    source_mtime_ms: mtime,
    source_size: size,
    ...(typeof digest === 'string' ? { source_digest: digest } : {}),
    ...(typeof key === 'string' ? { source_key: key } : {}),
    ...(typeof agent === 'string' ? { agent } : {}),
  };
};

const parseList = (line: string): readonly unknown[] => {
  try {
    const value: unknown = line.startsWith('[') ? JSON.parse(line) : [];
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};
