import { DEFAULT_POLICY } from '../../domain/default-policy.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { type EffectivePolicy, POLICY_PATH, policyAt } from '../../domain/policy.ts';
import type { NoFile } from '../../git/change/no-file.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { namesSigners, type PolicyOptions, readPolicy, unsatisfiable } from '../../judging/read-policy.ts';
import { behindLinks } from './behind-links.ts';
import { withConfigured } from './configured-definition.ts';
import { withOwnScripts } from './own-scripts.ts';
import { soughtChecks } from './sought-checks.ts';
import type { Trusting } from './trusting.ts';

export interface BasePolicy {
  readonly effective: EffectivePolicy;
  readonly trusting: Trusting;
}

/** What holds, and whom it trusts: from the tip of the target branch alone. @throws config_invalid, policy_unsatisfiable */
export const basePolicy = async (change: OpenChange, options: PolicyOptions): Promise<BasePolicy> => {
  // what most policies name is read along: a process less
  const usual = [DEFAULT_POLICY.allowed_signers, DEFAULT_POLICY.revoked_keys];
  const [file, ...rest] = await change.files([POLICY_PATH, ...usual]);
  const read_from = { ref: change.base_ref, commit: change.base };
  const [wrongPolicy, ...wrongUsual] = await change.noFiles([POLICY_PATH, ...usual]);
  refuseNoFiles(read_from, [wrongPolicy]);
  const said = readPolicy(file ?? null, { ...options, read_from });
  const policy = await behindLinks(change, withOwnScripts(await withConfigured(change, said.policy)));
  const effective = { ...said, policy };
  const named = [policy.allowed_signers, policy.revoked_keys];
  const isUsual = named.join('\n') === usual.join('\n');
  refuseNoFiles(read_from, isUsual ? wrongUsual : await change.noFiles(named));
  const [signers, revoked] = isUsual ? rest : await change.files(named);
  const here = { signers: namesSigners(signers?.text ?? ''), unrecordable: await unrecordable(change, effective) };
  const wrong = unsatisfiable(policy, here);
  if (wrong.length > 0)
    throw new OpenSessionError(
      'policy_unsatisfiable',
      `no change can ever pass by ${policyAt(read_from)}: ${wrong.join('; ')}`,
      {
        hint: `in ${POLICY_PATH} on that branch: rerun = true for the check (of several in one command each may be a required one), or ci_principals, their keys in ${policy.allowed_signers}, and a job with opensession gate witness`,
      },
    );
  let roots: Promise<readonly string[]> | undefined;
  const trusting = {
    policy,
    signers: signers == null ? null : change.place('signers', signers.text),
    revoked: revoked == null ? null : change.place('revoked', revoked.bytes),
    // the whole history is walked for them: only where a signature asks
    roots: () => (roots ??= change.roots()),
  };
  return { effective, trusting };
};

/**
 * A folder or a submodule in place of the policy would be no policy, and the target of a link would be read as one: only
 * its mode tells it from a file.
 * @throws config_invalid
 */
const refuseNoFiles = (
  read_from: EffectivePolicy['read_from'],
  found: readonly (NoFile | null | undefined)[],
): void => {
  const [wrong] = found.filter((one) => one != null);
  if (wrong === undefined) return;
  throw new OpenSessionError(
    'config_invalid',
    `${policyAt(read_from)}: expected a file, found that ${wrong.path} is a ${wrong.kind}`,
    { hint: 'put a file in its place on that branch' },
  );
};

/**
 * Checks that stand and fall with a signed record, and are more than one tells of: each part of them may be in one. By
 * default that is a warning, and a record of a part that failed still counts against them.
 */
const unrecordable = async (
  change: OpenChange,
  { policy: { accept, required_checks }, strict }: Pick<EffectivePolicy, 'policy' | 'strict'>,
): Promise<ReadonlySet<string>> => {
  const signed = strict && accept.includes('vouched') ? required_checks : [];
  const sought = signed.length === 0 ? [] : [...(await soughtChecks(change, signed))];
  return new Set(sought.flatMap(([name, one]) => ('parts' in one ? [name] : [])));
};
