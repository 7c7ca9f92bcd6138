import type { GateReport } from '../../domain/gate-report.ts';
import { plainId } from '../../domain/named-artifact.ts';
import { type ArtifactId, isArtifactId } from '../../domain/refs.ts';
import type { World } from '../ports.ts';

/**
 * Handoffs on which a verdict at the desk rests and that CI may not find: the remote is not known to have the version that
 * is here. By what was pushed and fetched, nobody is asked. @throws what git throws
 */
export const unsentHandoffs = async (
  world: Pick<World, 'exchange' | 'cwd'>,
  { artifacts }: Pick<GateReport, 'artifacts'>,
): Promise<readonly ArtifactId[]> => {
  const ids = artifacts.filter(({ bound }) => bound).map(({ id }) => plainId(id));
  if (ids.length === 0) return [];
  return (await world.exchange(world.cwd)).unsent(ids.filter(isArtifactId));
};
