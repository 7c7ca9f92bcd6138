import { type GateFixtures, judgement } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [{ name: 'as it was', judgement: judgement() }],
  fails: [{ name: 'in the change', judgement: judgement({ policy_changed: ['.opensession/policy.toml'] }) }],
};
