import { type GateFixtures, judgement, problemFixtures, withArtifact } from './make.ts';

const missing = (asked: string) => ({
  ...withArtifact({
    problems: [{ code: 'artifact_named_missing', detail: 'it is so' }],
    bound: false,
    named: 'named',
  }),
  subject: { ...judgement().subject, asked: [asked] },
});
const { fails, passes } = problemFixtures('artifact_named_missing');

export const fixtures: GateFixtures = {
  passes: [...passes, { name: 'it is asked for, and artifact_unbound tells it', judgement: missing('one') }],
  fails: [
    ...fails,
    { name: 'another is asked for', judgement: missing('other') },
    {
      name: 'it is asked for, and the policy does not want that told',
      judgement: missing('one'),
      policy: { severity: { artifact_unbound: 'off' } },
    },
  ],
};
