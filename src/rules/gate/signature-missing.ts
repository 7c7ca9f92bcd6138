import type { JudgedArtifact, Judgement } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { saveHint } from './save-hint.ts';
import { signingHint } from './signing-hint.ts';

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
        hint: hintOf(artifact, allowed_signers),
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

const hintOf = (artifact: JudgedArtifact, allowedSigners: string): string => {
  const { state } = artifact.signature;
  if (state === 'unsigned') return signingHint(saveHint(artifact));
  // a program that is not there, or was too slow, says nothing of the key
  if (state === 'unknown') return 'see that ssh-keygen runs where the gate does, and run it again: opensession gate';
  return `the key has to stand in ${allowedSigners} of the target branch, for the namespace opensession`;
};

const lackOf = ({ signature: { state, by, reason } }: JudgedArtifact): string => {
  if (state === 'unsigned') return 'is not signed';
  if (state === 'unknown') return `has a signature that could not be verified: ${reason ?? state}`;
  return `is signed by nobody whom the target branch knows${by === null ? '' : ` (${by})`}: ${reason ?? state}`;
};
