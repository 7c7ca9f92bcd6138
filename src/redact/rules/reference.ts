/** Where a secret is kept, and rules that its value has to keep: both stand where a value does, and are none. */

const REFERENCES: readonly RegExp[] = [
  // tags, anchors and aliases of YAML: `!vault |`, `!secret name`, `!!binary`, `&anchor`, `*anchor`
  /^!{1,2}[A-Za-z][\w:.-]{0,40}$/,
  /^[&*][A-Za-z][\w-]{0,40}$/,
  // addresses that name a keeper of secrets: `op://vault/item`, `vault:secret/data`, `ssm:/db/x`, `ref+awssecrets://`
  /^(?:op|secret|secrets|sm|keyring|bws|akv|doppler|infisical):\/\//,
  /^(?:vault|ssm|sops|file|env|arn|gcpsm|awssm):(?=[\w/])/,
  /^ref\+[a-z]/,
  /^projects\/[^\s/]{1,80}\/secrets\//,
  // a symbol of Ruby, a parameter of a query
  /^:[A-Za-z_]/,
  // a colour
  /^#[0-9a-f]{3,8}$/i,
];

/** `confirmed|min:8`: rules of a validator. */
const VALIDATION = /^(?:[a-z_]{2,20}(?::[\w,.]{0,24})?\|){0,12}[a-z_]{2,20}(?::[\w,.]{0,24})?$/;

export const isReference = (value: string): boolean => REFERENCES.some((pattern) => pattern.test(value));

const MAX_LENGTH = 400;

export const isValidation = (value: string): boolean =>
  value.length <= MAX_LENGTH &&
  (value.includes('|') || /^(?:min|max|size|between|regex|same|len|length):/.test(value)) &&
  VALIDATION.test(value);
