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
  const commits = (await world.replayed(world.cwd, rewritten)).map(({ to: commit, object_format, steps }) => ({
    commit,
    object_format,
    steps: new Map([...steps].map(([path, { old, now }]) => [path, { claimed: old, becomes: now }])),
  }));
  const keys = commits.flatMap(({ object_format, steps }) =>
    [...steps].flatMap(
      ([
        path,
        {
          claimed: { after },
        },
      ]) => (after === null ? [] : [stateKey(object_format, path, after)]),
    ),
  );
  if (keys.length === 0) return [];
  const states = new Set(await Promise.all(keys));
  const linked: LinkedArtifact[] = [];
  for (const one of await linkableArtifacts(world, { states, paths: new Set(), commits: new Set() }))
    linked.push(...(await linkStates(world, one, commits)));
  return linked;
};
