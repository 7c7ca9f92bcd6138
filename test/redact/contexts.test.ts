/** Whatever a secret is and whatever stands around it: where its place gives it away, it is gone. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactTexts } from '../../src/redact/redact-texts.ts';
import { noise } from './rules/rule-fixtures.ts';

const CONTEXTS: Readonly<Record<string, (value: string) => string>> = {
  curl: (value) => `curl -u admin:${value} https://x.example`,
  'curl in JSON': (value) => JSON.stringify({ command: `cd a\ncurl -s -u "admin:${value}" x` }),
  mysql: (value) => `mysql -uroot -p${value} db`,
  sshpass: (value) => `sshpass -p ${value} ssh h`,
  redis: (value) => `redis-cli -a ${value} ping`,
  docker: (value) => `docker login -u bob -p ${value} r.example`,
  openssl: (value) => `openssl enc -pass pass:${value} -in x`,
  netrc: (value) => `machine x.example login bob password ${value}`,
  sql: (value) => `ALTER USER bob PASSWORD '${value}'`,
  identified: (value) => `CREATE USER bob IDENTIFIED BY "${value}"`,
  cookie: (value) => `Cookie: session=${value}`,
  'set-cookie': (value) => `Set-Cookie: session=${value}; Path=/`,
  header: (value) => `X-Auth-Key: ${value}`,
  account: (value) => `AccountName=x;AccountKey=${value};E=1`,
  address: (value) => `https://${value}@git.example/a/b`,
  'address with a password': (value) => `https://bob:${value}@git.example/a/b`,
  password: (value) => `password=${value}`,
  quoted: (value) => `password: "${value}"`,
  said: (value) => `the password is "${value}"`,
  operand: (value) => `htpasswd -nb ada ${value}`,
  setting: (value) => `npm config set //r.example/:_authToken ${value}`,
  piped: (value) => `echo ${value} | sudo -S id`,
  'here-document': (value) => `sudo -S id <<EOF\n${value}\nEOF`,
  redirected: (value) => `redis-cli AUTH ${value} 2>&1`,
  'bold label': (value) => `- **Password:** ${value}`,
  'table row': (value) => `| Password | \`${value}\` |`,
  Korean: (value) => `비밀번호: ${value}`,
  Chinese: (value) => `密码：${value}`,
  Kubernetes: (value) => `- name: DB_PASSWORD\n  value: ${value}`,
  'name and value': (value) => JSON.stringify({ name: 'DB_PASSWORD', value }),
  element: (value) => `<password>${value}</password>`,
  'block of YAML': (value) => `password: >-\n  ${value}`,
  'page driver': (value) => `page.fill('#password', '${value}')`,
  'login call': (value) => `auth=('ada', '${value}')`,
  'Go MySQL': (value) => `ada:${value}@tcp(h:3306)/db`,
  'signing key': (value) => `jwt.sign(payload, '${value}')`,
  'key in bytes': (value) => `hmac.New(sha256.New, []byte("${value}"))`,
  prompted: (value) => `expect "assword:"\nsend "${value}\\r"`,
  'network drive': (value) => `net use Z: \\\\h\\s /user:ada ${value}`,
  'cells of a page': (value) => `<td>Password</td>\n<td><code>${value}</code></td>`,
  'value before its name': (value) => `{"value": "${value}", "name": "DB_PASSWORD"}`,
  'list of passwords': (value) => `passwords:\n  - ${value}\n`,
  'here-string': (value) => `sudo -S id <<< "${value}"`,
};

/** Where a sentence alone says it, without quotes, or a name that says little. */
const SAID: Readonly<Record<string, (value: string) => string>> = {
  'said of a key': (value) => `the API key for staging is ${value}.`,
  'said of a token': (value) => `the token is ${value}`,
  arrow: (value) => `Password → ${value}`,
  'line below': (value) => `Username: ada\nPassword:\n${value}`,
  Japanese: (value) => `パスワードは「${value}」です`,
  German: (value) => `das Passwort ist ${value}`,
  pgpass: (value) => `h:5432:*:ada:${value}`,
  'short name': (value) => `Server=db;Uid=sa;Pwd=${value};`,
  query: (value) => `https://x.example/?sig=${value}`,
  'path of an address': (value) => `https://x.example/webhook/${value}`,
  'list of tokens': (value) => `tokens = ["a", "${value}"]`,
  shown: (value) => `here's the key ${value}`,
  given: (value) => `use the token ${value} for that`,
};

/** Letters and at least one digit, as long as tokens are. */
const value = fc
  .tuple(fc.stringMatching(/^[A-Za-z]{4,12}$/), fc.stringMatching(/^[0-9][A-Za-z0-9]{15,30}$/))
  .map((parts) => parts.join(''));
/** No words in it: letters and digits take turns. */
const random = fc
  .array(fc.stringMatching(/^[a-z]{1,2}[0-9][A-Z]{1,2}$/), { minLength: 7, maxLength: 12 })
  .map((parts) => parts.join(''));
/** What a log has around: nothing that goes on in the value's own word, and no quote that is left open. */
const around = fc.oneof(
  fc.constantFrom('', 'see: ', '# ', '$ ', 'a && ', '"x" ', '…', '> ', 'fix it; '),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/["'`\\\w[\]<>$%{}@:=-]/gu, ' ')),
);

describe.each([
  ...Object.entries(CONTEXTS).map(([name, context]) => [name, context, value] as const),
  ...Object.entries(SAID).map(([name, context]) => [name, context, random] as const),
])('%s', (_name, context, values) => {
  it('hides any value at any place', async () => {
    await fc.assert(
      fc.asyncProperty(values, around, around, async (secret, before, after) => {
        const { texts } = await redactTexts([
          `${before}\n${context(secret)}\n${after}`,
          `${before} ${context(secret)}`,
        ]);
        expect(texts.join('\n')).not.toContain(secret);
      }),
      { numRuns: 60 },
    );
  });
});

it('hides each where one portion of the texts ends and the next begins', async () => {
  // of different lengths: none is known by another's place
  const secrets = Object.values(CONTEXTS).map((context, index) => ({ context, secret: `x${noise(18 + index)}7` }));
  const lines = secrets.map(({ context, secret }) => context(secret));
  const pad = 'lorem ipsum '.repeat(90_000);
  for (let nth = 0; nth <= 8; nth++) {
    const shift = Math.floor((lines.join('\n').length * nth) / 8);
    const before = pad.slice(0, (1 << 20) - shift - 1);
    for (const input of [[`${before}\n${lines.join('\n')}\n${pad.slice(0, 50)}`], [before, ...lines]]) {
      const text = (await redactTexts(input)).texts.join('\n');
      for (const { secret } of secrets) expect(text).not.toContain(secret);
    }
  }
});

it('takes texts that only begin like secrets in its stride', async () => {
  const heap = [
    'eyJ',
    'eyJa.',
    'curl -u ',
    "mysql '",
    '://a',
    'Cookie: a=',
    'password ',
    'machine a ',
    "PASSWORD '",
    'x-key: ',
    'the password is ',
    'password for a b c d ',
    'htpasswd -b ',
    'npm config ',
    'echo a ',
    'sudo -S a <<< ',
    'sudo -S <<EOF\na\n',
    'echo a | a a ',
    'echo a | sudo -a ',
    'htpasswd 2>a ',
    '"a" as the ',
    'set the password to ',
    '**Password:** ',
    '| password ',
    'pwd=',
    '\npassword | x',
    'id  password\n',
    'kind: Secret\ndata:\n a: xxxx\n',
    '"password": {"value": ',
    'Basic a',
    'a\u001b[1mb\0',
    '비밀번호는 ',
    'password →',
    'password: ```\n',
    'name: a_password\n value: ',
    'variable "password" { ',
    '<password>',
    '<key>password</key>',
    "fill('#password', ",
    'auth=(a,',
    'PDO(a(), ',
    'a:5432:b:c:',
    'a:b@tcp',
    '?key=a-',
    'password:a|',
    'a:password:',
    'arn:password:',
    'password: >-\n ',
    'a-b_c.',
    'log in with a/',
    'yes a "b" | ',
    'insert into a (password) values (a(b), ',
    "btoa('a:",
    'redis-cli AUTH a ',
    '\n| password |\n|---|\n| a ',
    '|---',
    'key is ',
    'setx a_b_',
    'token a/b',
    'passwords: [a, ',
    'tokens:\n- a\n',
    '<td>password</td><td>',
    'value: a name: password ',
    'net use a /user:',
    'jwt.sign({a, ',
    'expect "assword:" ',
    '://a/key/',
    ['', '1', 'a', ''].join('$'),
    ['A', 'C', 'a1b2c3d4'.repeat(4), ' a'].join(''),
  ];
  for (const piece of heap) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const { texts } = await redactTexts([text]);
    expect(texts).toHaveLength(1);
  }
});
