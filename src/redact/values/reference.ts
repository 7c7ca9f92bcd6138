/** Where a secret is kept, and rules that its value has to keep: both stand where a value does, and are none. */
import { isDistinctive } from './distinctive.ts';
import { hasOddLetters } from './odd-letters.ts';
import { isPlaceholder } from './placeholder.ts';

/** Addresses that name a keeper of secrets: `op://vault/item`, `ref+awssecrets://`, `arn:aws:…`. No password begins so. */
const KEEPERS: readonly RegExp[] = [
  /^(?:op|secret|secrets|sm|keyring|bws|akv|doppler|infisical):\/\//,
  /^arn:aws[\w-]{0,12}:[a-z\d-]{1,32}:/,
  /^ref\+[a-z]{1,32}:/,
  /^projects\/[^\s/]{1,80}\/secrets\//,
];

/** What configuration says behind a colon and without quotes. A password can look so, but hardly by chance. */
const BARE: readonly RegExp[] = [
  // tags, anchors and aliases of YAML: `!vault |`, `!!binary`, `&anchor1`, `*anchor`
  /^(?:!{1,2}[A-Za-z][A-Za-z_.:-]{0,40}|[&*][A-Za-z][A-Za-z_-]{0,40}\d?)$/,
  /^env:[A-Z_]{1,40}$/,
  /^(?:vault|ssm|sops|file|gcpsm|awssm):[a-z_-]{0,40}\/[\w./#-]{1,100}$/,
];
const COLOUR = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;

/** Letters that may be a word. */
const MIN_ODD = 6;

interface Written {
  /** Behind a colon, without quotes. */
  readonly bare: boolean;
  /** What a token of a design may be, and no password. */
  readonly colour: boolean;
}

export const isReference = (value: string, { bare, colour }: Written): boolean => {
  if (KEEPERS.some((pattern) => pattern.test(value))) return true;
  // a parameter of a query or a symbol: `:password`
  if (value.startsWith(':') && isPlaceholder(value.slice(1))) return true;
  if (!bare) return false;
  if (colour && COLOUR.test(value)) return true;
  return BARE.some((pattern) => pattern.test(value)) && !isDistinctive(value) && !hasOddLetters(value, MIN_ODD);
};

/** `confirmed|min:8`: rules of a validator. */
const VALIDATION = /^(?:[a-z_]{2,20}(?::[\w,.]{0,24})?\|){0,12}[a-z_]{2,20}(?::[\w,.]{0,24})?$/;
const VALIDATOR =
  /(?:^|\|)(?:(?:required|confirmed|nullable|sometimes|string|present|filled|current_password)(?![a-z])|(?:min|max|size|between|regex|same|len|length|required_[a-z_]{1,20}):)/;

const MAX_LENGTH = 400;

export const isValidation = (value: string): boolean =>
  value.length <= MAX_LENGTH &&
  (value.includes('|') || value.includes(':')) &&
  VALIDATION.test(value) &&
  VALIDATOR.test(value);

/** `log("token: ", value, "\n")`: what stands between two texts in code begins and ends by joining them. */
export const isBetweenTexts = (value: string): boolean =>
  /^[ \t]{0,2}(?:[,+.&]|<<)[ \t]/.test(value) && /(?:[,+.&(]|<<)[ \t]{0,2}$/.test(value);
