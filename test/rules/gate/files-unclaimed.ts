import { artifact, COMMIT, type GateFixtures, judgement, path, withPath } from './make.ts';

const unclaimed = { binding: 'unclaimed', outcome: 'cannot-tell', basis: null, artifacts: [] } as const;
const asked = { required: false, reason: 'no commit seems to be of an agent' };

export const fixtures: GateFixtures = {
  passes: [
    { name: 'claimed', judgement: judgement() },
    { name: 'ignored', judgement: withPath({ ...unclaimed, ignored: 'generated' }) },
    { name: 'as many as the policy lets through', judgement: withPath(unclaimed), policy: { max_unclaimed: 1 } },
    {
      name: 'people alone',
      judgement: judgement({ paths: [path(unclaimed)], artifacts: [artifact({ bound: false })], handoff: asked }),
    },
  ],
  fails: [
    {
      name: 'beside a handoff',
      judgement: judgement({ paths: [path(), path({ ...unclaimed, path: 'b.txt' })], handoff: asked }),
    },
    {
      name: 'where one is asked for',
      judgement: judgement({
        paths: [path({ ...unclaimed, commits: [{ oid: COMMIT, author: 'A Person', subject: 'tidy' }] })],
        artifacts: [],
      }),
    },
    {
      name: 'work that was taken back',
      judgement: withPath({ ...unclaimed, binding: 'replayed', artifacts: ['base:one'] }),
    },
    {
      name: 'claimed without a state',
      judgement: withPath({ ...unclaimed, binding: 'withheld', artifacts: ['base:one'] }),
    },
    { name: 'merged work undone', judgement: withPath({ ...unclaimed, binding: 'reversed', reversed: ['base:one'] }) },
  ],
};
