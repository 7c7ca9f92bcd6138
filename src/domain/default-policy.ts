import type { Policy } from './policy.ts';

/** What holds where a policy says nothing (design: §4). An honest author of ordinary work passes, and is told what is weak. */
export const DEFAULT_POLICY: Policy = {
  require: 'agent-commits',
  exempt_actors: [],
  accept: ['rerun', 'witnessed', 'vouched', 'recorded'],
  min_binding: 'patch',
  max_unclaimed: 0,
  ignore: [],
  protect: [],
  inert: [],
  required_checks: [],
  require_signed: false,
  allowed_signers: '.opensession/allowed_signers',
  revoked_keys: '.opensession/revoked_keys',
  ci_principals: [],
  wait_seconds: 30,
  severity: {},
};

/** What `--strict` puts in place of the defaults; what a policy says itself goes before. */
export const STRICT_POLICY = {
  require: 'always',
  accept: ['rerun', 'witnessed'],
  wait_seconds: 60,
} as const satisfies Partial<Policy>;
