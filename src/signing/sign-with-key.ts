import { withFiles } from './scratch.ts';
import { type Programs, type Signed, signedWithSsh } from './sign.ts';

/** A private ssh key that a job was given: a file of its own, or its text. Without a passphrase, as nobody is there. */
export type SigningKey = { readonly path: string } | { readonly text: string };

/** Signs a text with exactly this key, whatever the person's settings say. Never throws, never asks. */
export const signWithKey = (payload: string, key: SigningKey, programs: Programs): Promise<Signed> =>
  'path' in key
    ? signFrom(key.path, payload, programs)
    : // a secret's last line end is easily lost on its way into a variable, and ssh-keygen wants it
      withFiles([`${key.text.replaceAll('\r\n', '\n').trimEnd()}\n`], (path = '') => signFrom(path, payload, programs));

// a file of ours may not be led to another key by an agent that holds one of the same name
const signFrom = (path: string, payload: string, programs: Programs): Promise<Signed> =>
  signedWithSsh(payload, ['-f', path], { ...programs, env: { ...programs.env, SSH_AUTH_SOCK: undefined } });
