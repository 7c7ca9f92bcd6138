import { type DoctorCheck, told } from './doctor-check.ts';

/** Two machines' clocks differ by seconds. */
const SKEW_MS = 5 * 60 * 1000;

export const clock: DoctorCheck = {
  id: 'clock',
  description: 'no artifact was saved in the future',
  look: (world, examined) => {
    const now = world.clock.now().getTime();
    const ahead = (examined?.artifacts() ?? []).filter(
      ({ updated_at, created_at }) => Date.parse(updated_at ?? created_at ?? '') > now + SKEW_MS,
    );
    const [first] = ahead;
    if (first === undefined) return [];
    return [
      told(
        'warning',
        `${ahead.length} artifact(s) were saved after now (${world.clock.now().toISOString()}), as ${first.artifact_id}: a clock is wrong`,
        'set the clock of this machine, or of the one that saved them',
      ),
    ];
  },
};
