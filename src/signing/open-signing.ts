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
  /** @param trusted instead of the files that the person's settings name; `revoked` null: no key is */
  judge(signature: Signature, trusted?: TrustedFiles): Promise<Judged>;
  /** Ids of the root commits of HEAD; null: they cannot be told. */
  repository(): Promise<readonly string[] | null>;
}

/** Long enough for an agent that has to be started; what takes longer waits for a person. */
const LIMIT_MS = 2000;

export const openSigning = (how: {
  /** Of git, as the person set it: nothing that lies in a repository. */
  readonly settings: () => Promise<SigningSettings>;
  readonly roots: (which: 'first' | 'all') => Promise<readonly string[] | null>;
  readonly env: Programs['env'];
  readonly limitMs?: number | undefined;
}): Signing => {
  const limitMs = how.limitMs ?? LIMIT_MS;
  let settings: Promise<SigningSettings> | undefined;
  let all: ReturnType<Signing['repository']> | undefined;
  let failed: Signed | undefined;
  const programs = async (): Promise<Programs> => ({
    settings: await (settings ??= how.settings()),
    env: how.env,
    limitMs,
  });
  return {
    repository: () => (all ??= how.roots('all')),
    judge: async (signature, trusted) => (await import('./judge.ts')).judge(signature, await programs(), trusted),
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
