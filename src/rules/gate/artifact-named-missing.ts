import type { GateRule } from './gate-rule.ts';
import { isAsked } from './is-asked.ts';
import { problemRule } from './problem-rule.ts';

const namedMissing = problemRule('artifact_named_missing', {
  description: 'the change names an artifact that is not there',
  severity: { default: 'warning', strict: 'error' },
  hint: 'opensession session handoff artifact push, and run the gate again',
});

export const artifactNamedMissing: GateRule = {
  ...namedMissing,
  check: (judgement, policy) => {
    // artifact_unbound tells those that are asked for, as errors if the policy does not make less of it
    const told = policy.severity['artifact_unbound'] === undefined ? judgement.subject.asked : [];
    const artifacts = judgement.artifacts.filter((artifact) => !told.some((asked) => isAsked(artifact, asked)));
    return namedMissing.check({ ...judgement, artifacts }, policy);
  },
};
