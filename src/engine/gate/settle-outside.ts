import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { JudgedOutside } from '../../domain/judgement.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OutsideClaim } from '../../domain/binding.ts';
import type { OpenChange, StatesAt } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';

/**
 * The claims of an artifact that the change does not hold, as far as git tells where they are: what was committed
 * elsewhere before the save was not left out here, and of what was not committed at the save no commit is said to hold
 * it. With those that the save itself could not find in the repository.
 */
export const settleOutside = async (
  { change, facts }: { readonly change: OpenChange; readonly facts: ChangeFacts },
  read: ReadArtifact,
  outside: readonly OutsideClaim[],
): Promise<readonly JudgedOutside[]> => {
  const atSave = await statesAtSave(change, read, outside);
  const settled = outside.map((one): JudgedOutside => {
    const claim = read.manifest?.entries.find(({ path }) => path === one.path);
    const state = atSave?.states.get(one.path);
    if (one.reason !== 'left-out' || atSave === null || state === undefined || claim === undefined)
      return contradictedOr(one, read, facts);
    if (!sameState(state, claim.after)) return { ...one, contradicted: false };
    return atSave.in_head ? contradictedOr(one, read, facts) : { ...one, reason: 'other-branch', contradicted: false };
  });
  return [...settled, ...unresolvedOf(read)];
};

/** What was committed when the handoff was saved; null: that cannot be told. */
const statesAtSave = async (
  change: OpenChange,
  { manifest }: ReadArtifact,
  outside: readonly OutsideClaim[],
): Promise<StatesAt | null> => {
  const left = outside.filter(({ reason }) => reason === 'left-out').map(({ path }) => path);
  return left.length === 0 || manifest?.base == null ? null : change.at(manifest.base, left);
};

/** A commit that is named and in the range without the path. */
const contradictedOr = (outside: OutsideClaim, { artifact }: ReadArtifact, { commits }: ChangeFacts): JudgedOutside => {
  const named = new Set(
    (artifact?.payload ?? []).flatMap(({ repository }) => repository?.commits ?? []).map(({ id }) => id),
  );
  const own = commits.filter(({ oid }) => named.has(oid));
  const isLacking =
    outside.reason === 'left-out' &&
    own.length > 0 &&
    !own.some(({ changes }) => changes.some((change) => change.has(outside.path)));
  return { ...outside, contradicted: isLacking };
};

const unresolvedOf = ({ manifest }: ReadArtifact): readonly JudgedOutside[] =>
  (manifest?.unresolved ?? []).map(({ path, reason }) => ({ path, reason, contradicted: false }));
