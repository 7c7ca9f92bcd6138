import { artifact, check, type GateFixtures, judgement, path, withArtifact } from './make.ts';

const policy = { require_signed: true };
const signed = artifact({ id: 'base:signed', trust: 'vouched' });
const both = path({ artifacts: ['base:one', 'base:signed'], signed: ['base:signed'] });

export const fixtures: GateFixtures = {
  passes: [
    { name: 'none is asked for', judgement: judgement() },
    { name: 'signed', judgement: withArtifact({ trust: 'vouched' }), policy },
    {
      name: 'unsigned and related, beside a signed one',
      judgement: judgement({
        artifacts: [artifact({ bound: false, related: true }), signed],
        paths: [path({ artifacts: [] })],
      }),
      policy,
    },
    { name: 'not bound', judgement: withArtifact({ bound: false }), policy },
    {
      name: 'a signed one explains the same',
      judgement: judgement({ artifacts: [artifact(), signed], paths: [both] }),
      policy,
    },
  ],
  fails: [
    {
      name: 'unsigned, and all that there is',
      judgement: withArtifact({ bound: false, related: true, level: 'drifted' }),
      policy,
    },
    { name: 'unsigned', judgement: judgement(), policy },
    {
      name: 'nobody could say whether it is signed: the program that verifies took too long',
      judgement: withArtifact({ signature: { state: 'unknown', by: null, reason: 'it took too long' } }),
      policy,
    },
    {
      name: 'a signed one explains a part of it',
      judgement: judgement({ artifacts: [artifact(), signed], paths: [both, path({ path: 'b.txt' })] }),
      policy,
    },
    {
      name: 'a required check rests on it',
      judgement: judgement({
        artifacts: [artifact(), signed],
        paths: [both],
        checks: [check({ outcome: 'cannot-tell', basis: 'recorded' })],
      }),
      policy,
    },
  ],
};
