/**
 * The commit message of an artifact's version: the older tool's first line, then trailers with what listing and the
 * search for candidates need, so that neither opens a blob. Hints only: who relies on one reads the blob.
 */
import type { Artifact, ArtifactSource } from './artifact.ts';
import { packKeys, pathKey } from './change-keys.ts';
import type { Trailer } from './change-trailers.ts';
import type { Handoff } from './handoff.ts';
import { asArray, readJson } from './json.ts';
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
  const said: { [key in Single]?: string } = {};
  const sources: (ArtifactSource | undefined)[] = [];
  const session_ids: string[] = [];
  eachTrailer(message, (key, value) => {
    if (key === 'Source') sources.push(parseSource(value));
    else if (key === 'Session') session_ids.push(value);
    // the first of each counts; the other half of a message is for the search, and mostly keys
    else if (isSingle(key)) said[key] ??= value;
  });
  const { Sources: count, 'Payload-Format': format } = said;
  return {
    artifact_id: firstLine(message).slice(FIRST.length).trim(),
    created_at: said.Created ?? null,
    updated_at: said.Updated ?? null,
    payload_format: format === 'json' || format === 'jsonl' ? format : null,
    source_count: count !== undefined && /^\d{1,9}$/.test(count) ? Number(count) : null,
    // All of them, or none: the first few cannot tell whether the whole is stale.
    sources: String(sources.length) === count && isWhole(sources) ? sources : null,
    agent: said.Agent ?? null,
    session_ids,
    branch: said.Branch ?? null,
    objective: said.Objective ?? null,
    digest: said.Digest?.replace(/^sha256:/, '') ?? null,
  };
};

const isWhole = (sources: readonly (ArtifactSource | undefined)[]): sources is readonly ArtifactSource[] =>
  !sources.includes(undefined);

/** Of a summary, each once in a message. */
const SINGLE = ['Created', 'Updated', 'Payload-Format', 'Agent', 'Sources', 'Branch', 'Objective', 'Digest'] as const;
type Single = (typeof SINGLE)[number];
const isSingle = (key: string): key is Single => SINGLES.has(key);
const SINGLES: ReadonlySet<string> = new Set(SINGLE);

const firstLine = (message: string): string => {
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
};

/** The values of each `Key: value` line. */
export const trailersOf = (message: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  eachTrailer(message, (key, value) => {
    const values = found.get(key);
    if (values === undefined) found.set(key, [value]);
    else values.push(value);
  });
  return found;
};

/** In one pass: a listing reads many thousands of messages. */
const eachTrailer = (message: string, onTrailer: (key: string, value: string) => void): void => {
  let start = message.indexOf('\n') + 1;
  while (start > 0 && start < message.length) {
    const next = message.indexOf('\n', start);
    const end = next < 0 ? message.length : next;
    const colon = message.indexOf(': ', start);
    if (colon >= 0 && colon < end) onTrailer(message.slice(start, colon), message.slice(colon + 2, end));
    start = end + 1;
  }
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

const parseList = (line: string): readonly unknown[] => asArray(line.startsWith('[') ? readJson(line) : []);
