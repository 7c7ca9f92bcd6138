/** JSON for a person's terminal and a program alike: pretty, and with no character in it that a terminal obeys. */
export const jsonText = (value: unknown): string => `${escapeJson(JSON.stringify(value, null, 2))}\n`;

/** The same JSON value; outside of strings JSON holds none of these characters. */
export const escapeJson = (json: string): string =>
  json.replaceAll(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** DEL, C1 controls, zero-width and bidirectional characters, line and paragraph separators, the byte order mark. */
const OBEYED = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
