/** JSON for a person's terminal and a program alike: pretty, and with no character in it that a terminal obeys. */
export const jsonText = (value: unknown): string => `${escapeJson(JSON.stringify(value, null, 2))}\n`;

/** Elements of a list in one piece. */
const PART = 256;

/** The same text piece by piece: of a long list never more than a part is held as text. */
export function* jsonPieces(value: unknown): Generator<string> {
  if (!Array.isArray(value) || value.length <= PART) return yield jsonText(value);
  yield* inBrackets(value, (part) => escapeJson(elementsText(part)));
}

/** An element of a list, as it stands in the text of the whole list. */
export const jsonElement = (value: unknown): string => elementsText([value]);

/** The text of a list in pieces, from its elements' texts. */
export function* jsonList(elements: readonly string[]): Generator<string> {
  if (elements.length === 0) return yield '[]\n';
  yield* inBrackets(elements, (part) => part.join(','));
}

/** Without its brackets: each element stands on lines of its own. */
const elementsText = (elements: readonly unknown[]): string =>
  JSON.stringify(elements, null, 2).slice('['.length, -'\n]'.length);

function* inBrackets<T>(list: readonly T[], textOf: (part: readonly T[]) => string): Generator<string> {
  for (let at = 0; at < list.length; at += PART) yield `${at === 0 ? '[' : ','}${textOf(list.slice(at, at + PART))}`;
  yield '\n]\n';
}

/** The same JSON value; outside of strings JSON holds none of these characters. */
export const escapeJson = (json: string): string =>
  json.replaceAll(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** DEL, C1 controls, zero-width and bidirectional characters, line and paragraph separators, the byte order mark. */
const OBEYED = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
