/** The path that a `file:` URI names, as its machine writes it; undefined for anything else. */
export const pathOfFileUri = (uri: string | undefined): string | undefined => {
  if (uri === undefined || !uri.startsWith('file://')) return undefined;
  const path = decoded(uri.slice('file://'.length));
  const drive = /^\/([A-Za-z]:)(\/.*)?$/s.exec(path);
  if (drive !== null) return `${drive[1] ?? ''}${(drive[2] ?? '/').replaceAll('/', '\\')}`;
  if (path.startsWith('/')) return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return path === '' ? undefined : `\\\\${path.replaceAll('/', '\\')}`;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: taken as it stands
  }
};
