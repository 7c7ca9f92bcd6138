/** What a cmdlet on files does, as words of a POSIX program and a file that is written. */
export interface Meaning {
  readonly argv: readonly string[];
  readonly write?: { readonly path: string; readonly append: boolean };
}

type Cmdlet = (given: readonly string[]) => Meaning;

const PATHS = /^-(?:path|literalpath|filepath|destination|newname)$/i;
const SWITCHES = /^-(?:force|recurse|append|nonewline|passthru|confirm|whatif|noclobber)(?::|$)/i;

/** Paths in their order, named or not; the values of other options are left out. */
export const pathsIn = (given: readonly string[]): readonly string[] => {
  const paths: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? '';
    if (!word.startsWith('-')) paths.push(word);
    else if (!PATHS.test(word) && !SWITCHES.test(word)) at++;
  }
  return paths.flatMap((path) => path.split(',')).map((path) => path.replaceAll('\\', '/'));
};

const hasSwitch = (given: readonly string[], name: string): boolean =>
  given.some((word) => word.toLowerCase() === `-${name}`);

const removes: Cmdlet = (given) => {
  const options = [...(hasSwitch(given, 'recurse') ? ['-r'] : []), ...(hasSwitch(given, 'force') ? ['-f'] : [])];
  return hasSwitch(given, 'whatif') ? { argv: ['true'] } : { argv: ['rm', ...options, '--', ...pathsIn(given)] };
};

const writes =
  (append: boolean): Cmdlet =>
  (given) => {
    const [path] = pathsIn(given);
    if (path === undefined) return { argv: ['Set-Content'] };
    return { argv: ['Set-Content'], write: { path, append: append || hasSwitch(given, 'append') } };
  };

const as =
  (program: string): Cmdlet =>
  (given) => ({ argv: [program, ...(hasSwitch(given, 'recurse') ? ['-r'] : []), '--', ...pathsIn(given)] });

const renames: Cmdlet = (given) => ({ argv: ['mv', '--', ...besideFirst(pathsIn(given))] });

/** The new name of a file is one beside it. */
export const besideFirst = ([first = '', ...names]: readonly string[]): readonly string[] => {
  const directory = first.slice(0, first.lastIndexOf('/') + 1);
  return [first, ...names.map((name) => (name.includes('/') ? name : directory + name))];
};

const makes: Cmdlet = (given) => {
  const isDirectory = given.some((word, at) => /^-(?:itemtype|type)$/i.test(given[at - 1] ?? '') && /^dir/i.test(word));
  return { argv: [isDirectory ? 'mkdir' : 'touch', '--', ...pathsIn(given)] };
};

/** Cmdlets on files, as the POSIX programs that do the same; names in lower case. */
export const CMDLETS: ReadonlyMap<string, Cmdlet> = new Map<string, Cmdlet>([
  ['remove-item', removes],
  ['ri', removes],
  ['del', removes],
  ['rm', removes],
  ['set-content', writes(false)],
  ['sc', writes(false)],
  ['out-file', writes(false)],
  ['clear-content', writes(false)],
  ['add-content', writes(true)],
  ['move-item', as('mv')],
  ['rename-item', renames],
  ['rni', renames],
  ['ren', renames],
  ['copy-item', as('cp')],
  ['new-item', makes],
  ['ni', makes],
]);
