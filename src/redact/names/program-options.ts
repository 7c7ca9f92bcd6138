/** Options of programs that take a secret. What each takes is said by the program's own manual page. */

/** `whole`: the value; `user:X`: what follows the first colon; `user%X`, `user,X`; `cookies`: the values of `a=X; b=Y`. */
export type Carries = 'whole' | 'user:X' | 'user%X' | 'user,X' | 'cookies';

export interface ProgramOption {
  /** With its dashes; the value follows a blank, `=`, or for a single letter nothing. */
  readonly option: string;
  readonly carries: Carries;
  /** The value is attached alone: `-pX`, whereas `-p` asks for it. */
  readonly attached?: true;
  /** Only behind this word of the same command: `docker login -p`, not `docker run -p`. */
  readonly after?: string;
}

const whole = (...options: readonly string[]): readonly ProgramOption[] =>
  options.map((option) => ({ option, carries: 'whole' }));

const after = (word: string, ...options: readonly string[]): readonly ProgramOption[] =>
  whole(...options).map((each) => ({ ...each, after: word }));

const login: readonly ProgramOption[] = [{ option: '-p', carries: 'whole', after: 'login' }];
const mysql: readonly ProgramOption[] = [{ option: '-p', carries: 'whole', attached: true }, ...whole('--password')];
const ldap = whole('-w');
const attachedAlone: readonly ProgramOption[] = [{ option: '-p', carries: 'whole', attached: true }];

export const PROGRAM_OPTIONS: ReadonlyMap<string, readonly ProgramOption[]> = new Map([
  [
    'curl',
    [
      { option: '-u', carries: 'user:X' },
      { option: '-U', carries: 'user:X' },
      { option: '--user', carries: 'user:X' },
      { option: '--proxy-user', carries: 'user:X' },
      { option: '-E', carries: 'user:X' },
      { option: '--cert', carries: 'user:X' },
      { option: '-b', carries: 'cookies' },
      { option: '--cookie', carries: 'cookies' },
      ...whole('--pass', '--proxy-pass', '--oauth2-bearer', '--tlspassword', '--proxy-tlspassword'),
    ],
  ],
  ['wget', whole('--password', '--http-password', '--ftp-password', '--proxy-password')],
  [
    'http',
    [
      { option: '-a', carries: 'user:X' },
      { option: '--auth', carries: 'user:X' },
    ],
  ],
  ...['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlsh', 'mysqlcheck', 'mysqlpump'].map(
    (name) => [name, mysql] as const,
  ),
  ...['mariadb', 'mariadb-dump', 'mariadb-admin', 'mycli', 'mydumper', 'xtrabackup'].map(
    (name) => [name, mysql] as const,
  ),
  ['sshpass', whole('-p')],
  ['redis-cli', whole('-a', '--pass')],
  ['valkey-cli', whole('-a', '--pass')],
  ...[
    'docker',
    'podman',
    'nerdctl',
    'buildah',
    'skopeo',
    'helm',
    'oras',
    'crane',
    'registry',
    'az',
    'oc',
    'cf',
    'ibmcloud',
  ].map((name) => [name, login] as const),
  ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoimport', 'mongoexport', 'cqlsh', 'twine'].map(
    (name) => [name, whole('-p', '--password')] as const,
  ),
  ...['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapdelete', 'ldappasswd', 'ldapwhoami'].map(
    (name) => [name, ldap] as const,
  ),
  ...['beeline', 'ncftpput', 'ncftpget', 'ncftpls', 'psexec'].map((name) => [name, whole('-p')] as const),
  ['poetry', [...after('publish', '-p', '--password')]],
  [
    'nuget',
    [
      ...after('push', '-k', '--api-key', '-ApiKey'),
      ...after('source', '-p', '--password'),
      ...after('sources', '-Password'),
    ],
  ],
  ['jenkins-cli.jar', [{ option: '-auth', carries: 'user:X' }]],
  ['sqlcmd', whole('-P')],
  ['bcp', whole('-P')],
  ['mosquitto_pub', whole('-P', '--pw')],
  ['mosquitto_sub', whole('-P', '--pw')],
  ...['plink', 'pscp', 'psftp', 'putty'].map((name) => [name, whole('-pw')] as const),
  ['ssh-keygen', whole('-N', '-P')],
  ['ipmitool', whole('-P')],
  ['influx', whole('-password')],
  ...['7z', '7za', '7zz', 'rar', 'unrar'].map((name) => [name, attachedAlone] as const),
  ['zip', whole('-P')],
  ['unzip', whole('-P')],
  ...['smbclient', 'rpcclient', 'winexe'].map((name) => [name, [{ option: '-U', carries: 'user%X' }]] as const),
  ['lftp', [{ option: '-u', carries: 'user,X' }]],
  ['gpg', whole('--passphrase')],
  ['keytool', whole('-storepass', '-keypass', '-srcstorepass', '-deststorepass')],
  ['jarsigner', whole('-storepass', '-keypass')],
]);
