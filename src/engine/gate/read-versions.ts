/** Reads candidates' versions by object id, believes nothing of them, and says what is wrong with each. */
import type { JudgedArtifact, JudgedSignature } from '../../domain/judgement.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { type NamedArtifact, qualified } from '../../domain/named-artifact.ts';
import { artifactRef } from '../../domain/refs.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { MadeTree } from '../../git/change/recorded-trees.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { type ParsedVersion, parseVersion, type Problem } from './parse-version.ts';
import { signatureOf, trustOf, UNSIGNED } from './signature-of.ts';
import type { GateWorld, Trusting } from './trusting.ts';

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

interface Parsed extends ParsedVersion {
  readonly one: Asked;
  readonly commit: string;
  readonly signature: JudgedSignature;
  /** Whom the signature makes it; what else is wrong with it is not counted yet. */
  readonly trust: ReadArtifact['trust'];
}

/** Versions of one artifact that are read, newest first; fewer where their files come to more than this. */
const MOST_VERSIONS = 16;
const MOST_BYTES = 256 * 1024 * 1024;

/** All versions of the candidates, of each the newest first. */
export const readVersions = async (
  world: GateWorld,
  how: Reading,
  found: readonly FoundArtifact[],
): Promise<readonly ReadArtifact[]> => {
  const read: (ReadArtifact | Parsed)[] = [];
  const asked = found.map((one): Asked => ({ ...one, named: namedAs(one, how.named) }));
  const byName = new Map(asked.map((one) => [nameOf(one), one]));
  let round = asked.flatMap((one) =>
    [...(one.tip === undefined ? [] : [one.tip]), one.commit].map((commit) => ({ ref: nameOf(one), commit })),
  );
  const seen = new Set<string>();
  let bytes = 0;
  for (let age = 0; age < MOST_VERSIONS && bytes < MOST_BYTES && round.length > 0; age++) {
    const before: typeof round = [];
    for await (const version of how.search.inspect(round)) {
      const one = byName.get(version.ref);
      const name = `${version.ref} ${version.commit}`;
      if (one === undefined || seen.has(name)) continue;
      seen.add(name);
      if (version.entries === null) {
        read.push(unreadable(one, version.commit));
        continue;
      }
      for (const file of version.files.values()) bytes += file.length;
      read.push(await parsed(world, how, { one, version }));
      if (one.rewritten === true) continue;
      before.push(
        ...version.parents.filter(({ of }) => of === one.id).map(({ commit }) => ({ ref: version.ref, commit })),
      );
    }
    round = before;
  }
  const whole = read.filter((one) => isWhole(how.change, one));
  const made = await how.change.makeTrees(
    how.head_tree,
    whole.map(({ manifest }) => ({ start: manifest.start ?? manifest.base, entries: manifest.entries })),
  );
  const trees = new Map<Parsed, MadeTree | null>(whole.map((one, index) => [one, made[index] ?? null]));
  return read.flatMap((one) => {
    if (!('one' in one)) return [one];
    if (isLink(one)) return [];
    return [judgedVersion(one, { made: trees.get(one) ?? null, links: read.filter((other) => isLinkOf(other, one)) })];
  });
};

/** It says what a commit made of states that an earlier version claims, and claims nothing itself. */
const isLink = (one: ReadArtifact | Parsed): one is Parsed & { readonly manifest: Manifest } =>
  'one' in one && one.manifest?.linked_commit !== undefined;

/** A signature answers for what it signed: what somebody unsigned links to it says nothing of that. */
const isLinkOf = (
  link: ReadArtifact | Parsed,
  { one, trust }: Parsed,
): link is Parsed & { readonly manifest: Manifest } =>
  isLink(link) && link.one === one && link.problems.length === 0 && (trust === 'recorded' || link.trust === trust);

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
  signature: UNSIGNED,
  problems: [{ code: 'schema_invalid', detail: 'it is no commit with a readable tree' }],
  artifact: null,
  manifest: null,
  links: [],
  differing: null,
});

/** What does not need its files any more. */
const parsed = async (
  world: GateWorld,
  how: Reading,
  { one, version }: { readonly one: Asked; readonly version: InspectedVersion },
): Promise<Parsed> => {
  const { artifact, manifest, problems: told } = await parseVersion(version, one.id);
  const problems: Problem[] = [...told];
  const signature = await signatureOf(world, how.trusting, { id: one.id, files: version.files });
  if (signature.state === 'invalid') problems.push({ code: 'signature_invalid', detail: signature.reason ?? '' });
  const trust = trustOf(signature, how.trusting.policy);
  return { one, commit: version.commit, artifact, manifest, problems, signature, trust };
};

/** @param made the tree that start and entries make; null: that cannot be told. One that is recorded otherwise is a forged part. */
const judgedVersion = (
  { one, commit, artifact, manifest, signature, trust, problems: told }: Parsed,
  { made, links }: { readonly made: MadeTree | null; readonly links: readonly { readonly manifest: Manifest }[] },
): ReadArtifact => {
  const problems: Problem[] = [...told];
  const isMade = made !== null && made.tree === manifest?.tree;
  if (made !== null && !isMade)
    problems.push({ code: 'manifest_inconsistent', detail: 'its start and its entries do not make its tree' });
  if (one.rewritten === true)
    problems.push({ code: 'artifact_rewritten', detail: `version ${one.commit} is not in the history of its ref` });
  return {
    id: qualified(one.origin, one.id),
    version: commit,
    named: one.named,
    trust: problems.some(({ code }) => code !== 'artifact_rewritten') ? 'absent' : trust,
    signature,
    problems,
    artifact,
    manifest,
    links: links.map((link) => link.manifest),
    differing: isMade ? made.differing : null,
  };
};

/** Its tree can be made again. */
const isWhole = (
  { object_format }: OpenChange,
  one: ReadArtifact | Parsed,
): one is Parsed & { readonly manifest: Manifest } =>
  'one' in one &&
  one.manifest !== null &&
  !isLink(one) &&
  one.manifest.tree !== null &&
  one.manifest.object_format === object_format &&
  one.manifest.cut === 0 &&
  one.manifest.entries.every(({ path_key }) => path_key === undefined);
