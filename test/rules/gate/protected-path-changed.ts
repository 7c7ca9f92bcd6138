import { type GateFixtures, judgement, withPath } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [
    { name: 'not protected', judgement: judgement() },
    {
      name: 'a person answers for it',
      judgement: withPath({ protected: true, signed: ['base:one'] }),
    },
  ],
  fails: [
    { name: 'unsigned', judgement: withPath({ protected: true }) },
    { name: 'changed and changed back', judgement: judgement({ protected_reverted: ['.github/workflows/ci.yml'] }) },
  ],
};
