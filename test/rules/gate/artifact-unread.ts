import { type GateFixtures, judgement } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [{ name: 'all were read, or none was needed', judgement: judgement() }],
  fails: [{ name: 'the object of one is gone', judgement: judgement({ artifacts_unread: ['one'] }) }],
};
