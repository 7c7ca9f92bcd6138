import { OpenSessionError } from '../../domain/errors.ts';
import type { Oddity } from '../../domain/odd-removal.ts';
import { TOMBSTONES_REF } from '../../domain/refs.ts';
import type { ArtifactStore } from '../../store/artifact-store.ts';
import type { OddRemoval } from '../../store/odd-removals.ts';
import { SKEW_MS, savedAhead } from './clock.ts';
import type { Ailment, DoctorCheck, DoctorWorld } from './doctor-check.ts';

/** What removes something is never taken out: it is put where, and dated so, that it can be pruned. */
export const oddRemovalsCheck: DoctorCheck = {
  id: 'odd_removals',
  description: 'the record of removals holds nothing but removals, each at its place and dated',
  look: async (world, examined) => {
    if (examined === null) return [];
    const odd = await oddIn(examined.store);
    // dated anew by a clock that may be the wrong one they would be old too soon
    const isDoubted = savedAhead(world, examined).length > 0 || (await isCommittedAhead(world));
    return (['no_removal', 'misplaced', 'date'] as const).flatMap((is): readonly Ailment[] => {
      const some = odd.filter((one) => one.is === is);
      return some.length === 0 ? [] : [ailmentOf(is, some, isDoubted)];
    });
  },
};

/** Also where no artifact is left that could say so. */
const isCommittedAhead = async ({ git, cwd, clock }: DoctorWorld): Promise<boolean> => {
  // nothing is committed yet: 128
  const { stdout } = await git.run(['rev-list', '--timestamp', '-1', 'HEAD', '--'], { cwd, allow: [0, 128] });
  return Number.parseInt(stdout.toString('utf8'), 10) * 1000 > clock.now().getTime() + SKEW_MS;
};

/** A record that cannot be read is told by the check of that. */
const oddIn = async (store: ArtifactStore): Promise<readonly OddRemoval[]> => {
  try {
    return await store.archive.oddRemovals();
  } catch (error) {
    if (error instanceof OpenSessionError && error.code === 'artifact_corrupt') return [];
    throw error;
  }
};

const ailmentOf = (is: Oddity, odd: readonly OddRemoval[], isDoubted: boolean): Ailment => {
  const many = `${odd.length} ${odd.length === 1 ? 'entry' : 'entries'}`;
  const what = `${TOMBSTONES_REF}: ${many} of the record of removals ${WHAT[is]}, as ${JSON.stringify(odd[0]?.path)}`;
  if (is === 'date' && isDoubted)
    return {
      severity: 'warning',
      what,
      hint: 'first set the clock: artifacts, or commits, were made after now as well',
      fix: null,
    };
  const plan = `${PLAN[is]} (${many} of ${TOMBSTONES_REF})`;
  return { severity: 'warning', what, hint: null, fix: { kind: 'amend', plan, odd } };
};

const WHAT: { readonly [is in Oddity]: string } = {
  no_removal: 'say of nothing that it was removed',
  misplaced: 'stand under names where nobody looks for them, and are never pruned',
  date: 'have no date, or one that is still to come, and are never pruned by their age',
};

const PLAN: { readonly [is in Oddity]: string } = {
  no_removal: 'take out what is no removal',
  misplaced: 'put each under its own name',
  date: 'date them today',
};
