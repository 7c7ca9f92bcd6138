/** Whether what stands behind the name of a secret is one. */
import { isDistinctive, isShortHash } from './distinctive.ts';
import { isOrdinaryWord, isSentence } from './ordinary-word.ts';
import { isPathLike } from './path-like.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPasswordName } from './plain-password.ts';
import { hasOddLetters } from './odd-letters.ts';
import { isHyphenated } from './random-looking.ts';
import { isBetweenTexts, isReference, isValidation } from './reference.ts';
import { spreadOf } from './spread.ts';
import { isTechnicalName } from './technical-name.ts';

export interface Assignment {
  readonly name: string;
  /** `''`: only a blank, as after a flag. */
  readonly sign: string;
  readonly spaced: boolean;
  /** Where the name begins. */
  readonly at: number;
}

/** `"repo_token": "read"`: short words in code and configuration are settings. */
const MIN_IN_CODE = 6;

/** @param mark the quote */
export const isQuotedSecret = (value: string, assignment: Assignment, mark: string): boolean => {
  const { name, sign } = assignment;
  if (sign === '') return isOption(name) && looksRandom(value);
  if (isShortName(name)) return isSetting(assignment) && isShortNamed(value);
  if (isCommand(value, assignment, mark) || !isSecretText(value, assignment, 'quoted')) return false;
  if (isVariable(value) && !isOfShell(assignment)) return false;
  if (isEnvName(name)) return true;
  return value.length >= MIN_IN_CODE && (!isMadeByMachine(name) || /\d/.test(value) || spreadOf(value) !== 'nowhere');
};

export const isBareSecret = (value: string, assignment: Assignment): boolean => {
  const { name, sign, spaced } = assignment;
  if (isShortName(name)) return isSetting(assignment) && isShortNamed(value);
  if (!isSecretText(value, assignment, 'bare')) return false;
  if (sign === '') return isOption(name) && (looksRandom(value) || isNoWord(value));
  if (isOfShell(assignment)) return true;
  if (isCode(value) && !isOddMember(value)) return false;
  if (isNumber(value, name)) return true;
  // behind a colon or between blanks stands what messages and configuration say of tokens as well
  const said = (sign === ':' || spaced) && !isSureName(name);
  return (looksRandom(value) || isNoWord(value)) && !(said && isSaidOfToken(value, sign));
};

/** `--token`; of PowerShell and others also `-Password`. */
const isOption = (name: string): boolean =>
  name.startsWith('--') || /^-[A-Za-z]{0,20}pass(?:word|wd|phrase)$/i.test(name);

/** `API_TOKEN=X` */
const isOfShell = ({ name, sign, spaced }: Assignment): boolean => sign === '=' && !spaced && isEnvName(name);

/** In backticks several words are what a shell runs, or what a text shows; in code they are a text. */
const isCommand = (value: string, { sign, spaced }: Assignment, mark: string): boolean =>
  mark === '`' && /\s/.test(value) && (sign === ':' || !spaced);

/** Whatever stands behind it is one: of a token much is said besides. */
const isSureName = (name: string): boolean => isPasswordName(name) || isEnvName(name) || /secret|key/i.test(name);

/** Words with a number, names of things, and a commit: `token: color-blue-500`, `token: 3d5222ae`. */
const isSaidOfToken = (value: string, sign: string): boolean =>
  (sign === ':' && isShortHash(value)) ||
  (!isDistinctive(value) &&
    !hasOddLetters(value, 8) &&
    (/^[A-Za-z]+\d?$/.test(value) || (sign === ':' && isHyphenated(value.replaceAll('/', '-')))));

/** Letters alone that make no word, and no name in code. */
const isNoWord = (value: string): boolean =>
  value.length >= 12 &&
  /^[A-Za-z_.:,~-]+$/.test(value) &&
  !CONSTANT.test(value) &&
  !/(?:[Pp]ass|[Pp]wd|[Ss]ecret|[Tt]oken|[Kk]ey|[Hh]ash)(?![a-z])/.test(value) &&
  hasOddLetters(value, 10);

/** Digits alone. Tokens are counted, and have times, which are shorter. */
const isNumber = (value: string, name: string): boolean =>
  /^\d{6,64}$/.test(value) && value.length >= (isPasswordName(name) ? 6 : isSureName(name) ? 12 : 16);

const LABEL = { sign: ':', spaced: true, at: 0 };

/** Behind a label that says so in words. */
export const isPasswordLike = (value: string): boolean =>
  !CONSTANT.test(value) && isBareSecret(value, { ...LABEL, name: 'password' });

export const isTokenLike = (value: string): boolean => isBareSecret(value, { ...LABEL, name: 'token' });

/** Where name and value stand beside each other. */
export const isNamedSecret = (value: string, name: string): boolean =>
  isBareSecret(value, { name, sign: '=', spaced: false, at: 0 });

export const isEnvName = (name: string): boolean => /^[A-Z0-9_]+$/.test(name);

/** What is not chosen by a person. */
const isMadeByMachine = (name: string): boolean => !/pass|pwd|secret/i.test(name);

const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** `"source-token": "SOURCE_TOKEN"` names a variable. */
const isVariable = (value: string): boolean =>
  CONSTANT.test(value) && /(?:TOKEN|SECRET|PASS|PASSWORD|PASSWD|PWD|KEY|CREDENTIALS?)$/.test(value);

/** `--- PASS: TestRefresh/expired` is what a test prints. */
const isSetting = ({ name, sign }: Assignment): boolean => sign !== '' && (sign !== ':' || name !== 'PASS');

/** These say less: the shell has a PWD of its own. */
const isShortName = (name: string): boolean => /^[-_]{0,2}(?:pwd|pass|pw)$/i.test(name);

/** In a connection string other settings follow. */
const isShortNamed = (written: string): boolean => {
  const value = written.split(/[;,]/, 1)[0] ?? '';
  return isDistinctive(value) && looksRandom(value) && !isCode(value) && !isPathLike(value) && !/^[/~]/.test(value);
};

/** Calls, members, places in a page. */
const isCode = (value: string): boolean => /[(){}[\]]|^#[A-Za-z-]+$/.test(value) || isMember(value);

/** `Keyword.Pseudo` is code, whatever its letters. */
const isOddMember = (value: string): boolean =>
  isMember(value) &&
  !/^[A-Z]?[a-z]+(?:\.[A-Z]?[a-z]+)+$/.test(value) &&
  (isDistinctive(value) || hasOddLetters(value, 8));

const isMember = (value: string): boolean => /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value);

/** In code a key of an account is often the key that something is stored under: `AUTH_KEY = 'auth-user'`. */
const MAY_BE_ENTRY = /(?:account|auth|shared|master|subscription|app|admin|role|service|license|deploy)[_-]?key$/i;

const isSecretText = (value: string, assignment: Assignment, form: 'bare' | 'quoted'): boolean => {
  const { name, sign } = assignment;
  return (
    value.trim() !== '' &&
    !isPlaceholder(value) &&
    !isBetweenTexts(value) &&
    !isPathLike(value) &&
    !isReference(value, { bare: form === 'bare' && sign === ':', colour: !isSureName(name) }) &&
    (isOfShell(assignment) || !isValidation(value)) &&
    (isOfShell(assignment) || form === 'quoted' || !isTechnicalName(value)) &&
    (!MAY_BE_ENTRY.test(name) || (value.length >= 16 && /\d/.test(value))) &&
    !isAmount(value, name) &&
    (isPhrase(name) || !isProse(value, name))
  );
};

/** Messages are often named after a secret: `"password": "Please enter a password"`. */
const isProse = (value: string, name: string): boolean =>
  value.split(/\s/, 4).length > 3 && (!isPasswordName(name) || isSentence(value));

const isPhrase = (name: string): boolean => isEnvName(name) || /passphrase$/i.test(name);

/** `MAX_TOKENS=4096` counts something. */
const isAmount = (value: string, name: string): boolean =>
  /token/i.test(name) && /^\d{1,9}(?:\.\d+)?[kKmM]?(?:$|,?\\n)/.test(value);

/** With a digit or a sign among letters, and not short. */
const looksRandom = (value: string): boolean =>
  value.length >= 6 &&
  !isPlaceholder(value) &&
  !isOrdinaryWord(value.replace(/[!?]{1,3}$/, '')) &&
  /[0-9!@#$%^&*+/=]/.test(value) &&
  /[A-Za-z]/.test(value);
