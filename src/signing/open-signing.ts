import { type Signature, type Statement, payloadOf } from '../domain/signature.ts';
import type { Judged, TrustedFiles } from './judge.ts';
import type { SigningSettings } from './settings.ts';
import type { Programs, Signed } from './sign.ts';
import type { SigningKey } from './sign-with-key.ts';

/** The person's signatures in one repository: made with their own key, and judged by whom they trust. */
export interface Signing {
  /** null: the person does not sign. After a failure nothing is tried again: what hangs costs its time once. */
  sign(version: Omit<Statement, 'repository'>): Promise<Signed | null>;
  /** With a key that was handed over, whatever the person's settings say. */
  signWith(payload: string, key: SigningKey): Promise<Signed>;
  /** What hangs is not tried again here either. @param trusted instead of the files that the person's settings name; `revoked` null: no key is */
  judge(signature: Signature, trusted?: TrustedFiles): Promise<Judged>;
  /** Ids of the root commits of HEAD; null: they cannot be told. */
  repository(): Promise<readonly string[] | null>;
}

/** Long enough for an agent that has to be started; what takes longer waits for a person. */
const LIMIT_MS = 2000;
/** Who verifies asks nobody: a machine that is busy is slow, and its verdict should not be another one. */
const VERIFY_LIMIT_MS = 20_000;

export const openSigning = (how: {
  /** Of git, as the person set it: nothing that lies in a repository. */
  readonly settings: () => Promise<SigningSettings>;
  readonly roots: (which: 'first' | 'all') => Promise<readonly string[] | null>;
  readonly env: Programs['env'];
  readonly limitMs?: number | undefined;
}): Signing => {
  let settings: Promise<SigningSettings> | undefined;
  let all: ReturnType<Signing['repository']> | undefined;
  let failed: Signed | undefined;
  const hung = new Map<Signature['format'], Judged>();
  const programs = async (usual = LIMIT_MS): Promise<Programs> => ({
    settings: await (settings ??= how.settings()),
    env: how.env,
    limitMs: how.limitMs ?? usual,
  });
  return {
    repository: () => (all ??= how.roots('all')),
    judge: async (signature, trusted) => {
      const before = hung.get(signature.format);
      if (before !== undefined) return before;
      const { judge, TOO_LONG } = await import('./judge.ts');
      const judged = await judge(signature, await programs(VERIFY_LIMIT_MS), trusted);
      if (judged === TOO_LONG) hung.set(signature.format, judged);
      return judged;
    },
    signWith: async (payload, key) => (await import('./sign-with-key.ts')).signWithKey(payload, key, await programs()),
    sign: async (version) => {
      const known = await programs();
      if (!known.settings.wanted) return null;
      if (failed !== undefined) return failed;
      const repository = await how.roots('first');
      if (repository === null)
        return { unsigned: 'no first commit tells the repository (none yet, or a shallow history)' };
      const { sign } = await import('./sign.ts');
      const signed = await sign(payloadOf({ ...version, repository }), known);
      if ('unsigned' in signed) failed = signed;
      return signed;
    },
  };
};
