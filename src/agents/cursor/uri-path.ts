/** The path in `file:///c%3A/Users/x` or `vscode-remote://wsl+ubuntu/home/x`; the text itself when it is no URI. */
export const uriPath = (text: string): string => {
  const [, rest] = /^(?:file|vscode-remote):\/\/[^/]*(\/.*)$/s.exec(text) ?? [];
  if (rest === undefined) return text;
  const path = decoded(rest);
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1).replaceAll('/', '\\') : path;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % stands for itself
  }
};
