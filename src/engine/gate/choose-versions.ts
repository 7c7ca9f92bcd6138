import { bindChange } from '../../binding/bind-change.ts';
import { joinedClaims } from '../../binding/joined-claims.ts';
import { type ChangeBinding, LEVELS } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { type NamedArtifact, plainId } from '../../domain/named-artifact.ts';
import type { Candidate } from '../../binding/candidate.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';

export interface Choosing {
  readonly facts: ChangeFacts;
  /** What a version that was read claims. */
  readonly candidateOf: (version: ReadArtifact) => Candidate;
  readonly named: readonly NamedArtifact[];
}

export interface ChosenVersion {
  readonly version: ReadArtifact;
  /** What it claims, and what other versions do in its place. */
  readonly candidate: Candidate;
}

/**
 * Of each artifact the version that is pinned, else the one that fits best, of equal ones the newest; an invalid newest
 * one is told as such. A pin that is not in the history of the ref is told, and what is there is judged.
 * @param versions of each artifact the newest first
 */
export const chooseVersions = (
  versions: readonly ReadArtifact[],
  { facts, candidateOf, named }: Choosing,
): readonly ChosenVersion[] => {
  const candidates = versions.map(candidateOf);
  // where each artifact has one version there is nothing to choose
  const isChoice = new Set(versions.map(({ id }) => id)).size < versions.length;
  const binding = isChoice ? bindChange(facts, candidates) : NOTHING;
  const pins = pinsOf(named);
  const best = new Map<string, { readonly version: ReadArtifact; readonly rank: number; readonly index: number }>();
  for (const [index, version] of versions.entries()) {
    const isPinned = pins.get(plainId(version.id))?.some((pin) => version.version.startsWith(pin)) === true;
    const rank = isPinned ? PINNED : LEVELS.indexOf(binding.artifacts[index]?.level ?? 'none');
    const known = best.get(version.id);
    if (known === undefined || (rank < known.rank && (isPinned || version.problems.length === 0)))
      best.set(version.id, { version, rank, index });
  }
  const all = [...best.values()];
  // One origin that has the pinned version is enough: the other's of this name is only one more.
  const held = new Set(all.filter(({ rank }) => rank === PINNED).map(({ version }) => plainId(version.id)));
  return all.flatMap(({ version, rank, index }) => {
    const [pin] = pins.get(plainId(version.id)) ?? [];
    const own = candidates[index];
    if (own === undefined) return [];
    const isKept = pin === undefined || rank === PINNED || held.has(plainId(version.id));
    // who pins a version means that one, and those that were pinned before it
    const isMeant = rank === PINNED ? pinnedBefore(named) : () => true;
    const others = versions.flatMap((other, at) =>
      at !== index && isBeside(other, version) && isMeant(other) ? [at] : [],
    );
    return {
      version: isKept ? version : rewritten(version, pin),
      candidate: joinedClaims(own, {
        candidates,
        others,
        binding,
        standing: standingOf(versions, candidates, version),
      }),
    };
  });
};

/** Paths of which the newest save of an artifact says something. */
const standingOf = (
  versions: readonly ReadArtifact[],
  candidates: readonly Candidate[],
  { id }: ReadArtifact,
): ReadonlySet<string> => {
  const newest = versions.findIndex((one) => one.id === id && one.manifest?.linked_commit === undefined);
  const { claims = [], withheld = [] } = candidates[newest] ?? {};
  return new Set([...claims.map(({ path }) => path), ...withheld]);
};

/** A signature answers for what it signed: what stands in a version that is trusted less is none of that. */
const isBeside = (other: ReadArtifact, { id, trust }: ReadArtifact): boolean =>
  other.id === id && (trust === 'recorded' || other.trust === trust);

const NOTHING: ChangeBinding = { paths: [], artifacts: [] };

const PINNED = -1;

const pinsOf = (named: readonly NamedArtifact[]): ReadonlyMap<string, readonly string[]> => {
  const pins = new Map<string, string[]>();
  for (const { id, version } of named) if (version !== null) pins.set(id, [...(pins.get(id) ?? []), version]);
  return pins;
};

/** By a commit of the change, at its time. */
const pinnedBefore =
  (named: readonly NamedArtifact[]) =>
  (read: ReadArtifact): boolean =>
    named.some(
      ({ id, earlier = [] }) => id === plainId(read.id) && earlier.some((pin) => read.version.startsWith(pin)),
    );

const rewritten = (version: ReadArtifact, pin: string): ReadArtifact => ({
  ...version,
  problems: [
    ...version.problems,
    { code: 'artifact_rewritten', detail: `version ${pin} is not in the history of its ref` },
  ],
});
