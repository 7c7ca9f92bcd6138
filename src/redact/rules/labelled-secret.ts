import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';
import { isPasswordLike, isTokenLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { IS, type LabelWord, labelsIn, mayBeForeignWord } from '../names/label-words.ts';
import { hasOddLetters } from '../values/odd-letters.ts';
import { optionValueAt, secretAt } from '../values/option-value.ts';
import { isHash } from '../values/random-looking.ts';
import { spreadOf } from '../values/spread.ts';
import { inColumns } from '../tables/table-column.ts';

/**
 * A secret behind a label of its own: in Markdown (`**Password:** X`, `| Password | X |`), behind an arrow or a dash, on
 * the line below, and whatever the language (`비밀번호: X`, `das Passwort ist X`).
 */
export const labelledSecret: RedactionRule = { id: 'labelled-secret', secret: true, contextual: true, find };

const MARK = String.raw`(?:\*{1,3}|_{1,3}|\x60)?`;
const OPEN = String.raw`(?:<(?:code|b|strong|kbd)>|\*\*(?=[!-~])|__(?=[!-~])|[「『“‘«])?`;
const LINE_END = String.raw`(?:\r?\n|\\n)`;

interface Form {
  /** From the end of the label to where the value begins. */
  readonly pattern: RegExp;
  /** A value that may be a word has to be distinctive. */
  readonly sure: boolean;
  /** What has to follow the value. */
  readonly behind?: RegExp;
}

const form = (pattern: string, sure: boolean, behind?: RegExp): Form => ({
  pattern: new RegExp(pattern, 'y'),
  sure,
  ...(behind === undefined ? {} : { behind }),
});

const FORMS: readonly Form[] = [
  form(String.raw`${MARK}[ \t\u00a0]{0,2}[:：](?!:)${MARK}[ \t]{0,3}${OPEN}`, true),
  // a cell that holds the value alone
  form(String.raw`${MARK}[ \t]{0,40}\|[ \t]{0,40}${OPEN}`, true, /^(?:[ \t*_`]|<\/\w{1,8}>){0,40}\|/),
  form(String.raw`${MARK}[ \t]{1,2}(?:→|->|=>|⇒|-|–|—)[ \t]{1,2}${OPEN}`, false),
  // the next cell of a table, or what a list says of the word, in HTML and in Markdown
  form(
    String.raw`[ \t]?[:：]?(?:<\/(?:b|strong|code|em|span)>)?[:：]?<\/(?:td|th|dt)>(?:\s|\\n){0,40}<(?:td|dd)(?: [^<>]{0,80})?>(?:\s|\\n){0,40}(?:<(?:code|b|strong|em|span|kbd|samp)(?: [^<>]{0,80})?>)?`,
    true,
    /^\s{0,40}</,
  ),
  form(String.raw`${MARK}[ \t]{0,2}${LINE_END}[ \t]{0,3}[:：][ \t]{1,3}${OPEN}`, false),
  // the line below, which may begin a block of code
  form(
    String.raw`${MARK}[ \t]{0,2}[:：]${MARK}[ \t]{0,2}${LINE_END}{1,2}(?:\x60{3}\w{0,12}${LINE_END})?[ \t]{0,8}`,
    false,
  ),
  { pattern: IS, sure: false },
];

/** In ASCII: what follows in another script is the sentence again. */
const BARE = /[!#-&(-;=?-[\]^_a-{}~]{4,256}/y;

function* find(text: string): Generator<Match> {
  const behind = [...labelsIn(text)].flatMap((label) => matchBehind(text, label) ?? []);
  yield* withoutOverlap([...behind, ...inColumns(text)]);
}

const matchBehind = (text: string, label: LabelWord): Match | undefined => {
  for (const { pattern, sure, behind } of FORMS) {
    if (pattern === IS && label.english) continue;
    pattern.lastIndex = label.end;
    const found = pattern.exec(text);
    const match = found === null ? undefined : secretFrom(text, label.end + found[0].length, { label, sure });
    if (match !== undefined && behind?.test(text.slice(match.end, match.end + 48)) !== false) return match;
  }
  return undefined;
};

const secretFrom = (
  text: string,
  at: number,
  { label, sure }: { readonly label: LabelWord } & Pick<Form, 'sure'>,
): Match | undefined => {
  const { start, value } = valueAt(text, at);
  if (mayBeForeignWord(value, label)) return undefined;
  const isSecret = label.kind === 'password' ? isPasswordLike(value) : isTokenLike(value);
  const isEnough = (isDistinctive(value) && !isHash(value)) || (sure && (!label.vague || isNoKey(value)));
  return isSecret && isEnough ? secretAt(start, value) : undefined;
};

/** Keys of a store are words with a number (`pedido2024`); `Winter2024!` and `xkw9yyg5` are none. */
const isNoKey = (value: string): boolean =>
  spreadOf(value) !== 'nowhere' &&
  (/[!#$%^]/.test(value) || (/[a-z]\d+[a-z]/i.test(value) && (hasOddLetters(value, 5) || /\d[a-z]+\d/i.test(value))));

const valueAt = (text: string, at: number): { readonly start: number; readonly value: string } => {
  const quoted = /["'`\\]/.test(text.charAt(at)) ? optionValueAt(text, at) : undefined;
  if (quoted?.quoted === true) return quoted;
  BARE.lastIndex = at;
  return { start: at, value: (BARE.exec(text)?.[0] ?? '').replace(/[*_.,;:)\]}]{1,8}$/, '') };
};
