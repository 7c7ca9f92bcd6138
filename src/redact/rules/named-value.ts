import type { Match, RedactionRule } from '../rule.ts';
import { isEnvName, isNamedSecret, isPasswordLike, isTokenLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { type OptionValue, optionValueAt, secretAt } from '../values/option-value.ts';
import { isPasswordName, isPlainWord } from '../values/plain-password.ts';
import { isPredicate } from '../values/predicate.ts';
import { headOf, namesSecret } from '../names/secret-name.ts';

/**
 * A value that stands beside its name, where the name is a value or an element itself: `- name: DB_PASSWORD` above
 * `value: X`, `<password>X</password>`, `setItem('token', 'X')`, `getByLabel('Password').fill('X')`, a block of YAML.
 */
export const namedValue: RedactionRule = { id: 'named-value', secret: true, contextual: true, find };

/** A name, and what every form has directly behind it. */
const NAME =
  /(?:secret|token|passw(?:or)?d|passphrase|pwd|credential|pass|key)[A-Za-z0-9_-]{0,40}(?=\\{0,3}["'`>\]]|<\/(?:key|td|th|dt|code|b|strong)>|\(|,[ \t]{0,4}(?:Parameter)?value|\r?\n|\\n|:[ \t]{1,4}[>|])/gi;

const LINE_END = String.raw`(?:\r?\n|\\n)`;
const QUOTE = String.raw`\\{0,3}["'\x60]`;

interface Form {
  /** What the text before the name ends with. */
  readonly before: RegExp;
  /** From the end of the name to where the value begins. */
  readonly between: RegExp;
  readonly valueAt: (text: string, at: number) => OptionValue | undefined;
  /** It may be a variable that is set: then a word is one as well. */
  readonly set?: true;
  /** A word is one behind the name of a password. */
  readonly plain?: true;
}

const quotedAt = (text: string, at: number): OptionValue | undefined => {
  const given = optionValueAt(text, at);
  return given?.quoted === true ? given : undefined;
};

const wordAt =
  (pattern: RegExp) =>
  (text: string, at: number): OptionValue | undefined => {
    pattern.lastIndex = at;
    const value = pattern.exec(text)?.[0];
    return value === undefined ? undefined : { start: at, end: at + value.length, value, quoted: false };
  };

const inElement = wordAt(/[^\s<>]{4,256}(?=<)/y);

const form = (before: string, between: string, rest: Pick<Form, 'valueAt' | 'set' | 'plain'>): Form => ({
  before: new RegExp(`${before}$`, 'i'),
  between: new RegExp(between, 'iy'),
  ...rest,
});

/** Of a function, a page's driver, a store of variables: the value is what is said next. */
const SETTERS =
  'set_?env|putenv|define|set_?item|fill|type|send_?keys|set|add_?secret|set_?default|set_?environment_?variable|' +
  'environ\\.get|get_?env|get_?or_?default';
const TYPES = 'fill|type|send_?keys|set_?value|press_?sequentially';

const FORMS: readonly Form[] = [
  // name and value as members, attributes or lines
  form(
    String.raw`(?:name|key|id|type)${QUOTE}?[ \t]{0,3}[:=][ \t]{0,3}(?:${QUOTE})?[\w.:/-]{0,60}`,
    String.raw`(?:${QUOTE})?(?:,?[ \t]{0,8}${LINE_END}[ \t-]{0,60}|,[ \t]{0,8}|[ \t]{1,8})(?:${QUOTE}type${QUOTE}: ${QUOTE}SecureString${QUOTE},[ \t]{0,8}${LINE_END}[ \t]{0,60})?(?:${QUOTE})?(?:parameter)?value(?:${QUOTE})?[ \t]{0,3}[:=][ \t]{0,3}`,
    { valueAt: optionValueAt, set: true },
  ),
  form(String.raw`<(?:[\w-]{1,20}:)?[\w.-]{0,40}`, String.raw`>[ \t]{0,4}`, { valueAt: inElement, plain: true }),
  form(String.raw`<key>[\w .-]{0,40}`, String.raw`<\/key>(?:\s|\\n){0,40}<string>`, { valueAt: inElement }),
  // the next cell of a table, or what a list says of the name
  form(
    String.raw`<(?:td|th|dt|code|b|strong)(?: [^<>]{0,80})?>(?:\s|\\n){0,40}[\w .-]{0,40}`,
    String.raw`(?:<\/(?:code|b|strong)>)?[:：]?<\/(?:td|th|dt)>(?:\s|\\n){0,40}<(?:td|dd)(?: [^<>]{0,80})?>(?:\s|\\n){0,40}(?:<(?:code|b|strong|em|span)(?: [^<>]{0,80})?>)?`,
    { valueAt: inElement },
  ),
  // a form's field
  form(String.raw`name=${QUOTE}[\w-]{0,40}`, String.raw`${QUOTE}(?:\r?\n|(?:\\r)?\\n){2}`, {
    valueAt: wordAt(/[^\s"'\x60<>\\]{4,512}/y),
  }),
  // what Terraform prints of an output as JSON
  form('', String.raw`${QUOTE}[ \t]{0,4}:[ \t\n]{0,4}\{[^{}]{0,300}?${QUOTE}value${QUOTE}[ \t]{0,4}:[ \t]{0,4}`, {
    valueAt: quotedAt,
  }),
  // Terraform
  form(
    String.raw`variable[ \t]{1,4}${QUOTE}[\w-]{0,60}`,
    String.raw`${QUOTE}[ \t]{0,4}\{[^{}]{0,300}?\bdefault[ \t]{1,20}=[ \t]{0,4}`,
    { valueAt: quotedAt },
  ),
  form(
    String.raw`\b(?:${SETTERS})\([ \t]{0,2}${QUOTE}[\w#.[\]=:-]{0,60}`,
    String.raw`(?:\\{0,3}["'\x60]|\]){1,3}[ \t]{0,2},[ \t]{0,4}`,
    { valueAt: quotedAt },
  ),
  form(
    String.raw`["'\x60=#\[][^"'\x60\n]{0,60}`,
    String.raw`(?:\\{0,3}["'\x60]|[\])]){1,4}\.(?:${TYPES})\([ \t]{0,2}`,
    { valueAt: quotedAt },
  ),
  // `user.set_password('X')`
  form(String.raw`(?:set|change|reset|update)_?`, String.raw`\([ \t]{0,2}`, { valueAt: quotedAt }),
  // a block of YAML
  form('', String.raw`:[ \t]{1,4}[>|][+-]?\d?[ \t]{0,4}${LINE_END}[ \t]{1,40}`, {
    valueAt: wordAt(/[^\s"'`<>\\]{4,512}/y),
  }),
];

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index } of text.matchAll(NAME)) {
    const name = headOf(text, index) + found;
    if (index < done || !namesSecret(name)) continue;
    const at = { name, start: index, end: index + found.length };
    const match = secretBeside(text, at) ?? secretAbove(text, at, done);
    if (match === undefined) continue;
    done = match.end;
    yield match;
  }
}

interface Name {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const secretBeside = (text: string, { name, start, end }: Name): Match | undefined => {
  const near = text.slice(Math.max(0, start - 96), start);
  for (const { before, between, valueAt, set, plain } of FORMS) {
    between.lastIndex = end;
    const found = between.exec(text);
    if (found === null || !before.test(near)) continue;
    const given = valueAt(text, end + found[0].length);
    if (given === undefined) continue;
    const isWord = plain === true && isPasswordName(name) && isPlainWord(given.value) && !isPredicate(given.value);
    if (isWord || isSecret(given.value, name, set)) return secretAt(given.start, given.value);
  }
  return undefined;
};

/** The value is the member before the name: `"value": "X", "name": "DB_PASSWORD"`. */
const ABOVE = new RegExp(
  String.raw`(?<![\w-])value(?:${QUOTE})?[ \t]{0,3}[:=][ \t]{0,3}(?:(?<quote>${QUOTE})(?<quoted>[^\n"'\x60\\]{3,512})\k<quote>|(?<bare>[^\s"'\x60\\,;{}<>]{3,512}))(?:,|[ \t]|${LINE_END})(?:[ \t]|${LINE_END}){0,60}(?:${QUOTE})?(?:name|key|id)(?:${QUOTE})?[ \t]{0,3}[:=][ \t]{0,3}(?:${QUOTE})?[\w.:/-]{0,60}$`,
  'i',
);
const MAX_ABOVE = 720;
const NAMED = new RegExp(
  String.raw`(?:name|key|id)(?:${QUOTE})?[ \t]{0,3}[:=][ \t]{0,3}(?:${QUOTE})?[\w.:/-]{0,60}$`,
  'i',
);
/** The value stands behind the name, as mostly. */
const BELOW = new RegExp(
  String.raw`(?:${QUOTE})?(?:,|[ \t]|${LINE_END})(?:[ \t]|${LINE_END}){0,60}(?:${QUOTE})?value`,
  'iy',
);

const secretAbove = (text: string, { name, start, end }: Name, from: number): Match | undefined => {
  if (!NAMED.test(text.slice(Math.max(0, start - 96), start))) return undefined;
  BELOW.lastIndex = end;
  if (BELOW.test(text)) return undefined;
  const near = text.slice(Math.max(from, start - MAX_ABOVE), start);
  const found = ABOVE.exec(near);
  const { quoted, bare = '' } = found?.groups ?? {};
  const value = quoted ?? bare;
  if (found === null || !isSecret(value, name, true) || !(isPasswordName(name) || isDistinctive(value)))
    return undefined;
  return secretAt(start - near.length + near.indexOf(value, found.index + 'value'.length), value);
};

const isSecret = (value: string, name: string, set: true | undefined): boolean => {
  if (set === true && isEnvName(name)) return isNamedSecret(value, name);
  return isPasswordName(name) ? isPasswordLike(value) : isTokenLike(value);
};
