/** Values that stand for a secret and are none: references to variables, templates, masks, and words of examples. */
export const isPlaceholder = (value: string): boolean =>
  /^(?:\$|%[A-Za-z_]\w{0,60}%(?:$|[\\/])|%[A-Za-z]{1,2}$|<|&(?:lt|LT|#60|#x3[cC]);|\{|#\{|@\{|\.{3}|…|x{3,}$|X{3,}$|your[_-]|YOUR[_-])/.test(
    value,
  ) ||
  /^(?:process\.env|import\.meta|os\.(?:environ|getenv)|env[.(]|ENV[.[]|getenv\(|config[.[]|self\.|this\.|args\.)/.test(
    value,
  ) ||
  value.includes('***') ||
  (value.length <= LONGEST && WORDS.has(value.toLowerCase()));

/** Of the words below: what is longer need not be copied to be looked up. */
const LONGEST = 32;

const WORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'secret',
  'token',
  'changeme',
  'change-me',
  'example',
  'placeholder',
  'your-password',
  'your_password',
  'yourpassword',
  'your-token',
  'your_token',
  'your-api-key',
  'your_api_key',
  'redacted',
  'hidden',
  'masked',
  'none',
  'null',
  'nil',
  'undefined',
  'true',
  'false',
  'string',
  'number',
  'boolean',
  'required',
  'optional',
  'unknown',
  'default',
]);
