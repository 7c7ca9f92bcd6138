import type { SignatureState } from './signature-state.ts';
import { error, type Found, note, type VerifyCheck, warning } from './verify-check.ts';

export const signature: VerifyCheck = {
  id: 'signature',
  description: 'a signature is about this very version, and made by somebody who is trusted',
  integrity: true,
  find: ({ signature: { state, by, reason } }) => FOUND[state](by, reason),
};

type Telling = (by: string | null, reason: string | null) => readonly Found[];

const FOUND: { readonly [state in SignatureState['state']]: Telling } = {
  signed: () => [],
  unsigned: () => [note('unsigned')],
  untrusted: (by, reason) => [note(`untrusted: signed by ${by ?? 'somebody'}, and ${reason}`, ALLOW)],
  unknown: (_, reason) => [warning(`its signature cannot be judged: ${reason}`)],
  invalid: (_, reason) => [error(`its signature is invalid: ${reason}`)],
};

const ALLOW = 'if you trust that key, name it: git config --global gpg.ssh.allowedSignersFile FILE';
