import { refetchCommand } from '../../domain/branch/refetch-command.ts';
import { promisorIn } from '../../domain/promisor.ts';
import { SESSIONS_REF } from '../../domain/refs.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** Nothing is wrong with them, and nothing can be read of what is not here. */
export const incomplete: DoctorCheck = {
  id: 'incomplete',
  description: 'a partial clone left nothing out of artifacts or the sessions branch',
  look: async (world, examined) => {
    if (examined === null) return [];
    const remote = promisorIn(examined.config);
    const fetch = `opensession session handoff artifact fetch${remote === 'origin' ? '' : ` --remote ${shellWord(remote)}`}`;
    const found = (await examined.store.lacking()).map((ref) => leftOut(ref, fetch));
    // of the branch that is here: one that a remote has is brought in when somebody publishes
    const isLacking = await (await world.sessions(world.cwd)).isLacking('branch');
    return isLacking ? [...found, leftOut(SESSIONS_REF, refetchCommand(remote))] : found;
  },
};

const leftOut = (ref: string, hint: string): Ailment => told('warning', `${ref}: this clone left some of it out`, hint);
