import type { SessionPlace } from '../facts.ts';

export interface PlacedPath {
  /** Relative to the repository's root when inside it (`.` for the root itself), else absolute; `/` separators. */
  readonly path: string;
  readonly inside: boolean;
}

/**
 * Where a path of the log lies. Relative ones are taken from `cwd` (absolute, default the session's); `~` is the home of
 * the session's user. Backslashes are separators only in paths that begin with a drive or where the root does.
 */
export const placePath = (place: SessionPlace, path: string, cwd: string | null = place.cwd): PlacedPath => {
  const root = place.root === null ? null : normalised(place.root);
  const absolute = normalised(absolutePath(place, path, cwd));
  if (root === null) return { path: absolute, inside: !isRooted(absolute) };
  if (absolute === root) return { path: '.', inside: true };
  const prefix = root === '/' ? root : `${root}/`;
  return absolute.startsWith(prefix)
    ? { path: absolute.slice(prefix.length), inside: true }
    : { path: absolute, inside: !isRooted(absolute) };
};

const absolutePath = (place: SessionPlace, path: string, cwd: string | null): string => {
  const slashed = isWindows(path) || isWindows(place.root ?? '') ? driven(path) : path;
  if (slashed === '~' || slashed.startsWith('~/')) return place.home === null ? slashed : place.home + slashed.slice(1);
  if (isRooted(slashed)) return slashed;
  const base = cwd ?? place.root;
  return base === null ? slashed : `${base}/${slashed}`;
};

/** `/c/repo` of Git Bash is `c:/repo`. */
const driven = (path: string): string => path.replaceAll('\\', '/').replace(/^\/([A-Za-z])(?=\/)/, '$1:');

const isWindows = (path: string): boolean => /^[A-Za-z]:[/\\]/.test(path);

const isRooted = (path: string): boolean => path.startsWith('/') || path.startsWith('~/') || isWindows(path);

/**
 * Without `.`, `..` and doubled separators; a drive in lower case. `..` above the start stays. macOS's `/private/tmp` is
 * `/tmp`: logs name it either way.
 */
const normalised = (path: string): string => {
  const slashed = isWindows(path) ? path.charAt(0).toLowerCase() + path.slice(1).replaceAll('\\', '/') : path;
  const rooted = slashed.startsWith('/');
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return ((rooted ? '/' : '') + parts.join('/')).replace(/^\/private(?=\/(?:tmp|var|etc)(?:\/|$))/, '');
};
