/** Where a remote is, as far as its address says. Pure text: nothing is asked. */

export interface RemoteAddress {
  readonly transport: 'https' | 'http' | 'ssh' | 'file';
  /** Lower case, with a port if one is named; null for a place on this machine. */
  readonly host: string | null;
  /** Without slashes at its ends and without `.git`: `owner/name` on a forge. */
  readonly path: string;
}

/**
 * undefined for what handoffs are never sent to: a transport that is none of https, ssh and file (`ext::`, `git://` …),
 * http to another machine than this one, an option in the place of a host.
 */
export const parseRemoteAddress = (address: string): RemoteAddress | undefined => {
  if (address === '' || address.startsWith('-') || /[\p{Cc}]/u.test(address)) return undefined;
  if (/^[A-Za-z0-9.+-]+::/.test(address)) return undefined;
  const url = /^([A-Za-z][A-Za-z0-9.+-]*):\/\/(.*)$/.exec(address);
  if (url !== null) return ofUrl((url[1] ?? '').toLowerCase(), url[2] ?? '');
  // `user@host:path` of ssh; a path of this machine has a slash before any colon, or a drive's letter.
  const [, user = '', host = '', path = ''] = /^([^/\\@:]*@)?([^/\\:]{2,}|\[[^\]]*\]):(.*)$/.exec(address) ?? [];
  if (host !== '') return host.startsWith('-') || user.startsWith('-') ? undefined : place('ssh', host, path);
  return { transport: 'file', host: null, path: plainPath(address) };
};

const ofUrl = (scheme: string, rest: string): RemoteAddress | undefined => {
  if (scheme === 'file') return { transport: 'file', host: null, path: plainPath(rest) };
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (host === '' || host.startsWith('-') || authority.startsWith('-')) return undefined;
  const path = slash < 0 ? '' : (rest.slice(slash).split(/[?#]/, 1)[0] ?? '');
  if (scheme === 'https') return place('https', host, path);
  if (scheme === 'ssh' || scheme === 'git+ssh' || scheme === 'ssh+git') return place('ssh', host, path);
  return scheme === 'http' && isThisMachine(host) ? place('http', host, path) : undefined;
};

const isThisMachine = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host);

const place = (transport: RemoteAddress['transport'], host: string, path: string): RemoteAddress => ({
  transport,
  host: host.toLowerCase(),
  path: plainPath(path),
});

const plainPath = (path: string): string =>
  path
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '')
    .replace(/\/+$/, '');
