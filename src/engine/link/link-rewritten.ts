/** What a post-rewrite hook calls: committed states that a rebase carried over to another base, without anybody's hand. */
import { stateKey } from '../../domain/change-keys.ts';
import type { Rewritten } from '../../git/replayed-commits.ts';
import type { World } from '../ports.ts';
import { linkableArtifacts } from './linkable.ts';
import { type LinkedArtifact, linkStates } from './link-states.ts';

/** `<old> <new>` a line, as git hands it to the hook; more may stand behind. */
export const parseRewritten = (text: string): readonly Rewritten[] =>
  text.split('\n').flatMap((line) => {
    const [, from, to] = /^([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64})(?: |$)/.exec(line) ?? [];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });

/** @throws what git and the store throw: a hook tells it and lets the rebase be */
export const linkRewritten = async (
  world: Pick<World, 'store' | 'cwd' | 'replayed'>,
  rewritten: readonly Rewritten[],
): Promise<readonly LinkedArtifact[]> => {
  const linked: LinkedArtifact[] = [];
  for (const { to: commit, object_format, steps: replayed } of await world.replayed(world.cwd, rewritten)) {
    const keys = [...replayed].flatMap(([path, { old }]) =>
      old.after === null ? [] : [stateKey(object_format, path, old.after)],
    );
    const steps = new Map([...replayed].map(([path, { old, now }]) => [path, { claimed: old, becomes: now }]));
    const states = new Set(await Promise.all(keys));
    for (const one of await linkableArtifacts(world, { states, paths: new Set(), commits: new Set() })) {
      const link = await linkStates(world, one, { commit, object_format, steps });
      if (link !== null) linked.push(link);
    }
  }
  return linked;
};
