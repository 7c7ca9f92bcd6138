import type { JudgedArtifact } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { SIGNING_HINT } from './signing-hint.ts';

export const signatureMissing: GateRule = {
  code: 'signature_missing',
  description: 'the policy asks for signed handoffs, and one that is bound is not signed by anybody whom it knows',
  severity: { default: 'error', strict: 'error' },
  check: ({ artifacts }, { require_signed, allowed_signers }) =>
    artifacts
      .filter(({ bound, trust }) => require_signed && bound && trust === 'recorded')
      .map((artifact) => ({
        message: `${artifact.id} ${lackOf(artifact)}`,
        place: { artifact: artifact.id, commit: artifact.version },
        hint:
          artifact.signature.state === 'unsigned'
            ? SIGNING_HINT
            : `the key has to stand in ${allowed_signers} of the target branch, for the namespace opensession`,
      })),
};

const lackOf = ({ signature: { state, by, reason } }: JudgedArtifact): string =>
  state === 'unsigned'
    ? 'is not signed'
    : `is signed by nobody whom the target branch knows${by === null ? '' : ` (${by})`}: ${reason ?? state}`;
