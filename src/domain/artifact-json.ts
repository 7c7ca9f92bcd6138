/** The text of `artifact.json`: keys of the older tool in its order, additions after, the payload with sorted keys. */
import type { Artifact } from './artifact.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { OpenSessionError } from './errors.ts';
import { asArray, asString, field, isObject } from './json.ts';
import { isDeeperThan } from './json-depth.ts';

const ORDER = [
  'version',
  'artifact_id',
  'created_at',
  'merge_policy',
  'sources',
  'payload_format',
  'payload',
  'derived_markdown',
  'schema',
  'merged',
  'updated_at',
  'producer',
  'digest',
] as const satisfies readonly (keyof Artifact)[];

/** Deeper JSON is refused: nothing of ours nests further, and readers that recurse would fail. */
const MAX_DEPTH = 256;

/** The artifact with its digest: sha256 of the canonical JSON (RFC 8785) without the key `digest`. */
export const withDigest = async (artifact: Artifact): Promise<Artifact> => ({
  ...artifact,
  digest: await digestOf(artifact),
});

const digestOf = (artifact: Artifact): Promise<string> => {
  const { digest: _, ...rest } = artifact;
  return sha256(canonicalJson(rest));
};

/** Pretty JSON without a trailing newline, as the older tool writes it. */
export const artifactText = (artifact: Artifact): string => {
  const ordered: { [key: string]: unknown } = {};
  for (const key of ORDER) {
    const value = artifact[key];
    if (value !== undefined) ordered[key] = key === 'payload' || key === 'merged' ? sortKeys(value) : value;
  }
  return JSON.stringify(ordered, null, 2);
};

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, sortKeys(value[name])]));
};

/**
 * An artifact of this or the older tool, whose additions are absent. Its digest, where it has one, is checked.
 * @throws artifact_corrupt naming `where`
 */
export const parseArtifact = async (text: string, where: string): Promise<Artifact> =>
  artifactFrom(parseJson(text, where), where);

/** The same of JSON that is read already, and not deeply nested. @throws artifact_corrupt naming `where` */
export const artifactFrom = async (value: unknown, where: string): Promise<Artifact> => {
  const wrong = firstFault(value);
  if (wrong !== undefined) throw corrupt(where, wrong);
  const artifact = value as Artifact;
  if (artifact.digest !== undefined && artifact.digest !== (await digestOf(artifact)))
    throw corrupt(where, 'its digest does not fit its content');
  return artifact;
};

const parseJson = (text: string, where: string): unknown => {
  if (isDeeperThan(MAX_DEPTH, text)) throw corrupt(where, `it nests deeper than ${MAX_DEPTH}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(where, `it is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
};

const firstFault = (value: unknown): string | undefined => {
  if (!isObject(value)) return 'expected an object';
  if (field(value, 'version') !== '1') return 'expected version "1"';
  if (asString(field(value, 'artifact_id')) === undefined) return 'expected a text as artifact_id';
  if (asString(field(value, 'created_at')) === undefined) return 'expected a time as created_at';
  if (!['json', 'jsonl'].includes(asString(field(value, 'payload_format')) ?? '')) return 'unknown payload_format';
  if (!Array.isArray(field(value, 'sources')) || !asArray(field(value, 'sources')).every(isSource))
    return 'expected sources with session_id and source_path';
  if (!Array.isArray(field(value, 'payload')) || !asArray(field(value, 'payload')).every(isObject))
    return 'expected a list of handoffs as payload';
  const markdown = field(value, 'derived_markdown');
  return markdown === undefined || typeof markdown === 'string' ? undefined : 'expected text as derived_markdown';
};

const isSource = (source: unknown): boolean =>
  asString(field(source, 'session_id')) !== undefined &&
  asString(field(source, 'source_path')) !== undefined &&
  typeof field(source, 'source_mtime_ms') === 'number' &&
  typeof field(source, 'source_size') === 'number';

const corrupt = (where: string, what: string): OpenSessionError =>
  new OpenSessionError('artifact_corrupt', `${where} is no readable artifact: ${what}`, {
    hint: 'see what is there: opensession session handoff artifact list',
  });
