/**
 * Joins paths as the machine that wrote the log would: with `\` when the base is a Windows path, else with `/`. An
 * absolute `path` wins over the base; `.` and `..` are resolved. Nothing is looked up.
 */
export const joinPath = (base: string, ...paths: readonly string[]): string => {
  let here = base;
  for (const path of paths) here = isAbsolute(path) ? path : `${here}/${path}`;
  const windows = isWindowsPath(here);
  const parts: string[] = [];
  for (const part of here.split(windows ? /[\\/]/ : '/')) {
    if (part === '..') {
      if (parts.length > 1) parts.pop();
    } else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.length === 1 && parts[0] === '' ? '/' : parts.join(windows ? '\\' : '/');
};

/** `/x`, `C:\x`, `C:/x` or `\\server\x`. */
export const isAbsolute = (path: string): boolean => path.startsWith('/') || isWindowsPath(path);

const isWindowsPath = (path: string): boolean => /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);

/** The path without its last part; the path itself when it has none above it. */
export const parentPath = (path: string): string => {
  const cut = Math.max(path.lastIndexOf('/'), isWindowsPath(path) ? path.lastIndexOf('\\') : -1);
  return cut > 0 ? path.slice(0, cut) : path;
};

/** The last part of a path. */
export const baseName = (path: string): string => {
  const cut = Math.max(path.lastIndexOf('/'), isWindowsPath(path) ? path.lastIndexOf('\\') : -1);
  return path.slice(cut + 1);
};
