import { SESSIONS_BRANCH, SESSIONS_REF } from '../../domain/refs.ts';
import { type Ailment, type DoctorCheck, type DoctorWorld, told } from './doctor-check.ts';

/** Nothing is wrong with them, and nothing can be read of what is not here. */
export const incomplete: DoctorCheck = {
  id: 'incomplete',
  description: 'of every artifact, and of the sessions branch, all is here, also in a partial clone',
  look: async (world, examined) =>
    examined === null
      ? []
      : [
          ...(await examined.store.lacking()).map((ref) => leftOut(ref, 'opensession session handoff artifact fetch')),
          ...(await sessionsLeftOut(world)),
        ],
};

/** Of the branch that is here: one that a remote has is brought in when somebody publishes. */
const sessionsLeftOut = async (world: DoctorWorld): Promise<readonly Ailment[]> =>
  (await (await world.sessions(world.cwd)).isLacking('branch'))
    ? [leftOut(SESSIONS_REF, `git fetch --refetch --no-filter origin ${SESSIONS_BRANCH}`)]
    : [];

const leftOut = (ref: string, hint: string): Ailment => told('warning', `${ref}: this clone left some of it out`, hint);
