/** Reads candidates' versions by object id, believes nothing of them, and says what is wrong with each. */
import type { Artifact } from '../../domain/artifact.ts';
import { HANDOFF_SCHEMA } from '../../domain/handoff.ts';
import { parseArtifact } from '../../domain/artifact-json.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { isDeeperThan } from '../../domain/json-depth.ts';
import type { JudgedArtifact } from '../../domain/judgement.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { Policy } from '../../domain/policy.ts';
import { artifactRef } from '../../domain/refs.ts';
import { filesDigest, parsePayload, parseSignature, SIGNATURE_FILE } from '../../domain/signature.ts';
import { hasDuplicateKeys } from '../../judging/duplicate-keys.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { type NamedArtifact, qualified } from '../../domain/named-artifact.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';

export type GateWorld = Pick<World, 'signing' | 'cwd' | 'version'>;

export interface Trusting {
  readonly policy: Policy;
  /** Paths of the target branch's own files; null: it has none. */
  readonly signers: string | null;
  readonly revoked: string | null;
  /** Ids of the root commits of the target branch. */
  readonly roots: () => Promise<readonly string[]>;
}

/** Versions of one artifact that are read, newest first. */
const MOST_VERSIONS = 16;
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

/** How the versions are read, and against what. */
export interface Reading {
  readonly change: OpenChange;
  readonly trusting: Trusting;
  readonly head_tree: string;
  readonly search: Pick<ArtifactSearch, 'inspect'>;
  readonly named: readonly NamedArtifact[];
}

interface Asked extends FoundArtifact {
  readonly named: JudgedArtifact['named'];
}

/** All versions of the candidates, of each the newest first. */
export const readVersions = async (
  world: GateWorld,
  how: Reading,
  found: readonly FoundArtifact[],
): Promise<readonly ReadArtifact[]> => {
  const versions: ReadArtifact[] = [];
  const asked = found.map((one): Asked => ({ ...one, named: namedAs(one, how.named) }));
  const byName = new Map(asked.map((one) => [nameOf(one), one]));
  let round = asked.map((one) => ({ ref: nameOf(one), commit: one.commit }));
  const { validateManifest } = await import('../../generated/validate-manifest.js');
  for (let age = 0; age < MOST_VERSIONS && round.length > 0; age++) {
    const before: typeof round = [];
    for await (const version of how.search.inspect(round)) {
      const one = byName.get(version.ref);
      if (one === undefined) continue;
      if (version.entries === null) {
        versions.push(unreadable(one, version.commit));
        continue;
      }
      versions.push(await readOne(world, { ...how, validateManifest }, { one, version }));
      if (one.rewritten === true) continue;
      before.push(
        ...version.parents.filter(({ of }) => of === one.id).map(({ commit }) => ({ ref: version.ref, commit })),
      );
    }
    round = before;
  }
  return versions;
};

const nameOf = ({ origin, id }: FoundArtifact): string =>
  origin === 'base' ? artifactRef(id) : qualified(origin, artifactRef(id));

const namedAs = ({ id }: FoundArtifact, named: readonly NamedArtifact[]): JudgedArtifact['named'] => {
  const name = named.find((one) => one.id === id);
  return name === undefined ? null : name.version === null ? 'named' : 'pinned';
};

const unreadable = (one: Asked, commit: string): ReadArtifact => ({
  id: qualified(one.origin, one.id),
  version: commit,
  named: one.named,
  trust: 'absent',
  problems: [{ code: 'schema_invalid', detail: 'it is no commit with a readable tree' }],
  artifact: null,
  manifest: null,
  links: [],
  differing: null,
});

type Problem = ReadArtifact['problems'][number];

const readOne = async (
  world: GateWorld,
  how: Reading & { readonly validateManifest: (value: unknown) => boolean },
  { one, version }: { readonly one: Asked; readonly version: InspectedVersion },
): Promise<ReadArtifact> => {
  const problems: Problem[] = [...shapeProblems(version)];
  const artifact = await artifactIn(version, one, problems);
  const manifest = manifestIn(version, how.validateManifest, problems);
  const tree = await consistentTree(how.change, manifest, problems);
  const trust = await trustIn(world, how.trusting, { one, version, problems });
  if (one.rewritten === true)
    problems.push({ code: 'artifact_rewritten', detail: `version ${one.commit} is not in the history of its ref` });
  return {
    id: qualified(one.origin, one.id),
    version: version.commit,
    named: one.named,
    trust: problems.some(({ code }) => code !== 'artifact_rewritten') ? 'absent' : trust,
    problems,
    artifact,
    manifest,
    links: [],
    differing: tree === null ? null : await how.change.differing(tree, how.head_tree),
  };
};

const shapeProblems = ({ entries, unread }: InspectedVersion): readonly Problem[] => {
  const names = entries.map(({ name }) => name);
  const wrong =
    new Set(names).size !== names.length
      ? 'its tree names a file twice'
      : entries.some(({ mode, name }) => NAMES.has(name) && mode !== '100644')
        ? 'its tree holds a file that is none'
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
  { id }: Asked,
  problems: Problem[],
): Promise<ReadArtifact['artifact']> => {
  if (jsonIn(version, 'artifact.json', problems) === undefined) {
    if (problems.length === 0) problems.push({ code: 'schema_invalid', detail: 'it holds no artifact.json' });
    return null;
  }
  try {
    const artifact = await parseArtifact(version.files.get('artifact.json')?.toString('utf8') ?? '', version.ref);
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

/** The tree that start and entries make; null: the start is not here. A recorded tree that is another is a forged part. */
const consistentTree = async (
  change: OpenChange,
  manifest: Manifest | null,
  problems: Problem[],
): Promise<string | null> => {
  if (manifest === null || manifest.tree === null || manifest.object_format !== change.object_format) return null;
  if (manifest.cut > 0 || manifest.entries.some(({ path_key }) => path_key !== undefined)) return null;
  const start = manifest.start ?? manifest.base;
  if (start !== null && !(await change.has(start))) return null;
  const made = await change.reproduce(start, manifest.entries);
  if (made === manifest.tree) return made;
  problems.push({ code: 'manifest_inconsistent', detail: 'its start and its entries do not make its tree' });
  return null;
};

const trustIn = async (
  world: GateWorld,
  { policy, signers, revoked, roots }: Trusting,
  { one, version, problems }: { readonly one: Asked; readonly version: InspectedVersion; readonly problems: Problem[] },
): Promise<ReadArtifact['trust']> => {
  const text = version.files.get(SIGNATURE_FILE)?.toString('utf8');
  if (text === undefined) return 'recorded';
  const invalid = (detail: string): 'recorded' => {
    problems.push({ code: 'signature_invalid', detail });
    return 'recorded';
  };
  const signature = parseSignature(text);
  const stated = parsePayload(signature?.payload ?? '');
  if (signature === undefined || stated === undefined) return invalid('it is no signature of this tool');
  if (stated.artifact_id !== one.id) return invalid('it is about another artifact');
  const known = await roots();
  if (!stated.repository.some((root) => known.includes(root))) return invalid('it is about another repository');
  const files = new Map([...version.files].map(([name, bytes]) => [name, Uint8Array.from(bytes)]));
  if (stated.digest !== (await filesDigest(files))) return invalid('it is about other content');
  if (signers === null) return 'recorded';
  const judged = await world.signing(world.cwd).judge(signature, { allowedSigners: signers, revoked });
  if (judged.state === 'invalid') return invalid(judged.reason ?? 'it does not fit');
  if (judged.state !== 'signed') return 'recorded';
  return policy.ci_principals.includes(judged.by ?? '') ? 'witnessed' : 'vouched';
};
