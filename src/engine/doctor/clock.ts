import type { ArtifactEntry } from '../../store/kept-artifact.ts';
import { type DoctorCheck, type DoctorWorld, type Examined, told } from './doctor-check.ts';

/** Two machines' clocks differ by seconds. */
export const SKEW_MS = 5 * 60 * 1000;

export const clock: DoctorCheck = {
  id: 'clock',
  description: 'no artifact was saved in the future',
  look: (world, examined) => {
    const ahead = savedAhead(world, examined);
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

/** Artifacts that were saved after now: this clock is wrong, or another was. */
export const savedAhead = (
  { clock: here }: Pick<DoctorWorld, 'clock'>,
  examined: Examined | null,
): readonly ArtifactEntry[] => {
  const now = here.now().getTime();
  return (examined?.artifacts() ?? []).filter(
    ({ updated_at, created_at }) => Date.parse(updated_at ?? created_at ?? '') > now + SKEW_MS,
  );
};
