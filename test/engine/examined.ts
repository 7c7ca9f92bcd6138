/** A repository to examine, and what doctor finds in it. */
import { expect } from 'vitest';
import { doctorChecks } from '../../src/engine/doctor/index.ts';
import type { World } from '../../src/engine/ports.ts';
import { runDoctor } from '../../src/engine/run-doctor.ts';
import { saveArtifact } from '../../src/engine/save-artifact.ts';
import { derive, type Here, here } from './artifacts/artifact-world.ts';

export const ready = (): Here => {
  const place = here();
  place.repo.commit('one');
  return place;
};

export const save = async (place: Here, artifactId: string) =>
  saveArtifact(place.world, { sessions: await place.build([place.log('a.log', 'first\n')]), derive, artifactId });

export const findings = async (world: World, check: string, fix = false) => {
  expect(doctorChecks.map(({ id }) => id)).toContain(check);
  const { checks } = await runDoctor(world, { fix });
  return checks.find((one) => one.check === check)?.findings ?? [];
};
