import picomatch from 'picomatch';
import { OpenSessionError } from '../domain/errors.ts';
import { depthOf, isSoonDone } from './glob-cost.ts';
import { type Timed, TimeUsedUp, timed } from './timed.ts';

interface GlobOptions {
  readonly nocase?: boolean;
  /** What it is going to be asked, as far as that is known: compared at once, for each watch has its price. */
  readonly ahead?: readonly string[];
  /** Of all that one matcher is asked, milliseconds beyond those for each comparison. */
  readonly most?: number;
  /** Instead of its own: what several matchers have together. */
  readonly time?: Timed;
}

/** For as many matchers as a policy makes: each with a time of its own, many would take as often as long. */
export const timeOfMatchers = (): Timed => timed(MOST_MS);

/**
 * Whether a path is under any of these globs (`*` stays within a folder, `**` does not; a name that begins with a dot is no exception).
 * What it returns throws config_invalid where that takes too long: a change chooses its paths, and can choose such as
 * an expression tries in more ways than anybody could wait for.
 */
export const globMatcher = (
  globs: readonly string[],
  { nocase = false, ahead = [], most = MOST_MS, time = timed(most) }: GlobOptions = {},
): ((path: string) => boolean) => {
  if (globs.length === 0) return () => false;
  // to an expression a line end is no character like others: a name that holds one would be under no glob
  const inLine = (text: string): string => text.replace(/[\n\r\u2028\u2029]/g, '_');
  const all = globs.map((glob) => ({
    glob,
    matches: picomatch(inLine(glob), { dot: true, nonegate: true, strictSlashes: true, nocase }),
    isSoon: isSoonDone(glob),
  }));
  const known = new Map<string, boolean>();
  let current = { glob: '', path: '' };
  const compare = (path: string): boolean => {
    // nor does a name that is no UTF-8 (`.//` before it) lie elsewhere
    const line = inLine(path.replace(/^\.\/\//, ''));
    return all.some(({ glob, matches }) => {
      current = { glob, path };
      return matches(line);
    });
  };
  let open = ahead;
  let spent: OpenSessionError | undefined;
  return (path) => {
    if (spent !== undefined) throw spent;
    const before = known.get(path);
    if (before !== undefined) return before;
    const asked = [path, ...open];
    open = [];
    time.allow(asked.length * all.length * MS_EACH);
    let next = 0;
    const compareAll = (): void => {
      for (let one = asked[next]; one !== undefined; one = asked[++next]) known.set(one, compare(one));
    };
    try {
      if (asked.length === 1 && all.every(({ isSoon }) => isSoon(path))) time.spend(compareAll);
      else time.watched(compareAll);
    } catch (error) {
      throw error instanceof TimeUsedUp ? (spent = tooLong(current)) : error;
    }
    return known.get(path) === true;
  };
};

/** Of the processor. A comparison of a path and a glob as people write them takes up to three microseconds. */
const MOST_MS = 5000;
const MS_EACH = 0.02;

const shown = (text: string): string => JSON.stringify(text.slice(0, 200));

const tooLong = ({ glob, path }: { readonly glob: string; readonly path: string }): OpenSessionError =>
  new OpenSessionError(
    'config_invalid',
    `the glob ${shown(glob)} takes too long to be compared with paths such as ${shown(path)}`,
    { hint: 'remove that path from the change, or write the glob with fewer wildcards and without +( ) and *( )' },
  );

interface GuardOptions extends Pick<GlobOptions, 'time'> {
  readonly paths: ReadonlySet<string>;
  readonly away: ReadonlySet<string>;
}

/**
 * The same of what is guarded: there are file systems to which `makefile` is `Makefile`, and an accent is how it looks. And
 * a link or a submodule in place of one of its folders has files of its own behind it, as a file there (`LICENSE` of
 * `license/**`) has not.
 */
export const guardMatcher = (
  globs: readonly string[],
  { paths, away, time = timeOfMatchers() }: GuardOptions,
): ((path: string) => boolean) => {
  const among = (some: readonly string[], asked: ReadonlySet<string>): ((path: string) => boolean) =>
    globMatcher(
      some.map((glob) => glob.normalize()),
      { nocase: true, ahead: [...asked].map((path) => path.normalize()), time },
    );
  const isGuarded = among(globs, paths);
  const isFolder = among(globs.flatMap(foldersOf), away);
  return (path) => isGuarded(path.normalize()) || (away.has(path) && isFolder(path.normalize()));
};

/** Those with names: `a/b/*.js` → `a`, `a/b` */
const foldersOf = (glob: string): readonly string[] => {
  const anywhere = /^(?:\*\*\/)*/.exec(glob)?.[0] ?? '';
  return plainPaths(glob.slice(anywhere.length)).flatMap((one) => {
    const parts = one.split('/');
    const open = parts.findIndex(isOpen);
    const folders = parts.slice(0, open === -1 ? -1 : open);
    return folders.map((_, at) => `${anywhere}${folders.slice(0, at + 1).join('/')}`);
  });
};

/** `{a,b}{a,b}…`: each pair doubles what it stands for, and nobody could wait for it. */
const MOST_NAMES = 4096;

/** Of one glob: what it is made into is read in a time that grows with both. */
const MOST_CHARACTERS = 1000;
const MOST_DEPTH = 10;

/** Why a glob, as people write them for other tools, would match nothing here; undefined: it may match. */
export const wrongInGlob = (glob: string): string | undefined => {
  if (glob.startsWith('!')) return 'begins with !: nothing is taken out again';
  if (glob.startsWith('/')) return 'begins with /: paths are from the root already';
  if (glob.endsWith('/')) return `ends with /: what lies below a folder is ${glob}**`;
  if (glob.length > MOST_CHARACTERS) return `has more than ${MOST_CHARACTERS} characters`;
  if (depthOf(glob) > MOST_DEPTH) return `has groups in groups, more than ${MOST_DEPTH} deep`;
  const names = [...glob.matchAll(/\{([^{}]*)\}/g)].reduce((all, [, words = '']) => all * words.split(',').length, 1);
  if (names > MOST_NAMES) return `stands for more than ${MOST_NAMES} names`;
  const opened = (open: string, close: string): boolean => glob.split(open).length !== glob.split(close).length;
  return opened('[', ']') || opened('{', '}') ? 'has a bracket that is not closed' : undefined;
};

/** A path as a glob of it alone. */
export const asGlob = (path: string): string => path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

/** The folders and the name with which a glob begins, as a path, and what is left: `a/b/*.js` is `a/b` and `*.js`. */
export const splitGlob = (glob: string): { readonly plain: string; readonly rest: string } => {
  const parts = glob.split('/');
  const open = parts.findIndex(isOpen);
  const plain = open === -1 ? parts : parts.slice(0, open);
  return { plain: plain.join('/').replace(/\\(.)/g, '$1'), rest: open === -1 ? '' : parts.slice(open).join('/') };
};

/** One part of a glob, if it may be several names. */
const isOpen = (part: string): boolean => /[*?[\]{}()!+@|]/.test(part.replace(/\\./g, ''));

/** `{a,b}.c` → `a.c`, `b.c` */
export const plainPaths = (glob: string): readonly string[] => {
  const [, before = '', words, after = ''] = /^([^{}]*)\{([^{}]*)\}(.*)$/s.exec(glob) ?? [];
  return words === undefined ? [glob] : words.split(',').flatMap((word) => plainPaths(`${before}${word}${after}`));
};
