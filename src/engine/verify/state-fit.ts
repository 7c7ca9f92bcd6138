import { readJson } from '../../domain/json.ts';
import { type Manifest, makesTree } from '../../domain/manifest.ts';
import { manifestFaults } from '../../rules/schema-faults.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';
import type { Subject } from './verify-check.ts';

/** Whether the states of a manifest make its tree, as the gate asks it. */
export const stateFit = async (
  world: Pick<World, 'recordedTree' | 'cwd'>,
  version: InspectedVersion,
): Promise<Subject['states']> => {
  const manifest = manifestIn(version);
  if (manifest === null || !makesTree(manifest)) return null;
  const made = await world.recordedTree(world.cwd, { ...manifest, start: manifest.start ?? manifest.base });
  if (made === null) return 'unknown';
  return made === manifest.tree ? 'agree' : 'differ';
};

/** null: there is none of the shape of ours, which another check tells. */
const manifestIn = ({ files }: InspectedVersion): Manifest | null => {
  const value = readJson(files.get('manifest.json')?.toString('utf8') ?? '');
  return value === undefined || manifestFaults(value).length > 0 ? null : (value as Manifest);
};
