import type { SessionPlace } from '../facts.ts';

export interface PlacedPath {
  /** Relative to the repository's root when inside it (`.` for the root itself), else absolute, below a home `~/…`; `/` separators. */
  readonly path: string;
  readonly inside: boolean;
  /** It is outside, and the repository may lie below it: what changes somewhere there may be a file of the repository. */
  readonly above?: true;
}

/** The root, where something changed whose path is not known. */
export const ROOT: PlacedPath = { path: '.', inside: true };

/** Where a change lies whose path is not known beyond a directory that holds it. The one place that excuses one as outside. */
export const changedBelow = (place: PlacedPath): PlacedPath => (place.above === true ? ROOT : place);

/**
 * Where a path of the log lies. Relative ones are taken from `cwd` (absolute, default the session's); `~` is the home of
 * the session's user. Backslashes are separators only in paths that begin with a drive or where the root does. What lies
 * in git's own directory is none of the repository's files.
 */
export const placePath = (place: SessionPlace, path: string, cwd: string | null = place.cwd): PlacedPath => {
  const { root, link, home } = basesOf(place);
  const absolute = normalised(absolutePath(place, path, { cwd, home }));
  const inside =
    root === null ? relativeOnly(absolute) : (below(absolute, root) ?? (link === null ? null : below(absolute, link)));
  if (inside !== null && isAbove(inside)) return { path: inside, inside: false, above: true };
  if (inside !== null && !/(?:^|\/)\.git(?:\/|$)/.test(inside)) return { path: inside, inside: true };
  const outside: PlacedPath = { path: shortened(absolute, home), inside: false };
  const roots = root === null ? [normalised(cwd ?? ''), normalised(place.cwd ?? '')] : [root, link ?? root];
  const holds = isAnchor(absolute, root, home) || roots.some((each) => each.startsWith(`${absolute}/`));
  return inside === null && holds ? { ...outside, above: true } : outside;
};

/** It leads out of a directory that is not known. */
const isAbove = (path: string): boolean => path === '..' || path.startsWith('../');

/** The root of all, and homes where it is not known that the repository lies elsewhere. */
const isAnchor = (absolute: string, root: string | null, home: string | null): boolean => {
  if (absolute === '/' || (home === null && /^~(?:\/\.\.)*$/.test(absolute))) return true;
  if (root !== null) return false;
  return absolute === '~' || HOME.exec(absolute)?.[0] === absolute || HOMES.test(absolute);
};

const HOMES = /^(?:\/(?:home|Users)|[A-Za-z]:(?:\/Users)?)$/;

interface Bases {
  readonly root: string | null;
  readonly link: string | null;
  readonly home: string | null;
}

/** Asked for with each path of a session. */
const BASES = new WeakMap<SessionPlace, Bases>();

const basesOf = (place: SessionPlace): Bases => {
  const known = BASES.get(place);
  if (known !== undefined) return known;
  const { root, root_by_link: link } = place;
  const bases = {
    root: root === null ? null : normalised(root),
    link: link === undefined ? null : normalised(link),
    home: homeOf(place),
  };
  BASES.set(place, bases);
  return bases;
};

/** The path from the root on; null outside. */
const below = (absolute: string, root: string): string | null => {
  if (absolute === root) return '.';
  const prefix = root === '/' ? root : `${root}/`;
  return absolute.startsWith(prefix) ? absolute.slice(prefix.length) : relativeOnly(absolute);
};

const relativeOnly = (path: string): string | null => (isRooted(path) ? null : path);

const HOME = /^(?:\/(?:home|Users)\/[^/]+|\/root|[A-Za-z]:\/Users\/[^/]+)(?=\/|$)/;

/** The session's, which need not be this machine's: a log may come from another. Null when nothing tells. */
const homeOf = ({ cwd, root, home }: SessionPlace): string | null => {
  const at = normalised(cwd ?? root ?? '');
  const own = home === null ? null : normalised(home);
  if (own !== null && own !== '' && (at === own || at.startsWith(`${own}/`))) return own;
  return HOME.exec(at)?.[0] ?? null;
};

/** One spelling for `~/a`, `$HOME/a` and `/home/ada/a`: the redactor would make them one anyway. */
const shortened = (absolute: string, home: string | null): string => {
  const found =
    home !== null && (absolute === home || absolute.startsWith(`${home}/`)) ? home : HOME.exec(absolute)?.[0];
  return found === undefined ? absolute : `~${absolute.slice(found.length)}`;
};

const absolutePath = (
  place: SessionPlace,
  path: string,
  { cwd, home }: { readonly cwd: string | null; readonly home: string | null },
): string => {
  const slashed = isWindows(path) || isWindows(place.root ?? '') ? driven(path) : path;
  if (slashed === '~' || slashed.startsWith('~/')) return home === null ? slashed : home + slashed.slice(1);
  if (isRooted(slashed)) return slashed;
  const base = cwd ?? place.root;
  return base === null ? slashed : `${base}/${slashed}`;
};

/** `/c/repo` of Git Bash is `c:/repo`. */
const driven = (path: string): string => path.replaceAll('\\', '/').replace(/^\/([A-Za-z])(?=\/|$)/, '$1:');

const isWindows = (path: string): boolean => /^[A-Za-z]:(?:[/\\]|$)/.test(path);

const isRooted = (path: string): boolean =>
  path === '~' || path.startsWith('/') || path.startsWith('~/') || isWindows(path);

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
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts[0] !== '~') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return ((rooted ? '/' : '') + parts.join('/')).replace(/^\/private(?=\/(?:tmp|var|etc)(?:\/|$))/, '');
};
