/** Whether what stands behind the name of a secret is one. */
import { isDistinctive, isShortHash } from './distinctive.ts';
import { isOrdinaryWord, isSentence } from './ordinary-word.ts';
import { isPathLike } from './path-like.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPasswordName } from './plain-password.ts';
import { isReference, isValidation } from './reference.ts';
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
  if (sign === '') return name.startsWith('--') && looksRandom(value);
  if (isShortName(name)) return isSetting(assignment) && isShortNamed(value);
  // what the shell runs there
  if (mark === '`' && /\s/.test(value)) return false;
  if (!isSecretText(value, assignment) || isVariable(value)) return false;
  if (isEnvName(name)) return true;
  return value.length >= MIN_IN_CODE && (!isMadeByMachine(name) || /\d/.test(value) || isDistinctive(value));
};

export const isBareSecret = (value: string, assignment: Assignment): boolean => {
  const { name, sign, spaced } = assignment;
  if (isShortName(name)) return isSetting(assignment) && isShortNamed(value);
  if (!isSecretText(value, assignment)) return false;
  if (sign === '') return name.startsWith('--') && looksRandom(value);
  if (sign === '=' && isEnvName(name) && !spaced) return true;
  if (isCode(value)) return false;
  // behind a colon or between blanks stands what messages and configuration say of tokens as well
  const said = (sign === ':' || spaced) && !isPasswordName(name) && !isEnvName(name);
  return looksRandom(value) && (!said || isDistinctive(value));
};

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
const isCode = (value: string): boolean =>
  /[(){}[\]]|^#[A-Za-z-]+$|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value);

/** In code a key of an account is often the key that something is stored under: `AUTH_KEY = 'auth-user'`. */
const MAY_BE_ENTRY = /(?:account|auth|shared|master|subscription)[_-]?key$/i;

const isSecretText = (value: string, { name, sign }: Assignment): boolean =>
  value.trim() !== '' &&
  !isPlaceholder(value) &&
  !isPathLike(value) &&
  !isReference(value) &&
  !isValidation(value) &&
  !isTechnicalName(value) &&
  (sign !== ':' || isPasswordName(name) || !isShortHash(value)) &&
  (!MAY_BE_ENTRY.test(name) || (value.length >= 16 && /\d/.test(value))) &&
  !isAmount(value, name) &&
  (isPhrase(name) || !isProse(value, name));

/** Messages are often named after a secret: `"password": "Please enter a password"`. */
const isProse = (value: string, name: string): boolean =>
  value.split(/\s/, 4).length > 3 && (!isPasswordName(name) || isSentence(value));

const isPhrase = (name: string): boolean => isEnvName(name) || /passphrase$/i.test(name);

/** `MAX_TOKENS=4096` counts something. */
const isAmount = (value: string, name: string): boolean =>
  /token/i.test(name) && /^\d{1,9}(?:\.\d+)?[kKmM]?(?:$|\\n)/.test(value);

/** With a digit or a sign among letters, and not short. */
const looksRandom = (value: string): boolean =>
  value.length >= 6 &&
  !isPlaceholder(value) &&
  !isOrdinaryWord(value.replace(/[!?]{1,3}$/, '')) &&
  /[0-9!@#$%^&*+/=]/.test(value) &&
  /[A-Za-z]/.test(value);
