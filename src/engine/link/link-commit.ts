/** What a post-commit hook calls: saved states that a hook of the repository (a formatter) changed on their way into HEAD. */
import { pathKey } from '../../domain/change-keys.ts';
import { sameState } from '../../domain/path-state.ts';
import type { CommittedChange } from '../../git/committed-change.ts';
import type { World } from '../ports.ts';
import { type Linkable, linkableArtifacts } from './linkable.ts';
import { type LinkedArtifact, type LinkStep, linkStates } from './link-states.ts';

/** A commit takes this long at most; one whose time lies further back had its time set by somebody. */
const MOST_SECONDS = 60 * 60;

/**
 * Links artifacts that were saved upon the commit's parent. A file counts that was written after git began to commit,
 * while its hooks ran: what a person changed before is theirs, and no link. Git tells that time in whole seconds, so what
 * was written within that second counts too.
 * @throws what git and the store throw: a hook tells it and lets the commit be
 */
export const linkCommit = async (
  world: Pick<World, 'store' | 'cwd' | 'clock' | 'committed'>,
): Promise<readonly LinkedArtifact[]> => {
  const change = await world.committed(world.cwd);
  const age = world.clock.now().getTime() / 1000 - change.time;
  if (change.is_part || change.parents.length > 1 || change.changes.size === 0 || age > MOST_SECONDS) return [];
  const paths = new Set(await Promise.all([...change.changes.keys()].map(pathKey)));
  const linked: LinkedArtifact[] = [];
  for (const one of await linkableArtifacts(world, { paths, states: new Set(), commits: new Set() })) {
    if (!isUpon(one, change)) continue;
    const { commit, object_format } = change;
    linked.push(...(await linkStates(world, one, [{ commit, object_format, steps: stepsFrom(one, change) }])));
  }
  return linked;
};

const isUpon = ({ manifest: { base } }: Linkable, { parents, previous }: CommittedChange): boolean =>
  base === null ? parents.length === 0 : parents.includes(base) || previous === base;

const stepsFrom = ({ manifest }: Linkable, change: CommittedChange): ReadonlyMap<string, LinkStep> => {
  const steps = new Map<string, LinkStep>();
  for (const { path, after: saved, claimed } of manifest.entries) {
    const committed = change.changes.get(path)?.after;
    if (!claimed || saved === null || committed == null || sameState(saved, committed)) continue;
    const written = change.writtenAt(path, committed);
    if (written !== null && written >= change.time) {
      steps.set(path, { claimed: { after: saved }, becomes: { before: saved, after: committed } });
    }
  }
  return steps;
};
