import type { Match, RedactionRule } from '../rule.ts';
import { type Assignment, isBareSecret, isQuotedSecret } from '../values/assigned-value.ts';
import { quotedAt, secretAt } from '../values/option-value.ts';
import { isPlainPassword, MAX_PLAIN, type PlainAssignment } from '../values/plain-password.ts';
import { headOf, namesSecret } from '../names/secret-name.ts';
import { withoutPrefix } from '../values/line-prefix.ts';
import { spreadOf } from '../values/spread.ts';

/**
 * The value of what is named a secret: `DB_PASSWORD=…`, `export API_TOKEN="…"`, `"clientSecret": "…"`,
 * `--password …`, `?access_token=…`. Code that only passes such a value on (`token = getToken()`) is left alone.
 */
export const assignedSecret: RedactionRule = { id: 'assigned-secret', secret: true, contextual: true, find };

/**
 * What stands before `key` is looked at behind it: fewer letters that a name may begin with are found faster. `::` is a
 * path of Rust, C++, Ruby or PHP, `==` and `=~` compare. A type may stand before `=`, a comma behind an option in a list,
 * and a quoted value on the line below.
 */
const NAME =
  /(?:secrets?|tokens?|passwords?|passwd|passphrase|pwd|pass|pw|key(?<=(?:api|access|account|auth|private|encryption|signing|shared|master|subscription|app|admin|role|service|license|deploy)[_-]?key)|psk|credentials?)(?<tail>[A-Za-z0-9_-]{0,40})\\{0,3}["'`]?\]?(?<sign>[ \t]{0,40}(?:=>|:=|\?=|\|\|=?|\?\?=?|=(?![=~])|:(?!:)(?:[ \t]{0,2}[A-Za-z&][\w.&'<>[\]|? ]{0,40} =(?= {1,4}[\w. (=]{0,40}["'`]))?|\?:[ \t]{0,2}[A-Za-z&][\w.&'<>[\]|? ]{0,40} =(?= {1,4}[\w. (=]{0,40}["'`])|\{ get; (?:private )?(?:set|init); \} =)(?:[ \t]{0,40}\\?\r?\n[ \t]{1,40}(?=["'`])|[ \t]{0,40}\\\r?\n[ \t]{0,40}|[ \t]{0,40})|,[ \t]{0,4}(?=["'])|[ \t](?:\\\r?\n[ \t]{0,40})?)/gi;

const MAX_BARE = 4096;
const NO_BARE = /[\s"'`<>]/g;
/** So many names that stand in one piece have values that go on to its end; of others the beginning has to decide. */
const MOST_WHOLE = 8;
const MAX_LOOK = 32;

function* find(text: string): Generator<Match> {
  let done = 0;
  const bareAt = piecesOf(text);
  const isSecret = lastRemembered();
  for (const { 0: found, index, groups } of text.matchAll(NAME)) {
    if (index < done) continue;
    const written = groups?.['sign'] ?? '';
    const sign = signOf(written.trim());
    const head = ownHead(text, index);
    const spaced = /^\s|\s$/.test(written);
    const assignment = { name: head + nameOf(found, written), sign, spaced, at: index - head.length };
    if (!namesSecret(assignment.name) || (sign === ':' && isInArn(text, assignment.at))) continue;
    for (const match of valueAt(text, index + found.length, {
      assignment,
      bareAt,
      isSecret,
      isUnsure: isFallback(sign) || isTyped(written.trim()) || /[^\\\r]\r?\n/.test(written),
    })) {
      done = match.end;
      yield match;
    }
  }
}

/** What a name begins with; of `\\npassword` in a string the `n` ends the line above. */
const ownHead = (text: string, index: number): string => {
  const head = headOf(text, index);
  return text[index - head.length - 1] === '\\' ? head.replace(/^[nr]/, '') : head;
};

/** `name: string =` is one of `=`; in a list of arguments the value of an option stands behind a comma. */
const signOf = (written: string): string =>
  written === ',' || written === '\\' ? '' : isTyped(written) || written === '?=' ? '=' : written.replace(/\s*\\$/, '');

const isTyped = (sign: string): boolean => /^(?:\??:[^=]+|\{[^=]+)=/.test(sign);

/** Behind these stands what is taken where the name has no value. */
const isFallback = (sign: string): boolean => /^(?:\|\||\?\?)/.test(sign);

/** What may stand between the sign and the value: of Rust, Python, a shell and YAML. */
const WRAPPER =
  /(?:[brfu]{1,2}(?=["'])|\((?:[ \t]{0,4}\r?\n[ \t]{1,40})?(?=["'])|(?:Some\(|SecretStr\(|SecretString\(|String\(|str\(|bytes\(|Buffer\.from\(|Field\(default=|new TextEncoder\(\)\.encode\()(?=\\{0,3}["'])|\$(?=')|!!str[ \t]{1,4}|&[A-Za-z]\w{0,30}[ \t]{1,4}(?=\S))/y;

/** `arn:aws:secretsmanager:…:secret:prod/db` says where a secret lies. */
const isInArn = (text: string, at: number): boolean =>
  text[at - 1] === ':' && /arn:[\w:*/-]{0,120}$/.test(text.slice(Math.max(0, at - 128), at));

const nameOf = (found: string, written: string): string =>
  found.slice(0, found.length - written.length).replace(/[\\"'`\]]{1,6}$/, '');

function* valueAt(text: string, from: number, { assignment, bareAt, isSecret, isUnsure }: Given): Generator<Match> {
  WRAPPER.lastIndex = from;
  const at = from + (assignment.sign === '' ? 0 : (WRAPPER.exec(text)?.[0].length ?? 0));
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) {
    const { value, start } = quoted;
    const isPlain = isUnsure && spreadOf(value) === 'nowhere';
    if (!isPlain && isQuotedSecret(value, assignment, text.charAt(start - 1))) yield secretAt(start, value);
    return;
  }
  if (isUnsure) return;
  const { written, looked } = bareAt(at);
  const value = trimmed(written);
  if (value === '' || isBeginning(written)) return;
  if (isSecret(value.slice(0, looked), assignment)) {
    // behind a `-` stands what a variable falls back to: `${DB_PASSWORD:-X}`
    const values = [value, value.split(/[;&|,)]/)[0] ?? '', value.replace(/^-/, '')];
    yield { start: at, end: at + value.length, values };
    return;
  }
  // a longer word is not looked at
  const [word = ''] = value.slice(0, 2 * MAX_PLAIN).split(LINE_END, 1);
  if (isPlain(text, at, { assignment, value: word })) yield secretAt(at, word);
}

interface Given {
  readonly assignment: Assignment;
  readonly bareAt: ReturnType<typeof piecesOf>;
  readonly isSecret: typeof isBareSecret;
  /** Such a value has to be in quotes, and no plain word. */
  readonly isUnsure: boolean;
}

/** Behind most of many names in one piece stands the same. */
const lastRemembered = (): typeof isBareSecret => {
  let asked = '';
  let answer = false;
  return (value, assignment) => {
    const question = `${assignment.name} ${assignment.sign} ${assignment.spaced} ${value}`;
    if (question !== asked) answer = isBareSecret(value, assignment);
    asked = question;
    return answer;
  };
};

/** What stands without quotes from a place on, and how much of it is looked at. `pwd=pwd=pwd=…` is one piece for each name. */
const piecesOf = (text: string): ((at: number) => { readonly written: string; readonly looked: number }) => {
  let end = -1;
  let times = 0;
  return (at) => {
    if (at > end || end < 0) {
      NO_BARE.lastIndex = at;
      end = NO_BARE.exec(text)?.index ?? text.length;
      times = 0;
    }
    const looked = ++times > MOST_WHOLE ? MAX_LOOK : MAX_BARE;
    return { written: text.slice(at, Math.min(end, at + MAX_BARE)), looked };
  };
};

/** `export API_KEY=sk-...` shows how it begins, for the reader to go on. */
const isBeginning = (written: string): boolean => /^[A-Za-z_-]{0,12}(?:\.{3}|…)(?![A-Za-z\d]{6})/.test(written);

const isPlain = (
  text: string,
  at: number,
  { assignment, value }: { readonly assignment: Assignment; readonly value: string },
): boolean =>
  value.length <= MAX_PLAIN &&
  isPlainPassword({ ...assignment, value, ...lineAround(text, assignment, at + value.length) });

/** Also as a string writes it. */
const LINE_END = /\r?\n|(?:\\{1,4}r)?\\{1,4}n/;
/** As much of the line as tells code from what is no code, and of those above and below. */
const lineAround = (
  text: string,
  { at: from, name }: Assignment,
  to: number,
): Pick<PlainAssignment, 'above' | 'before' | 'after' | 'below'> => {
  const lines = text.slice(Math.max(0, from - 256), from).split(LINE_END);
  const [after = '', below = ''] = text.slice(to, to + 128).split(LINE_END, 2);
  return {
    above: withoutPrefix(lines.at(-2) ?? ''),
    before: beforeName(lines.at(-1) ?? '', name)
      .slice(-64)
      .replace(/["'`]$/, ''),
    after: after.slice(0, 64),
    below: withoutPrefix(below),
  };
};

/** Without what a tool put before the line: of `.env-3-DB_PASSWORD` the name looks as if it began with it. */
const beforeName = (line: string, name: string): string => withoutPrefix(line + name).slice(0, -name.length);

const MAX_END = 8;
const trimmed = (value: string): string => {
  const end = /[\\;,)}\].]{1,8}$/.exec(value.slice(-MAX_END))?.[0].length ?? 0;
  return value.slice(0, value.length - end);
};
