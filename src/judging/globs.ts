import picomatch from 'picomatch';

/** Whether a path is under any of these globs (`*` stays within a folder, `**` does not; a name that begins with a dot is no exception). */
export const globMatcher = (
  globs: readonly string[],
  { nocase }: { readonly nocase: boolean } = { nocase: false },
): ((path: string) => boolean) => {
  if (globs.length === 0) return () => false;
  // to an expression a line end is no character like others: a name that holds one would be under no glob
  const inLine = (text: string): string => text.replace(/[\n\r\u2028\u2029]/g, '_');
  const matches = picomatch(globs.map(inLine), { dot: true, nonegate: true, strictSlashes: true, nocase });
  // nor does a name that is no UTF-8 (`.//` before it) lie elsewhere
  return (path) => matches(inLine(path.replace(/^\.\/\//, '')));
};

/**
 * The same of what is guarded: there are file systems to which `makefile` is `Makefile`, and an accent is how it looks. And
 * a link or a submodule in place of one of its folders has files of its own behind it, as a file there (`LICENSE` of
 * `license/**`) has not.
 */
export const guardMatcher = (
  globs: readonly string[],
  leadsAway: (path: string) => boolean,
): ((path: string) => boolean) => {
  const among = (some: readonly string[]): ((path: string) => boolean) =>
    globMatcher(
      some.map((glob) => glob.normalize()),
      { nocase: true },
    );
  const isGuarded = among(globs);
  const isFolder = among(globs.flatMap(foldersOf));
  return (path) => isGuarded(path.normalize()) || (leadsAway(path) && isFolder(path.normalize()));
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

/** Why a glob, as people write them for other tools, would match nothing here; undefined: it may match. */
export const wrongInGlob = (glob: string): string | undefined => {
  if (glob.startsWith('!')) return 'begins with !: nothing is taken out again';
  if (glob.startsWith('/')) return 'begins with /: paths are from the root already';
  if (glob.endsWith('/')) return `ends with /: what lies below a folder is ${glob}**`;
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
