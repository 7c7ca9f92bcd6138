/**
 * Commands of which the input is a password: sudo(8), docker-login(1), gh-auth-login(1), gpg(1), cryptsetup(8), passwd(1),
 * chpasswd(8), kinit(1), and those that store a secret for a service. What each reads is said by its own manual page.
 */

/** `user:password`: a line for each user. `AUTH password`: a command of redis, with a user before it or none. */
export type Reads = 'password' | 'user:password' | 'AUTH password';

/** Before the program: another that runs it (`sudo`, `docker exec -i c`, `ssh host`), quotes, its folder. */
const BEFORE = String.raw`^(?:[^\s;|&<>]{1,120}[ \t]{1,4}){0,8}?\\{0,3}["']?(?:[\w.-]{0,40}/){0,8}`;
const SUDO_OPTION = String.raw`(?:[ \t]{1,4}-{1,2}[A-Za-z][\w=-]{0,40}(?:[ \t]{1,4}(?:\\{0,3}'[^'\n]{0,40}'|\\{0,3}"[^"\n]{0,40}"|[a-z][\w-]{0,20})(?=[ \t]{1,4}-))?){0,5}?`;

/** Programs, with the words behind them, of which the whole input is one. */
const STORES: readonly string[] = [
  'passwd',
  'smbpasswd',
  'vncpasswd',
  'kinit',
  'cryptsetup(?: \\S{1,20}){0,2} luks(?:Open|Format|AddKey)',
  'gh secret set',
  'vercel env add',
  'wrangler secret put',
  'wrangler pages secret put',
  'docker secret create',
  'podman secret create',
  'fly secrets import',
  'supabase secrets set',
  'pass insert',
  'npm token',
  'cargo login',
  'vault login',
];

const READERS: readonly (readonly [RegExp, Reads])[] = [
  [
    new RegExp(String.raw`${BEFORE}sudo${SUDO_OPTION}[ \t]{1,4}(?:-[A-Za-z]{0,4}S[A-Za-z]{0,4}|--stdin)(?![\w-])`),
    'password',
  ],
  [/[ \t](?:--password-stdin|--passphrase-fd[ =]0|--with-token|--key-file[ =]-)(?![\w-])/, 'password'],
  ...STORES.map((words): readonly [RegExp, Reads] => [
    new RegExp(String.raw`${BEFORE}${words.replaceAll(' ', String.raw`[ \t]{1,4}`)}(?![\w-])`),
    'password',
  ]),
  [/^[^\n]{0,160}[ \t]--data-file[ =]-(?![\w-])/, 'password'],
  [new RegExp(String.raw`${BEFORE}openssl[ \t]{1,4}passwd[^\n]{0,80}[ \t]-stdin(?![\w-])`), 'password'],
  [new RegExp(String.raw`${BEFORE}(?:redis|valkey)-cli(?![\w-])`), 'AUTH password'],
  [new RegExp(String.raw`${BEFORE}chpasswd(?![\w-])`), 'user:password'],
];

/** @param command from its first word on, bounded by whoever asks */
export const readsPassword = (command: string): Reads | undefined =>
  READERS.find(([pattern]) => pattern.test(command))?.[1];
