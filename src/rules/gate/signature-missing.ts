import type { JudgedArtifact, Judgement } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { SIGNING_HINT } from './signing-hint.ts';

export const signatureMissing: GateRule = {
  code: 'signature_missing',
  description:
    'the policy asks for signed handoffs, and what rests on a bound one is not signed for by anybody whom it knows',
  severity: { default: 'error', strict: 'error' },
  check: (judgement, { require_signed, allowed_signers }) =>
    judgement.artifacts
      .filter((artifact) => require_signed && artifact.trust === 'recorded' && isNeeded(artifact, judgement))
      .map((artifact) => ({
        message: `${artifact.id} ${lackOf(artifact)}`,
        place: { artifact: artifact.id, commit: artifact.version },
        hint:
          artifact.signature.state === 'unsigned'
            ? SIGNING_HINT
            : `the key has to stand in ${allowed_signers} of the target branch, for the namespace opensession`,
      })),
};

/** Something rests on it: a path that no signed handoff explains without it, that there is a handoff at all, or what a required check came to. */
const isNeeded = ({ id, bound, related }: JudgedArtifact, { paths, checks, artifacts: all }: Judgement): boolean =>
  ((bound || (related && !all.some((one) => one.bound))) &&
    paths.some(({ artifacts, signed }) => artifacts.includes(id) && signed.length === 0)) ||
  checks.some(
    ({ artifact, required, basis, status }) =>
      artifact === id && required !== null && basis === 'recorded' && status === 'passed',
  );

const lackOf = ({ signature: { state, by, reason } }: JudgedArtifact): string =>
  state === 'unsigned'
    ? 'is not signed'
    : `is signed by nobody whom the target branch knows${by === null ? '' : ` (${by})`}: ${reason ?? state}`;
