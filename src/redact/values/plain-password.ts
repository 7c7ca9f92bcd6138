/**
 * Whether a word without digits or signs behind `password=` is a password. Names in code look the same, so what stands
 * around decides.
 */
import { isOrdinaryWord } from './ordinary-word.ts';
import { isPredicate } from './predicate.ts';

export interface PlainAssignment {
  readonly name: string;
  readonly sign: string;
  readonly spaced: boolean;
  readonly value: string;
  /** Of the same line: up to the name, and from the end of the value on. */
  readonly before: string;
  readonly after: string;
  /** The line above, or its end; the line below, or its beginning. */
  readonly above: string;
  readonly below: string;
}

/** What is longer is no word, and need not be told from code by what stands around it. */
export const MAX_PLAIN = 64;
const WORDS = /^[A-Z]?[a-z]+(?:-[A-Za-z]+){0,8}$/;
/** Names of variables tell what they hold. */
const SAYS_SECRET = /pass|pwd|secret|token|key$|hash$/i;

export const isPlainPassword = (assignment: PlainAssignment): boolean => {
  const { name, sign, value } = assignment;
  if (!isPasswordName(name) || !isPlainWord(value)) return false;
  if (sign === '=') return !assignment.spaced && !isCode(assignment);
  if (sign === ':') return isWholeLine(assignment) || isInline(assignment);
  return sign === '' && name.startsWith('--') && /^\s*(?:$|[-|&;\\"'`])/.test(assignment.after);
};

/** A word that may be a password where its place says so. */
export const isPlainWord = (value: string): boolean =>
  value.length >= 6 &&
  value.length <= MAX_PLAIN &&
  WORDS.test(value) &&
  !isOrdinaryWord(value) &&
  !SAYS_SECRET.test(value);

export const isPasswordName = (name: string): boolean => /(?:password|passwd|passphrase|pwd|_pass)$/i.test(name);

/** `this.password=hash;`, `connect(user, password=given)`. */
const isCode = (assignment: PlainAssignment): boolean =>
  (/[.$]$/.test(assignment.before) && !isProperty(assignment)) ||
  (/^;["'`]?\s*$/.test(assignment.after) && !IN_CONNECTION.test(assignment.before)) ||
  isArgument(assignment);

const isArgument = ({ before, after }: PlainAssignment): boolean =>
  // in parentheses of a sentence nothing stands before them
  (/^(?:\)|,(?:\s|$))/.test(after) && !/(?:^|\s)\($/.test(before)) || /^[.([{]/.test(after);

/** `Server=db;User Id=sa;Password=X;` */
const IN_CONNECTION =
  /(?:^|["'`;=])[ \t]{0,2}(?:server|data source|host|addr(?:ess)?|port|user(?: ?id|name)?|uid|database|initial catalog)=[^;=]{1,64};[ \t]{0,2}$/i;

/** `spring.datasource.password=X`; two names may be code, if there is no such line beside it. */
const PROPERTY = /^[ \t+-]{0,8}(?!(?:this|self)\.)[a-z][a-z\d_-]{0,40}(?:\.[a-z\d_-]{1,40}){0,8}\.$/;
const PROPERTY_LINE = /^[ \t+-]{0,8}[a-z][a-z\d_-]{0,40}(?:\.[a-zA-Z\d_-]{1,40}){1,8}=[^\s;]{0,80}$/;

const isProperty = ({ before, after, above, below }: PlainAssignment): boolean =>
  PROPERTY.test(before) &&
  after.trim() === '' &&
  (/\..*\./.test(before) || PROPERTY_LINE.test(above) || PROPERTY_LINE.test(below));

const LOGIN = String.raw`(?:user(?:[ _-]?name)?|login|e-?mail|account)[ \t]{0,2}[:=][ \t]{0,2}(?<login>[\w.@+-]{1,40})`;
const ABOVE = new RegExp(String.raw`\b${LOGIN}[ \t]*$`, 'i');

/** As in YAML; a remark may follow. Alone on a line it may be a message: `password: rejected`. */
const isWholeLine = ({ name, above, before, after, value }: PlainAssignment): boolean =>
  /^[ \t>*+-]{0,64}$/.test(before) &&
  /^[ \t]*(?:["'`]?$|[ \t]#)/.test(after) &&
  value === value.toLowerCase() &&
  (before !== '' || /[_-]/.test(name) || after.trim() !== '' || ABOVE.test(above) || !isPredicate(value));

/** `login: ada, password: X`: a name before it, in words that are no code. */
const BEHIND_LOGIN = new RegExp(
  String.raw`^[^(){}"'\`;]{0,64}?\b(?:${LOGIN}[ \t]{0,2}[,;/|]?|(?:user|login|account) (?<named>[\w.@+-]{1,40}),)[ \t]{1,2}$`,
  'i',
);
/** `db: { user: ada, password: X }`, a mapping of YAML that is a line of its own. */
const IN_MAPPING = new RegExp(String.raw`^[ \t-]{0,32}(?:[\w-]{1,32}:[ \t]{1,4})?\{[^{}()"'\`;]{0,60}$`);

const isInline = ({ before, after, value }: PlainAssignment): boolean => {
  if (value !== value.toLowerCase() || isPredicate(value)) return false;
  const { login, named } = BEHIND_LOGIN.exec(before)?.groups ?? {};
  if (named !== undefined) return !isOrdinaryWord(named) && /^[.,;)]?(?:[ \t]|$)/.test(after);
  if (login !== undefined && isOrdinaryWord(login)) return false;
  if (login !== undefined) return /^(?:[.,;)]?[ \t]*$|[.,;)][ \t])/.test(after);
  return IN_MAPPING.test(before) && /^[^{}()"'`;]{0,60}\}[ \t]*(?:$|#)/.test(after);
};
