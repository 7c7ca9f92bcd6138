import { parseJson } from './parse-json.ts';

/**
 * The texts of a flat list of `key: value`, the last of each key. All else that YAML has (lists, values that span lines,
 * anchors) is left out, so that nothing is read as what it is not.
 */
export const flatYaml = (text: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([A-Za-z_-]{1,60}): (.*)$/.exec(line.trimEnd()) ?? [];
    const plain = value === undefined ? undefined : scalar(value.trim());
    if (key !== undefined && plain !== undefined) values.set(key, plain);
  }
  return values;
};

const scalar = (value: string): string | undefined => {
  if (value === '' || /^[|>&*!{[#]/.test(value)) return undefined;
  if (/^['"]/.test(value)) return unquoted(QUOTED.exec(value)?.[1]);
  const plain = value.split(/\s#/, 1)[0]?.trim() ?? '';
  return plain === 'null' || plain === '~' ? undefined : plain;
};

/** A text in quotes, perhaps with a comment behind it. */
const QUOTED = /^('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")(?:\s+#.*)?$/;

const unquoted = (quoted: string | undefined): string | undefined => {
  if (quoted?.startsWith("'") === true) return quoted.slice(1, -1).replaceAll("''", "'");
  const text = quoted === undefined ? undefined : parseJson(quoted);
  return typeof text === 'string' ? text : undefined;
};
