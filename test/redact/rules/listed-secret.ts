import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const token = `${noise(24)}7`;
const other = `${noise(26)}8`;
const chosen = ['hunter', '2', 'pass'].join('');

export const fixtures: RuleFixtures = {
  found: [
    [`passwords:\n  - ${PASSWORD}\n  - other\n`, PASSWORD],
    [`passwords:\n- first\n- "${chosen}"\n`, chosen],
    [`tokens:\n  - ${other} # of ada\n  - '${token}'\n`, token],
    [`secrets:\n  - ${token}\n`, token],
    [`api_keys: [${token}, b]`, token],
    [`apiKeys = ["a", "${token}"]`, token],
    [`"passwords": [\n  "x",\n  "${chosen}"\n]`, chosen],
    [`PASSWORDS = ('a', '${PASSWORD}')`, PASSWORD],
    [`passwords: [first, ${chosen}]`, chosen],
    [`'tokens' => ['${token}']`, token],
    [`12→tokens:\n13→  - ${token}\n`, token],
    [`+tokens:\n+  - ${token}\n`, token],
    [JSON.stringify({ text: `passwords:\n  - ${PASSWORD}\n` }), PASSWORD],
    [JSON.stringify(JSON.stringify({ passwords: ['a', PASSWORD] })), PASSWORD],
  ],
  left: [
    'services:\n  db:\n    secrets:\n      - db_password\n      - tls-cert-2\n',
    'secrets:\n  - name: db-secret-2\n',
    'tokens: ["const", "identifier1", "=", "42"]',
    'tokens = ["hello7", "world8"]',
    'const tokens = [color500, size2xl]',
    'keys: [user1, user2, abc123def456]',
    'cacheKeys = ["user:42", "a1b2c3d4e5f6g7h8"]',
    'passwords: [string, min8]',
    'passwords = [hash(p1), hash(p2)]',
    'secrets:\n  - ${{ secrets.DEPLOY_KEY2 }}\n',
    'max_tokens: [4096, 8192]',
    'imagePullSecrets:\n  - name: regcred2\n',
    `tokens:\n  - ${noise(40, '0123456789abcdef')}\n`,
    // names in code, of what is called, and of Secrets
    'const passwords = [first, password3]',
    'passwords: (values1) => values1.length',
    'passwords = {md5abc1, sha1xyz}',
    'secrets:\n  - app1-tls-k8s\n',
    'tokens = ["n1<=10&&x2", "foo1&&bar2"]',
    'the passwords: - are listed below\n- first one2\n',
  ],
};
