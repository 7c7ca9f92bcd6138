/** Claims of files that the target branch moved since: where they go, and what it had of these files. */
import { atBoth, followMoves, mayHaveMoved, type Moves, movesOf, withMoved } from '../../binding/follow-moves.ts';
import type { Candidate } from '../../binding/candidate.ts';
import { withoutSpent } from '../../binding/spent-claims.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { spentAmong } from './spent-claims.ts';

export interface Followed {
  readonly candidates: readonly Candidate[];
  readonly places: Moves['places'];
}

/** Most changes hold all that is claimed: then nothing is asked. */
export const withFollowedMoves = async (
  change: OpenChange,
  facts: ChangeFacts,
  candidates: readonly Candidate[],
): Promise<Followed> => {
  const asked = candidates.filter((one) => mayHaveMoved(facts, one));
  if (asked.length === 0) return { candidates, places: new Map() };
  const states = await change.targetStates(asked.map(({ begun }) => ({ since: begun, paths: 'all' })));
  const told = new Map(asked.map((one, at) => [one, states[at]]));
  const moved = askedOnce(change);
  const followed = await Promise.all(
    candidates.map(async (candidate) => {
      const own = told.get(candidate) ?? new Map();
      const places = await placesOf(moved, movesOf(facts, candidate, own), { facts, candidate });
      return { places, ...followMoves(candidate, places, own) };
    }),
  );
  const spent = await spentAmong(
    change,
    followed.flatMap(({ histories }) => histories),
  );
  return {
    candidates: followed.map(({ candidate }) => withoutSpent(candidate, spent)),
    places: new Map(followed.flatMap(({ places }) => [...places])),
  };
};

/** Whose sessions began at one commit have the same answer; others than these have none. */
const MOST_ASKED = 8;

const askedOnce = (change: OpenChange): OpenChange['moved'] => {
  const known = new Map<string, ReturnType<OpenChange['moved']>>();
  return async (files) => {
    const key = JSON.stringify([files.gone, files.made]);
    if (!known.has(key) && known.size < MOST_ASKED) known.set(key, change.moved(files));
    return (await known.get(key)) ?? [];
  };
};

const placesOf = async (
  moved: OpenChange['moved'],
  moves: Moves,
  of: { readonly facts: ChangeFacts; readonly candidate: Candidate },
): Promise<Moves['places']> => {
  const { asked, places } = moves;
  if (asked === null) return places;
  return withMoved(moves, await moved({ gone: [...asked.gone.values()], made: [...asked.made.values()] }), of);
};

/** The target branch had a file that it moved at its old place, too. */
export const withBothPlaces = (change: OpenChange, places: Moves['places']): OpenChange => {
  const before = new Map([...places].map(([from, to]) => [to, from]));
  return {
    ...change,
    targetStates: async (asked) => {
      const all = await change.targetStates(
        asked.map((one) =>
          one.paths === 'all'
            ? one
            : { ...one, paths: [...one.paths, ...one.paths.flatMap((path) => before.get(path) ?? [])] },
        ),
      );
      return all.map((states) => {
        const moved = [...states].flatMap(([path, had]) => {
          const old = states.get(before.get(path) ?? '');
          return old === undefined ? [] : [[path, atBoth(had, old)] as const];
        });
        return new Map([...states, ...moved]);
      });
    },
  };
};
