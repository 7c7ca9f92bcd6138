import { artifact, type GateFixtures, judgement, path, withPath } from './make.ts';

const signed = artifact({ id: 'base:signed', trust: 'vouched' });

export const fixtures: GateFixtures = {
  passes: [
    { name: 'not protected', judgement: judgement() },
    {
      name: 'a person answers for it',
      judgement: judgement({ artifacts: [signed], paths: [path({ protected: true, artifacts: ['base:signed'] })] }),
    },
  ],
  fails: [
    { name: 'unsigned', judgement: withPath({ protected: true }) },
    {
      name: 'signed in part',
      judgement: judgement({
        artifacts: [artifact(), signed],
        paths: [path({ protected: true, artifacts: ['base:one', 'base:signed'] })],
      }),
    },
    {
      name: 'signed, and not as claimed',
      judgement: judgement({
        artifacts: [signed],
        paths: [path({ protected: true, artifacts: ['base:signed'], binding: 'drifted', outcome: 'cannot-tell' })],
      }),
    },
    { name: 'changed and changed back', judgement: judgement({ protected_reverted: ['.github/workflows/ci.yml'] }) },
  ],
};
