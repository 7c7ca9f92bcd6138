/** One version of an artifact as values, nothing of it believed: what is wrong with it is told, and then it claims nothing. */
import type { Artifact } from '../../domain/artifact.ts';
import { artifactFrom } from '../../domain/artifact-json.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { HANDOFF_SCHEMA } from '../../domain/handoff.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import { hasDuplicateKeys } from '../../judging/duplicate-keys.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';

export type Problem = ReadArtifact['problems'][number];

export interface ParsedVersion {
  readonly artifact: ReadArtifact['artifact'];
  readonly manifest: Manifest | null;
  readonly problems: readonly Problem[];
}

/** Of artifact.json, and of manifest.json with its 10,000 entries. */
const MAX_BYTES: { readonly [name: string]: number } = {
  'artifact.json': 1024 * 1024,
  'manifest.json': 8 * 1024 * 1024,
};
const MAX_DEPTH = 64;
const NAMES: ReadonlySet<string> = new Set([
  'artifact.json',
  'manifest.json',
  'HANDOFF.md',
  'report.json',
  SIGNATURE_FILE,
]);

/** @param id of the artifact that it has to be a version of */
export const parseVersion = async (version: InspectedVersion, id: string): Promise<ParsedVersion> => {
  const problems: Problem[] = [...shapeProblems(version)];
  const artifact = await artifactIn(version, id, problems);
  const { validateManifest } = await import('../../generated/validate-manifest.js');
  const manifest = manifestIn(version, validateManifest, problems);
  return { artifact, manifest, problems };
};

const shapeProblems = ({ entries, unread, absent }: InspectedVersion): readonly Problem[] => {
  const names = entries.map(({ name }) => name);
  const wrong =
    new Set(names).size !== names.length
      ? 'its tree names a file twice'
      : entries.some(({ mode, name }) => NAMES.has(name) && mode !== '100644')
        ? 'its tree holds a file that is none'
        : absent.length > 0
          ? `this clone left out ${absent.join(', ')}: opensession session handoff artifact fetch`
          : unread.length > 0
            ? `${unread.join(', ')} cannot be read`
            : undefined;
  return wrong === undefined ? [] : [{ code: 'schema_invalid', detail: wrong }];
};

/** undefined with a problem told. */
const jsonIn = (version: InspectedVersion, name: string, problems: Problem[]): unknown => {
  const bytes = version.files.get(name);
  const wrong = (detail: string): undefined =>
    void problems.push({ code: 'schema_invalid', detail: `${name}: ${detail}` });
  if (bytes === undefined) return undefined;
  const limit = MAX_BYTES[name] ?? 0;
  if (bytes.length > limit) return wrong(`larger than ${limit} bytes`);
  const text = bytes.toString('utf8');
  if (isDeeperThan(MAX_DEPTH, text)) return wrong(`nested deeper than ${MAX_DEPTH}`);
  try {
    const value: unknown = JSON.parse(text);
    return hasDuplicateKeys(text, value) ? wrong('a key stands twice') : value;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'no JSON');
  }
};

const artifactIn = async (
  version: InspectedVersion,
  id: string,
  problems: Problem[],
): Promise<ReadArtifact['artifact']> => {
  const value = jsonIn(version, 'artifact.json', problems);
  if (value === undefined) {
    if (problems.length === 0) problems.push({ code: 'schema_invalid', detail: 'it holds no artifact.json' });
    return null;
  }
  try {
    const artifact = await artifactFrom(value, version.ref);
    if (artifact.artifact_id !== id) problems.push({ code: 'schema_invalid', detail: 'it names another artifact' });
    return await withKnownHandoffs(artifact, problems);
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    problems.push({ code: /digest/.test(error.message) ? 'digest_mismatch' : 'schema_invalid', detail: error.message });
    return null;
  }
};

/** A handoff of the older tool has another shape: nothing is judged by it. One that says it is ours has to be. */
const withKnownHandoffs = async (artifact: Artifact, problems: Problem[]): Promise<Artifact> => {
  const { validateHandoff } = await import('../../generated/validate-handoff.js');
  const ours = artifact.payload.filter(({ schema }) => schema === HANDOFF_SCHEMA);
  if (!ours.every((handoff) => validateHandoff(handoff)))
    problems.push({ code: 'schema_invalid', detail: 'a handoff in it has not the shape of one' });
  return { ...artifact, payload: problems.length > 0 ? [] : ours };
};

const manifestIn = (
  version: InspectedVersion,
  validate: (value: unknown) => boolean,
  problems: Problem[],
): Manifest | null => {
  const value = jsonIn(version, 'manifest.json', problems);
  if (value === undefined) return null;
  if (validate(value)) return value as Manifest;
  // what the older shape of ours says of claims names no states: nothing can be bound by it
  return null;
};
