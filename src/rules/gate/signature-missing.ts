import type { GateRule } from './gate-rule.ts';

export const signatureMissing: GateRule = {
  code: 'signature_missing',
  description: 'the policy asks for signed handoffs, and one that is bound is not signed by anybody whom it knows',
  severity: { default: 'error', strict: 'error' },
  check: ({ artifacts }, { require_signed }) =>
    artifacts
      .filter(({ bound, trust }) => require_signed && bound && trust === 'recorded')
      .map(({ id, version }) => ({
        message: `${id} has no signature of a signer of the target branch`,
        place: { artifact: id, commit: version },
        hint: 'git config --global commit.gpgSign true, and save it again',
      })),
};
