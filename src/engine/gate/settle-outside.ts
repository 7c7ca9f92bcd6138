import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { JudgedOutside } from '../../domain/judgement.ts';
import { sameState } from '../../domain/path-state.ts';
import type { OutsideClaim } from '../../domain/binding.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';

/**
 * The claims of an artifact that the change does not hold, as far as git tells where they are: what was committed
 * elsewhere before the save was not left out here. With those that the save itself could not find in the repository.
 */
export const settleOutside = async (
  { change, facts }: { readonly change: OpenChange; readonly facts: ChangeFacts },
  read: ReadArtifact,
  outside: readonly OutsideClaim[],
): Promise<readonly JudgedOutside[]> => {
  const elsewhere = await committedElsewhere(change, read, outside);
  return [
    ...outside.map((one) =>
      elsewhere.has(one.path)
        ? { path: one.path, reason: 'other-branch' as const, contradicted: false }
        : contradictedOr(one, read, facts),
    ),
    ...unresolvedOf(read),
  ];
};

/** Claimed paths that are as claimed at the head of the save, which this change does not come from. */
const committedElsewhere = async (
  change: OpenChange,
  { manifest }: ReadArtifact,
  outside: readonly OutsideClaim[],
): Promise<ReadonlySet<string>> => {
  const left = outside.filter(({ reason }) => reason === 'left-out').map(({ path }) => path);
  if (left.length === 0 || manifest?.base == null || manifest.base === manifest.start) return new Set();
  const states = await change.aside(manifest.base, left);
  const claimed = manifest.entries.filter(({ path }) => left.includes(path));
  return new Set(
    claimed.flatMap(({ path, after }) => (states !== null && sameState(states.get(path) ?? null, after) ? [path] : [])),
  );
};

/** The opposite of what is claimed, or a commit that is named and in the range without the path. */
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
