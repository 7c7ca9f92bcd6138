/** Asked of every caller: one that forgets it would tell a home that lies where no rule looks. */
export interface OwnHome {
  /** Absolute; '': there is none. */
  readonly home: string;
}

/**
 * The home of whoever runs this, wherever it lies: the rules know homes by the places where systems put them, this one
 * is known by name. Also in a folder that is named after a path in it (Claude Code: `projects/-data-ada-shop`).
 */
export const withoutHome = (home: string): ((text: string) => string) => {
  const path = home.replace(/[/\\]+$/, '');
  if (path.length < 2) return (text) => text;
  const slug = path.replace(/[^A-Za-z0-9]/g, '-');
  const spellings = [path, path.replaceAll('\\', '/'), path.replaceAll('\\', '\\\\')].map((each) => escaped(each));
  const whole = new RegExp(`(?<![\\w.~$%-])(?:${[...new Set(spellings)].join('|')})(?![\\w.-])`, 'g');
  const folder = new RegExp(`(?<=[/\\\\]-?)${escaped(slug)}(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(whole, '~').replace(folder, '~');
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
