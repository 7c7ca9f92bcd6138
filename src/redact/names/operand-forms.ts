/** Programs that take a secret as a word of its own. What each takes is said by the program's own manual page. */

export interface OperandForm {
  /** Words that stand before it, in this order, with options alone before and between them. */
  readonly verbs?: readonly string[];
  /** One of the words has to be this one. */
  readonly needs?: RegExp;
  /** The secret stands directly behind this word. */
  readonly behind?: RegExp;
  /** Else it is this operand after the verbs, from 1; or the last, of at least `least`. */
  readonly nth?: number | 'last';
  readonly least?: number;
  /** The secret alone of a word that holds more. */
  readonly part?: RegExp;
  /** Or it is the part of each word that has it: `--body=X`. */
  readonly within?: RegExp;
  /** Options behind the verbs of which the next word is the value, no operand. */
  readonly takes?: RegExp;
}

const behind = (word: RegExp, ...verbs: readonly string[]): OperandForm => ({ behind: word, verbs });
const nth = (position: number, ...verbs: readonly string[]): OperandForm => ({ nth: position, verbs });

/** `npm config set //registry.example/:_authToken X`, `git config github.token X`. */
const SECRET_SETTING =
  /^(?!alias\.).{0,200}(?:secret|token|password|passwd|_auth|api[-_]?key|access_key|requirepass|masterauth)$/i;
const configured = (...verbs: readonly string[]): OperandForm => behind(SECRET_SETTING, ...verbs);
const redis: readonly OperandForm[] = [
  { verbs: ['auth'], nth: 'last' },
  { verbs: ['AUTH'], nth: 'last' },
  configured('config', 'set'),
  configured('CONFIG', 'SET'),
];
/** rabbitmqctl(8): the options of every command. */
const RABBIT = /^(?:-n|--node|-t|--timeout|-p|--vhost)$/;
const ofUser = (verb: string): OperandForm => ({ nth: 2, verbs: [verb], takes: RABBIT });
/** `setx DB_PASSWORD X`: a variable that is named a secret. */
const SECRET_VARIABLE =
  /^(?:[A-Za-z0-9]{1,30}_){0,6}(?:password|passwd|pass|pwd|secret|token|api_?key|(?:access|auth|private|secret|signing|encryption)_key(?:_base)?|credentials?)$/i;
const variable: readonly OperandForm[] = [behind(SECRET_VARIABLE)];
const ORACLE: readonly OperandForm[] = [{ nth: 1, part: /^["']?[A-Za-z][\w$#]{0,30}\/(?<secret>[^@/]{4,64})(?:@|$)/ }];

/** A word of two parts alone may be a folder. */
const ORACLE_DUMP: readonly OperandForm[] = ORACLE.map((form) => ({ ...form, needs: /[=@]/ }));

export const OPERAND_FORMS: ReadonlyMap<string, readonly OperandForm[]> = new Map<string, readonly OperandForm[]>([
  [
    'htpasswd',
    [
      { needs: /^-[A-Za-z]*(?:n[A-Za-z]*b|b[A-Za-z]*n)/, nth: 'last', least: 2 },
      { needs: /^-[A-Za-z]*b/, nth: 'last', least: 3 },
    ],
  ],
  ['mosquitto_passwd', [{ needs: /^-[A-Za-z]*b/, nth: 'last', least: 3 }]],
  ['rabbitmqctl', [ofUser('add_user'), ofUser('change_password'), ofUser('authenticate_user')]],
  ['samba-tool', [nth(2, 'user', 'create'), nth(2, 'user', 'add')]],
  ['mc', [nth(4, 'alias', 'set'), nth(4, 'config', 'host', 'add')]],
  ['net', [{ verbs: ['user'], needs: /^\/(?:add|domain|active:\w+|expires:\w+)$/i, nth: 2 }]],
  ['redis-cli', redis],
  ['valkey-cli', redis],
  ['wpa_passphrase', [nth(2)]],
  ['nmcli', [behind(/^(?:password|[\w-]+\.psk)$/)]],
  ['sqlplus', ORACLE],
  ['sqlldr', ORACLE],
  ['expdp', ORACLE_DUMP],
  ['impdp', ORACLE_DUMP],
  ['db2', [behind(/^using$/i, 'connect')]],
  ['openssl', [{ verbs: ['passwd'], nth: 1, takes: /^-(?:salt|in)$/ }, behind(/^-k$/, 'enc')]],
  ['mkpasswd', [{ nth: 1, takes: /^(?:-[mSRPl]|--(?:method|salt|rounds))$/ }]],
  [
    'security',
    [behind(/^-p$/, 'unlock-keychain'), behind(/^-p$/, 'create-keychain'), behind(/^-w$/, 'add-generic-password')],
  ],
  [
    'gh',
    [
      behind(/^(?:-b|--body=?)$/, 'secret', 'set'),
      { verbs: ['secret', 'set'], within: /^(?:-b|--body=)(?<secret>.+)$/ },
    ],
  ],
  ['glab', [behind(/^(?:-t|--token)$/, 'auth', 'login')]],
  ['npm', [configured('config', 'set'), configured('set'), configured('c', 'set')]],
  ['pnpm', [configured('config', 'set')]],
  ['yarn', [configured('config', 'set')]],
  ['git', [configured('config')]],
  [
    'aws',
    [
      configured('configure', 'set'),
      { verbs: ['ssm', 'put-parameter'], needs: /^(?:--type=)?SecureString$/, behind: /^--value$/ },
      { verbs: ['ssm', 'put-parameter'], needs: /^(?:--type=)?SecureString$/, within: /^--value=(?<secret>.+)$/ },
    ],
  ],
  [
    'az',
    [
      behind(/^--value$/, 'keyvault', 'secret', 'set'),
      { verbs: ['keyvault', 'secret', 'set'], within: /^--value=(?<secret>.+)$/ },
    ],
  ],
  [
    'vault',
    [
      { verbs: ['login'], nth: 1, part: /^(?<secret>[\w.-]{8,})$/ },
      { verbs: ['kv', 'put'], within: /^(?:value|data|secret)=(?<secret>[^@].*)$/ },
      { verbs: ['write'], within: /^(?:value|secret_id)=(?<secret>[^@].*)$/ },
    ],
  ],
  [
    'doppler',
    [
      behind(/^[A-Z][A-Z0-9_]*$/, 'secrets', 'set'),
      { verbs: ['secrets', 'set'], within: /^[A-Z][A-Z0-9_]*=(?<secret>.+)$/ },
    ],
  ],
  ['dotnet', [{ verbs: ['user-secrets', 'set'], nth: 2, takes: /^(?:-p|--project|--id|-c|--configuration)$/ }]],
  ['cargo', [{ verbs: ['login'], nth: 1, takes: /^--registry$/ }]],
  [
    'kubectl',
    [
      {
        verbs: ['create', 'secret', 'generic'],
        within: /^--from-literal=(?!(?:[\w.-]*(?:user|name|host|port|url|region|email|type))=)[\w.-]+=(?<secret>.+)$/i,
      },
    ],
  ],
  ['bundle', [{ verbs: ['config', 'set'], nth: 2, part: /^[\w.@-]+:(?<secret>[^/].*)$/ }]],
  ['ansible-vault', [{ verbs: ['encrypt_string'], nth: 1, takes: /^--(?:name|vault-id|vault-password-file)$/ }]],
  ['grafana-cli', [behind(/^reset-admin-password$/)]],
  ['setx', variable],
  ['setenv', variable],
  [
    'Set-Item',
    [behind(/^Env:\\?(?:[A-Za-z0-9]{1,30}_){0,6}(?:PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN|(?:API_?)?KEY)$/i)],
  ],
  ['set -gx', variable],
  ['set -Ux', variable],
  ['set -x', variable],
  ['ENV', variable],
  ['poetry', [{ verbs: ['config'], needs: /^http-basic\./, nth: 3 }, behind(/^pypi-token\.[\w-]+$/, 'config')]],
  [
    'composer',
    [
      { verbs: ['config'], needs: /^http-basic\./, nth: 3 },
      behind(/^(?:github-oauth|gitlab-token|bearer)\.[\w.-]+$/, 'config'),
    ],
  ],
]);
