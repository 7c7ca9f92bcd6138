/** Commands of which the input is a password: sudo(8), docker-login(1), gh-auth-login(1), gpg(1), cryptsetup(8), chpasswd(8). */

/** `user:password`: a line for each user. */
export type Reads = 'password' | 'user:password';

/** Before the program: another that runs it (`sudo`, `docker exec -i c`, `ssh host`), quotes, its folder. */
const BEFORE = String.raw`^(?:[^\s;|&<>]{1,120}[ \t]{1,4}){0,8}?\\{0,3}["']?(?:[\w.-]{0,40}/){0,8}`;
const SUDO_OPTION = String.raw`(?:[ \t]{1,4}-{1,2}[A-Za-z][\w=-]{0,40}(?:[ \t]{1,4}(?:\\{0,3}'[^'\n]{0,40}'|\\{0,3}"[^"\n]{0,40}"|[a-z][\w-]{0,20})(?=[ \t]{1,4}-))?){0,5}?`;

const READERS: readonly (readonly [RegExp, Reads])[] = [
  [
    new RegExp(String.raw`${BEFORE}sudo${SUDO_OPTION}[ \t]{1,4}(?:-[A-Za-z]{0,4}S[A-Za-z]{0,4}|--stdin)(?![\w-])`),
    'password',
  ],
  [/[ \t](?:--password-stdin|--passphrase-fd[ =]0|--with-token|--key-file[ =]-)(?![\w-])/, 'password'],
  [new RegExp(String.raw`${BEFORE}passwd[ \t]{1,4}(?:[^\s|;&]{1,40}[ \t]{1,4})?--stdin(?![\w-])`), 'password'],
  [new RegExp(String.raw`${BEFORE}gh[ \t]{1,4}secret[ \t]{1,4}set(?![\w-])`), 'password'],
  [new RegExp(String.raw`${BEFORE}chpasswd(?![\w-])`), 'user:password'],
];

/** @param command from its first word on, bounded by whoever asks */
export const readsPassword = (command: string): Reads | undefined =>
  READERS.find(([pattern]) => pattern.test(command))?.[1];
