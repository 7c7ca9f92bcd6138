import { OpenSessionError } from '../../domain/errors.ts';

/** How a remote is reached by who runs a gate: an address, and a secret if it takes one. */
export interface RemoteAccess {
  readonly url: string;
  /** Of the secret; forges take any name with a token, but for GitLab's job token, which wants `gitlab-ci-token`. */
  readonly user?: string | undefined;
  /** Token or password: sent to the host of the address alone, and never part of an argument. */
  readonly token?: string | undefined;
}

export interface PlainAccess {
  /** Without a secret. */
  readonly address: string;
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/** @throws usage for a secret that is none of http */
export const plainAccess = ({ url, user, token }: RemoteAccess): PlainAccess => {
  const parsed = /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) {
    if (token === undefined || !/^(?:ssh|git)|@/.test(url)) return { address: url, settings: [] };
    throw new OpenSessionError('usage', 'expected a token with an address of https, found it with another', {
      hint: 'reached by ssh, a remote takes a key: leave the token out',
    });
  }
  const secret = token ?? (parsed.password === '' ? undefined : decodeURIComponent(parsed.password));
  const name = user ?? (parsed.username === '' ? 'x-access-token' : decodeURIComponent(parsed.username));
  parsed.username = '';
  parsed.password = '';
  if (secret === undefined) return { address: parsed.href, settings: [] };
  const key = `http.${parsed.origin}/.extraHeader`;
  const basic = Buffer.from(`${name}:${secret}`, 'utf8').toString('base64');
  // an empty value first: headers that the user's settings add for this host are not sent beside ours
  return {
    address: parsed.href,
    settings: [
      [key, ''],
      [key, `Authorization: Basic ${basic}`],
    ],
  };
};
