import { type DoctorCheck, told } from './doctor-check.ts';

/** Nothing is wrong with them, and nothing can be read of what is not here. */
export const incomplete: DoctorCheck = {
  id: 'incomplete',
  description: 'of every artifact all is here, also in a partial clone',
  look: async (_, examined) =>
    ((await examined?.store.lacking()) ?? []).map((ref) =>
      told('warning', `${ref}: this clone left some of it out`, 'opensession session handoff artifact fetch'),
    ),
};
