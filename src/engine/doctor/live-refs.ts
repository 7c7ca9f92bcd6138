import { type DoctorCheck, told } from './doctor-check.ts';

/** Each push, of whomever, is told all refs of a remote: some 70 bytes each. */
export const LIVE_REFS = 2000;

export const liveRefs: DoctorCheck = {
  id: 'live_refs',
  description: 'there are not more refs of artifacts than every push should be told of',
  look: (_, examined) => {
    const count = examined?.artifacts.length ?? 0;
    if (count <= LIVE_REFS) return [];
    return [
      told(
        'warning',
        `expected at most ${LIVE_REFS} live artifacts, found ${count}`,
        'opensession session handoff artifact archive',
      ),
    ];
  },
};
