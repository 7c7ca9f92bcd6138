/** A last look at what is about to be written: after redaction, cuts and wording, is there still a secret in it? */
import { REDACTION_RULES } from './rules/index.ts';
import { findPlaces } from './find-places.ts';

/** What was found, without the value. */
export interface SecretFinding {
  readonly rule: string;
  readonly count: number;
}

/**
 * Scans the final text of a file. JSON is scanned by its strings, as they are read back; anything else (Markdown) as it
 * is written, and there only by rules that recognise a secret by itself, because escaping changes what stands around
 * it. Home directories are no finding.
 * @param how `plain`: by those rules alone also in JSON
 */
export const scanFinal = async (
  text: string,
  how: { readonly plain?: boolean } = {},
): Promise<readonly SecretFinding[]> => {
  const strings = how.plain === true ? undefined : jsonStrings(text);
  const rules = REDACTION_RULES.filter((rule) => rule.secret && (strings !== undefined || !rule.contextual));
  const counts = new Map<string, number>();
  for (const place of await findPlaces(strings === undefined ? text : strings.join('\n\u0000\n'), rules)) {
    counts.set(place.id, (counts.get(place.id) ?? 0) + 1);
  }
  return [...counts].map(([rule, count]) => ({ rule, count })).sort((a, b) => (a.rule < b.rule ? -1 : 1));
};

/** All strings and keys of a JSON text; undefined for any other text. */
const jsonStrings = (text: string): readonly string[] | undefined => {
  const strings: string[] = [];
  try {
    JSON.parse(text, (key, value) => {
      strings.push(key);
      if (typeof value === 'string') strings.push(value);
      return null;
    });
  } catch {
    return undefined;
  }
  return strings;
};
