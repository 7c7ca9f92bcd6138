/** JSON written anew in a hostile way that a serialiser would not choose. */
import { isObject } from '../../../src/domain/json.ts';

export interface Style {
  /** The members of an object, each `"key":value`. */
  readonly members?: (members: readonly string[], keys: readonly string[]) => readonly string[];
  readonly string?: (text: string) => string;
  readonly number?: (value: number) => string;
}

export const rewritten = (value: unknown, style: Style): string => {
  if (Array.isArray(value)) return `[${value.map((part) => rewritten(part, style)).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value);
    const members = entries.map(([key, part]) => `${JSON.stringify(key)}:${rewritten(part, style)}`);
    const keys = entries.map(([key]) => JSON.stringify(key));
    return `{${(style.members?.(members, keys) ?? members).join(',')}}`;
  }
  if (typeof value === 'string') return style.string?.(value) ?? JSON.stringify(value);
  if (typeof value === 'number') return style.number?.(value) ?? JSON.stringify(value);
  return JSON.stringify(value);
};

const PROTOTYPES = [
  '"__proto__":{"polluted":true,"type":"x","length":5}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"toString":1,"valueOf":null,"hasOwnProperty":[]',
];

/** Puts an escape into texts, so that what a parser goes by stays. */
const inTexts =
  (escape: string) =>
  (text: string): string =>
    /\s/.test(text) ? JSON.stringify(text).replace(/\s/, `${escape}$&`) : JSON.stringify(text);

const numbers = (written: string): Style => ({ number: () => written });

export const STYLES: { readonly [name: string]: Style } = {
  'keys of prototypes': { members: (members) => [...PROTOTYPES, ...members] },
  'keys of prototypes, last': { members: (members) => [...members, ...PROTOTYPES] },
  'duplicate keys': { members: (members, keys) => [...keys.map((key) => `${key}:[{"type":1}]`), ...members] },
  'NUL in texts': { string: inTexts(String.raw`\u0000`) },
  'NUL in all strings': { string: (text) => `${JSON.stringify(text).slice(0, -1)}\\u0000"` },
  'lone surrogates in texts': { string: inTexts(String.raw`\ud83d`) },
  'lone surrogates in all strings': { string: (text) => `"\\udc00${JSON.stringify(text).slice(1)}` },
  'infinite numbers': numbers('1e999'),
  'huge numbers': numbers('123456789012345678901234567890'),
  'largest numbers': numbers('1.7976931348623157e308'),
  'negative numbers': numbers('-1'),
  'broken numbers': numbers('0.30000000000000004'),
};

/** Styles that change nothing of what JSON means. */
export const HARMLESS: ReadonlySet<string> = new Set(['duplicate keys']);
