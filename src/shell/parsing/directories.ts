/**
 * Joins a directory change to the directory before it. `''` is where the line began; an absolute path, a drive or `~`
 * starts anew; `.` and `..` are resolved as far as the text allows.
 */
export const joinDirectory = (base: string, directory: string): string => {
  const text = directory.replaceAll('\\', '/');
  const whole = base === '' || isRooted(text) ? text : `${base}/${text}`;
  const [anchor, rest] = anchorOf(whole);
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue;
    const above = parts.at(-1);
    if (part !== '..') parts.push(part);
    else if (above !== undefined && above !== '..') parts.pop();
    else if (anchor === '' || anchor === '~/') parts.push('..');
  }
  const joined = anchor + parts.join('/');
  return joined.length > 1 && joined.endsWith('/') && !/^[A-Za-z]:\/$/.test(joined) ? joined.slice(0, -1) : joined;
};

/** Absolute, from a drive, or from the home directory. */
export const isRooted = (path: string): boolean => path.startsWith('/') || /^(?:~(?:\/|$)|[A-Za-z]:\/)/.test(path);

const anchorOf = (path: string): readonly [string, string] => {
  if (path.startsWith('/')) return ['/', path.slice(1)];
  if (path === '~') return ['~/', ''];
  const [anchor] = /^(?:~\/|[A-Za-z]:\/)/.exec(path) ?? [];
  return anchor === undefined ? ['', path] : [anchor, path.slice(anchor.length)];
};

/** The last part of a program's path, without the endings of Windows: `./node_modules/.bin/vitest.cmd` is vitest. */
export const programName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.(?:exe|cmd|bat|ps1)$/i, '');

/** A word that lies in a directory for scratch, by a variable or a command that it begins with, and does not lead out of it. */
export const isScratch = (word: string): boolean => {
  const start = SCRATCH.exec(word)?.[0];
  return start !== undefined && !leadsUp(word.slice(start.length));
};

/** The word of a new directory or file there. */
export const isScratchMade = (word: string): boolean => isScratch(word) && /^(?:\$\(|`)/.test(word);

/** It goes up from a part that is not known. */
export const leadsUp = (rest: string): boolean => /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(rest);

const SCRATCH =
  /^(?:\$(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)(?=\/|$)|\$\{(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)(?::?-\/tmp)?\}(?=\/|$)|\$\(mktemp(?:[ \t]+-[dqu]+|[ \t]+-t(?:[ \t]+[\w.-]+)?)*\)|`mktemp(?:[ \t]+-[dqu]+)*`)/;
