/** Files that one command took away, moved or copied without a name for each. */
export interface Swept<Text extends string = string> {
  /** The folder (or file) that it names; with `names` a pattern. */
  readonly path: Text;
  /**
   * `*` and `?` are of one name, which may begin with a dot (`all`) or does not (`shown`), or of whole paths (`paths`, as
   * git reads them). `**` is any folders, and to git a `*`.
   */
  readonly names?: 'shown' | 'all' | 'paths';
  /** Of the pattern's last name capitals are small letters as well. */
  readonly fold?: true;
  /** Not one whose path `xargs` reads as something else: as more than one of blanks, or of quotes and backslashes alone. */
  readonly but?: 'blanks' | 'quotes';
  /** What lies below a folder that it means went too. */
  readonly deep: boolean;
  /** Where they went; absent: they are gone. */
  readonly to?: Text;
  /** `to` is the folder that they went into; else perhaps what the folder is called now. */
  readonly into?: true;
  /** They are still where they were. */
  readonly kept?: true;
  /** And can be run now, or no more, or nobody knows (`?`): nothing else of them was changed. */
  readonly mode?: '+x' | '-x' | '?';
  /** There again afterwards, with what lies below: seen, or put back. */
  readonly again?: readonly Text[];
}

/** Whether a path was meant. */
export const isSwept = (swept: Swept): ((at: string) => boolean) => {
  const { path, names, deep, fold, but } = swept;
  if (names === undefined) return (at) => at === path || (deep && at.startsWith(`${path}/`));
  const meant = new RegExp(`^${expressionOf(path, names, fold)}${deep ? '(?:/.*)?' : ''}$`, 's');
  const isLikely = likely(swept);
  return (at) => isLikely(at) && meant.test(at) && (but === undefined || !MISREAD[but].test(at));
};

const MISREAD = { blanks: /[\s'"\\]/, quotes: /[\n'"\\]/ } as const;

/** What stands in a pattern as it is tells most paths apart, and takes a tenth of the time that an expression does. */
const likely = (swept: Swept): ((at: string) => boolean) => {
  const { path, names, deep, fold } = swept;
  const isLoose = deep || fold === true;
  const beginning = /^[^*?]*/.exec(isLoose ? `${folderOf(swept)}*` : path)?.[0] ?? '';
  const name = isLoose ? '*' : path.slice(path.lastIndexOf('/') + 1);
  const first = names === 'paths' ? '' : (/^[^*?]*/.exec(name)?.[0] ?? '');
  const last = /[^*?]*$/.exec(name)?.[0] ?? '';
  return (at: string): boolean =>
    at.startsWith(beginning) && at.endsWith(last) && (first === '' || at.startsWith(first, at.lastIndexOf('/') + 1));
};

const expressionOf = (path: string, names: Swept['names'], fold?: true): string => {
  let groups = 0;
  /** What stands between two stars is looked for once, where it comes first: no name, however long, takes long. */
  const looking = (part: string, any: string): string => {
    const [first = '', ...others] = part.split(/\*+/).map((text) => plainExpression(text, any));
    const last = others.pop();
    const between = others.map((text) => `(?=(${any}*?${text}))\\${++groups}`);
    return first + between.join('') + (last === undefined ? '' : `${any}*${last}`);
  };
  if (names === 'paths') return looking(path, '.');
  const parts = path.split('/').map((part, at, { length }) => {
    if (part === '**') return '(?:[^/]+/)*';
    const name = `${names === 'shown' && /^[*?]/.test(part) ? '(?!\\.)' : ''}${looking(part, '[^/]')}`;
    return at < length - 1 ? `${name}/` : fold === true ? `(?i:${name})` : name;
  });
  return parts.join('');
};

const plainExpression = (text: string, any: string): string =>
  text.replace(/[.+^${}()|[\]\\-]/g, '\\$&').replaceAll('?', any);

/** What a file that was meant is called where it went, as far as the line tells: one of these. */
export const arrivalsOf = ({ path, to, into }: Swept, at: string): readonly string[] => {
  if (to === undefined) return [];
  const parts = at.split('/');
  const depth = path.split('/').length;
  const places = into === true ? [parts.slice(depth - 1)] : [parts.slice(depth - 1), parts.slice(depth)];
  return places.map((names) => [...(to === '.' ? [] : [to]), ...names].join('/'));
};

/** Whether a path was meant that is there no more: not copied, and not there again. */
export const takesAway = (swept: Swept): ((at: string) => boolean) =>
  swept.kept === true ? () => false : isStillSwept(swept);

/** Whether a path was meant, and is not there again as it was before. */
export const isStillSwept = (swept: Swept): ((at: string) => boolean) => {
  const [isMeant, isAgain] = [isSwept(swept), atOrBelow(swept.again ?? [])];
  return (at) => isMeant(at) && !isAgain(at);
};

const atOrBelow = (places: readonly string[]): ((at: string) => boolean) => {
  const known = new Set(places);
  return (path) => {
    if (known.size === 0) return false;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
      if (known.has(path.slice(0, end))) return true;
    return false;
  };
};

/**
 * Where a file may stand after all of them, in the order of their time: what was moved once may be moved again. null: none
 * took it away.
 */
export const placesAfter = (sweeps: readonly Swept[]): ((at: string) => readonly string[] | null) => {
  const ways = sweeps.map((swept) => ({ swept, takes: takesAway(swept) }));
  return (at) => {
    let places: readonly string[] = [at];
    for (const { swept, takes } of ways)
      if (places.some(takes))
        places = places.flatMap((place) => (takes(place) ? arrivalsOf(swept, place) : [place])).slice(0, MOST_PLACES);
    return places.includes(at) ? null : places;
  };
};

/** Each way has two at most. */
const MOST_PLACES = 16;

/** Below which all lies that it means. */
export const folderOf = ({ path, names }: Pick<Swept, 'path' | 'names'>): string => {
  const parts = path.split('/');
  const open = names === undefined ? -1 : parts.findIndex((part) => /[*?]/.test(part));
  return open === -1 ? path : parts.slice(0, open).join('/');
};
