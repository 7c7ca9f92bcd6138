import { type GateFixtures, judgement } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [{ name: 'it was read, or there is none', judgement: judgement() }],
  fails: [{ name: 'it could not be read', judgement: judgement({ fork_unread: true }) }],
};
