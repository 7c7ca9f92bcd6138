import { type GateFixtures, judgement, withArtifact, artifact } from './make.ts';

const failing = (more: { readonly check_id?: string; readonly resolved?: boolean } = {}) => ({
  kind: 'unresolved' as const,
  text: 'npm test',
  check_id: 'npm test',
  resolved: false,
  ...more,
});

export const fixtures: GateFixtures = {
  passes: [
    { name: 'nothing admitted', judgement: judgement() },
    { name: 'neither bound nor named', judgement: withArtifact({ bound: false, admissions: [failing()] }) },
    {
      name: 'a plan is not done',
      judgement: withArtifact({ admissions: [{ kind: 'unfinished', text: 'docs', check_id: null, resolved: false }] }),
    },
  ],
  fails: [
    { name: 'a required check fails', judgement: withArtifact({ admissions: [failing()] }) },
    {
      name: 'named, not bound',
      judgement: judgement({ artifacts: [artifact({ bound: false, named: 'named', admissions: [failing()] })] }),
    },
    {
      name: 'another check',
      judgement: withArtifact({ admissions: [failing({ check_id: 'eslint' })] }),
      as: 'warning',
    },
    { name: 'it passes now', judgement: withArtifact({ admissions: [failing({ resolved: true })] }), as: 'note' },
  ],
};
