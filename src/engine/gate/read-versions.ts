/** Reads candidates' versions by object id, believes nothing of them, and says what is wrong with each. */
import type { JudgedArtifact } from '../../domain/judgement.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { type NamedArtifact, qualified } from '../../domain/named-artifact.ts';
import { artifactRef } from '../../domain/refs.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { type ParsedVersion, parseVersion, type Problem } from './parse-version.ts';
import { type GateWorld, type Trusting, trustIn } from './trust-version.ts';

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
  let round = asked.map((one) => ({ ref: nameOf(one), commit: one.commit }));
  let bytes = 0;
  for (let age = 0; age < MOST_VERSIONS && bytes < MOST_BYTES && round.length > 0; age++) {
    const before: typeof round = [];
    for await (const version of how.search.inspect(round)) {
      const one = byName.get(version.ref);
      if (one === undefined) continue;
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
  await how.change.prepare(read.flatMap((one) => ('one' in one ? (startOf(how.change, one.manifest) ?? []) : [])));
  const versions: ReadArtifact[] = [];
  for (const one of read) {
    if (!('one' in one)) versions.push(one);
    else if (!isLink(one))
      versions.push(
        await judgedVersion(
          how,
          one,
          read.filter((other) => isLinkOf(other, one)),
        ),
      );
  }
  return versions;
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
  const trust = await trustIn(world, how.trusting, { id: one.id, version, problems });
  return { one, commit: version.commit, artifact, manifest, problems, trust };
};

const judgedVersion = async (
  how: Reading,
  { one, commit, artifact, manifest, trust, problems: told }: Parsed,
  links: readonly { readonly manifest: Manifest }[],
): Promise<ReadArtifact> => {
  const problems: Problem[] = [...told];
  const tree = await consistentTree(how.change, manifest, problems);
  if (one.rewritten === true)
    problems.push({ code: 'artifact_rewritten', detail: `version ${one.commit} is not in the history of its ref` });
  return {
    id: qualified(one.origin, one.id),
    version: commit,
    named: one.named,
    trust: problems.some(({ code }) => code !== 'artifact_rewritten') ? 'absent' : trust,
    problems,
    artifact,
    manifest,
    links: links.map((link) => link.manifest),
    differing: tree === null ? null : await how.change.differing(tree, how.head_tree),
  };
};

/** undefined: its tree is not made again, whatever the start. */
const startOf = (change: OpenChange, manifest: Manifest | null): string | null | undefined => {
  if (manifest === null || manifest.tree === null || manifest.object_format !== change.object_format) return undefined;
  if (manifest.cut > 0 || manifest.entries.some(({ path_key }) => path_key !== undefined)) return undefined;
  return manifest.start ?? manifest.base;
};

/** The tree that start and entries make; null: the start is not here. A recorded tree that is another is a forged part. */
const consistentTree = async (
  change: OpenChange,
  manifest: Manifest | null,
  problems: Problem[],
): Promise<string | null> => {
  const start = startOf(change, manifest);
  if (manifest === null || start === undefined) return null;
  if (start !== null && !(await change.has(start))) return null;
  const made = await change.reproduce(start, manifest.entries);
  if (made === manifest.tree) return made;
  problems.push({ code: 'manifest_inconsistent', detail: 'its start and its entries do not make its tree' });
  return null;
};
