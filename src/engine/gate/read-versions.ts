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
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import { hasDuplicateKeys } from '../../judging/duplicate-keys.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { FoundCandidate } from '../../store/candidates.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';
import { signatureOf, trustOf, UNSIGNED } from './signature-of.ts';

export type GateWorld = Pick<
  World,
  'store' | 'change' | 'signing' | 'isolation' | 'witnesses' | 'cwd' | 'version' | 'clock'
>;

export interface Trusting {
  readonly policy: Policy;
  /** Paths of the target branch's own files; null: it has none. */
  readonly signers: string | null;
  readonly revoked: string | null;
  readonly roots: readonly string[];
}

export interface Asked extends FoundCandidate {
  readonly named: JudgedArtifact['named'];
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

/** All versions of the candidates, of each the newest first. */
export const readVersions = async (
  world: GateWorld,
  how: { readonly change: OpenChange; readonly trusting: Trusting; readonly head_tree: string },
  asked: readonly Asked[],
): Promise<readonly ReadArtifact[]> => {
  const store = await world.store(world.cwd);
  const found: ReadArtifact[] = [];
  const byRef = new Map(asked.map((one) => [artifactRef(one.id), one]));
  let round = asked.map(({ id, commit }) => ({ ref: artifactRef(id), commit }));
  const { validateManifest } = await import('../../generated/validate-manifest.js');
  for (let age = 0; age < MOST_VERSIONS && round.length > 0; age++) {
    const before: typeof round = [];
    for await (const version of store.inspect(round)) {
      const one = byRef.get(version.ref);
      if (one === undefined) continue;
      if (version.entries === null) {
        found.push(unreadable(one, version.commit));
        continue;
      }
      found.push(await readOne(world, { ...how, validateManifest }, { one, version }));
      before.push(
        ...version.parents.filter(({ of }) => of === one.id).map(({ commit }) => ({ ref: version.ref, commit })),
      );
    }
    round = before;
  }
  return found;
};

const unreadable = (one: Asked, commit: string): ReadArtifact => ({
  id: `base:${one.id}`,
  version: commit,
  named: one.named,
  trust: 'absent',
  signature: UNSIGNED,
  problems: [{ code: 'schema_invalid', detail: 'it is no commit with a readable tree' }],
  artifact: null,
  manifest: null,
  links: [],
  differing: null,
});

type Problem = ReadArtifact['problems'][number];

const readOne = async (
  world: GateWorld,
  how: {
    readonly change: OpenChange;
    readonly trusting: Trusting;
    readonly head_tree: string;
    readonly validateManifest: (value: unknown) => boolean;
  },
  { one, version }: { readonly one: Asked; readonly version: InspectedVersion },
): Promise<ReadArtifact> => {
  const problems: Problem[] = [...shapeProblems(version)];
  const artifact = await artifactIn(version, one, problems);
  const manifest = manifestIn(version, how.validateManifest, problems);
  const tree = await consistentTree(how.change, manifest, problems);
  const signature = await signatureOf(world, how.trusting, { id: one.id, files: version.files });
  if (signature.state === 'invalid') problems.push({ code: 'signature_invalid', detail: signature.reason ?? '' });
  return {
    id: `base:${one.id}`,
    version: version.commit,
    named: one.named,
    trust: problems.length > 0 ? 'absent' : trustOf(signature, how.trusting.policy),
    signature,
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
