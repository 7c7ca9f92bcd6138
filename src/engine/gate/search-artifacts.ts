/** Looks for the artifacts that are about a change, the surest first, until every path of it is explained. */
import { bindChange } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { Bound } from '../../binding/replay-claims.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { type NamedArtifact, plainId, qualified } from '../../domain/named-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { candidateOf } from '../../judging/candidate-of.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import { needsSignature, type SignedPaths } from '../../judging/signed-paths.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import { bindVersions } from './bind-versions.ts';
import { withCommittedClaims } from './committed-claims.ts';
import { hintsOf, isAboutChange, pathsByKey } from './candidate-hints.ts';
import { chooseVersions } from './choose-versions.ts';
import { readVersions } from './read-versions.ts';
import { signPaths } from './sign-paths.ts';
import { withoutSpentClaims } from './spent-claims.ts';
import type { JudgeSignature } from './judge-signatures.ts';
import type { Trusting } from './trusting.ts';

export interface Searching {
  readonly change: OpenChange;
  readonly facts: ChangeFacts;
  readonly trusting: Trusting;
  readonly search: ArtifactSearch;
  readonly named: readonly NamedArtifact[];
}

export interface Searched extends Bound {
  /** In the order of the binding: of each artifact the version that is judged. */
  readonly artifacts: readonly ReadArtifact[];
  /** All that were read, those of `artifacts` among them. */
  readonly versions: readonly ReadArtifact[];
  readonly signed: SignedPaths;
  readonly missing: readonly NamedArtifact[];
  /** Live ones that nobody can read, where a path was left that one of them may be about. */
  readonly unread: readonly string[];
}

/** Named and pinned ones, then live ones with something in common, then the archive: each only if paths are left, or lack the signature that they need. */
export const searchArtifacts = async (searching: Searching, judgeSignature: JudgeSignature): Promise<Searched> => {
  const { change, facts, search, named } = searching;
  const byKey = await pathsByKey(facts);
  const versions: ReadArtifact[] = [];
  const known = new Set<string>();
  const candidates = new Map<string, Candidate>();
  const claimsOf = (version: ReadArtifact): Candidate => candidates.get(nameOf(version)) ?? candidateOf(version, byKey);
  let artifacts: readonly ReadArtifact[] = [];
  let found: Bound | undefined;
  const bound = (): Bound => (found ??= { facts, binding: bindChange(facts, []) });
  let signed: SignedPaths = new Map();
  const isAbout = isAboutChange(facts);
  const { policy } = searching.trusting;
  const isToBeSigned = needsSignature(facts, policy);
  const look = async (given: readonly FoundArtifact[]): Promise<void> => {
    const fresh = given.filter(({ origin, id }) => !known.has(qualified(origin, id)));
    if (fresh.length === 0) return;
    for (const { origin, id } of fresh) known.add(qualified(origin, id));
    const read = await readVersions({ ...searching, judgeSignature, isAbout }, fresh);
    const told = read.map((version) => ({ version, candidate: candidateOf(version, byKey) }));
    const claiming = await withoutSpentClaims(
      change,
      facts,
      await withCommittedClaims(change, { paths: facts.paths, byKey }, told),
    );
    for (const candidate of claiming) candidates.set(nameOf(candidate), candidate);
    versions.push(...read);
    const chosen = chooseVersions(versions, { facts, candidateOf: claimsOf, named });
    artifacts = chosen.map(({ version }) => version);
    found = await bindVersions(
      change,
      facts,
      chosen.map(({ candidate }) => candidate),
    );
    signed = await signPaths(change, found.facts, { versions, candidateOf: claimsOf, policy });
  };
  const openPaths = (): ReadonlySet<string> =>
    new Set(
      bound()
        .binding.paths.filter(
          ({ path, binding }) => !EXPLAINED.has(binding) || (isToBeSigned(path) && !signed.has(path)),
        )
        .map(({ path }) => path),
    );
  await look(await search.named(named));
  // nothing explains a path yet, but for merges
  const isOpen = found === undefined && facts.commits.every(({ is_clean_merge }) => !is_clean_merge);
  const left = isOpen ? new Set(facts.paths.keys()) : openPaths();
  if (left.size > 0) await look(await search.alike(await hintsOf(facts, byKey, left)));
  const still = openPaths();
  if (still.size > 0) await look(await search.archived([...(await hintsOf(facts, byKey, still)).states]));
  const unread = left.size > 0 ? (search.unread?.() ?? []) : [];
  return { ...bound(), artifacts, versions, signed, missing: missingOf(named, artifacts), unread };
};

const nameOf = ({ id, version }: Pick<ReadArtifact, 'id' | 'version'>): string => `${id} ${version}`;

const EXPLAINED: ReadonlySet<string> = new Set(['content', 'patch', 'merged']);

const missingOf = (named: readonly NamedArtifact[], artifacts: readonly ReadArtifact[]): readonly NamedArtifact[] =>
  named.filter(({ id }) => !artifacts.some((one) => plainId(one.id) === id));
