import { type HandoffChange, compareHandoffs } from '../contract/compare-handoffs.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { type ArtifactId, artifactIdOf } from '../domain/refs.ts';
import type { World } from './ports.ts';

export interface DiffSide {
  readonly artifact_id: string;
  readonly commit: string;
}

export interface ArtifactDiff {
  readonly from: DiffSide;
  readonly to: DiffSide;
  readonly changes: readonly HandoffChange[];
}

/**
 * What two artifacts, or two versions of one, differ in. A name is an id or a ref, with `~N` for the version N saves before
 * the newest; one name alone is compared with the version before it.
 * @throws invalid_artifact_id, artifact_not_found (also a version that is not there), artifact_corrupt
 */
export const diffArtifacts = async (
  world: Pick<World, 'store' | 'cwd'>,
  names: readonly [string] | readonly [string, string],
): Promise<ArtifactDiff> => {
  const [first, second] = names.map(parseName);
  if (first === undefined) throw new OpenSessionError('usage', 'expected the id of an artifact, found none');
  const pair =
    second === undefined ? ([{ ...first, back: first.back + 1 }, first] as const) : ([first, second] as const);
  const store = await world.store(world.cwd);
  const [from, to] = await Promise.all(pair.map(({ id, back }) => store.read(id, back)));
  if (from === undefined || to === undefined) throw new OpenSessionError('bug', 'two artifacts were read');
  return {
    from: { artifact_id: from.artifact.artifact_id, commit: from.commit },
    to: { artifact_id: to.artifact.artifact_id, commit: to.commit },
    changes: compareHandoffs(from.artifact.payload, to.artifact.payload),
  };
};

const parseName = (name: string): { readonly id: ArtifactId; readonly back: number } => {
  const [, id = name, back = '0'] = /^([^~]*)~(\d{1,6})$/.exec(name) ?? [];
  return { id: artifactIdOf(id), back: Number(back) };
};
