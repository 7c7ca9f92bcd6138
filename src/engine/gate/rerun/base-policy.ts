import { OpenSessionError } from '../../../domain/errors.ts';
import { type EffectivePolicy, POLICY_PATH } from '../../../domain/policy.ts';
import type { OpenChange } from '../../../git/change/open-change.ts';
import { namesSigners, readPolicy, unsatisfiable } from '../../../judging/read-policy.ts';
import type { Trusting } from '../read-versions.ts';

/**
 * What holds, and whom it trusts: from the tip of the target branch alone.
 * @throws config_invalid, policy_unsatisfiable
 */
export const basePolicy = async (
  change: OpenChange,
  strict: boolean,
): Promise<{ readonly effective: EffectivePolicy; readonly trusting: Trusting }> => {
  const [file] = await change.files([POLICY_PATH]);
  const effective = readPolicy(file ?? null, { strict });
  const { policy } = effective;
  const [signers, revoked] = await change.files([policy.allowed_signers, policy.revoked_keys]);
  const wrong = unsatisfiable(policy, { signers: namesSigners(signers?.text ?? '') });
  if (wrong.length > 0)
    throw new OpenSessionError('policy_unsatisfiable', `no change can ever pass: ${wrong.join('; ')}`, {
      hint: `in ${POLICY_PATH}: rerun = true for the check, or ci_principals, their keys in ${policy.allowed_signers}, and a job with opensession gate witness`,
    });
  const trusting = {
    policy,
    signers: signers == null ? null : change.place('signers', signers.text),
    revoked: revoked == null ? null : change.place('revoked', revoked.text),
    roots: await change.roots(),
  };
  return { effective, trusting };
};
