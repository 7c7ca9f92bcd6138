/**
 * A remote's address without what may be a secret: user and password, query and fragment. The user `git` of ssh stays.
 * null for an address that names a program (`ext::…`) instead of a place, and for one with white space elsewhere than in a
 * path: what git says of it could not be stripped.
 */
export const stripCredentials = (address: string): string | null => {
  const url = address.trim();
  if (url === '' || /\p{Cc}/u.test(url) || /^[A-Za-z0-9.+-]+::/.test(url)) return null;
  const scheme = /^[A-Za-z][A-Za-z0-9.+-]*:\/\//.exec(url)?.[0];
  if (scheme !== undefined)
    return !/^file:/i.test(scheme) && /\s/.test(url) ? null : stripUrl(scheme, url.slice(scheme.length));
  // `user@host:path` of ssh; a path of this machine has a slash before any colon.
  const colon = url.indexOf(':');
  const isRemote = colon > 1 && !/[/\\]/.test(url.slice(0, colon));
  if (!isRemote) return url;
  const host = url.slice(0, colon);
  return /\s/.test(host) ? null : `${withoutUser(host)}${url.slice(colon)}`;
};

/**
 * A text of git's with each address in it stripped. An address ends at white space, but for the quotes and the punctuation
 * that git puts behind it: what a query holds may have quotes as well.
 */
export const stripAddresses = (text: string): string =>
  text.replace(/[A-Za-z][A-Za-z0-9.+-]{0,30}:\/\/\S+/g, (found) => {
    const end = /['"`)\]>:;,.]{0,4}$/.exec(found)?.[0] ?? '';
    return `${stripCredentials(found.slice(0, found.length - end.length)) ?? '[address]'}${end}`;
  });

const stripUrl = (scheme: string, rest: string): string => {
  const plain = rest.split(/[?#]/, 1)[0] ?? '';
  const slash = plain.indexOf('/');
  const host = slash < 0 ? plain : plain.slice(0, slash);
  // A password with a slash in it ends the host too early: what follows the colon is then no port.
  const cutPassword = !host.includes('@') && /:(?!\d*$)/.test(host) && !host.startsWith('[');
  if (cutPassword) return `${scheme}${plain.slice(plain.lastIndexOf('@') + 1)}`;
  const kept = /^(?:git\+)?ssh/i.test(scheme) ? withoutUser(host) : host.slice(host.lastIndexOf('@') + 1);
  return `${scheme}${kept}${slash < 0 ? '' : plain.slice(slash)}`;
};

const withoutUser = (host: string): string => {
  const at = host.lastIndexOf('@');
  return host.slice(0, at) === 'git' ? host : host.slice(at + 1);
};
