import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(24);

export const fixtures: RuleFixtures = {
  found: [
    [`requirepass ${PASSWORD}\nport 6379`, PASSWORD],
    [`bindpw ${PASSWORD}\n`, PASSWORD],
    [`account x\nuser ada\npassword ${PASSWORD}\n`, PASSWORD],
    // psql's expanded rows
    [`-[ RECORD 1 ]+-----\nid           | 1\npassword     | ${PASSWORD}\n`, PASSWORD],
    [`-[ RECORD 1 ]+-----\nid           | 1\napi_token    | ${value}`, value],
    // vault kv get
    [`Key         Value\n---         -----\npassword    ${PASSWORD}\n`, PASSWORD],
    // Get-ChildItem Env:
    [`Name                Value\n----                -----\nAPI_TOKEN           ${value}\r\n`, value],
    [`DB_PASSWORD\t${PASSWORD}`, PASSWORD],
    [`| Key | Value |\n|---|---|\n| DB_PASSWORD | ${PASSWORD} |\n`, PASSWORD],
    [`│ name        │ value │\n├─────────────┼───────┤\n│ DB_PASSWORD │ ${PASSWORD} │\n`, PASSWORD],
    [`name,value\nAPI_TOKEN,${value}\n`, value],
    [`     1→API_TOKEN   ${value}\n`, value],
    [`+API_TOKEN   ${value}\n`, value],
    [JSON.stringify({ stdout: `user    ada\napi_token    ${value}\n` }), value],

    [`| DB_PASSWORD | ${PASSWORD} | of the database |\n`, PASSWORD],
    [`| \`API_TOKEN\` | \`${PASSWORD}\` | production | x |\n`, PASSWORD],
  ],
  left: [
    'password required2\npassword authentication-2024\ntoken abc1def2ghi3jkl4\n',
    'tiktoken          0.5.1\njsonwebtoken      9.0.0b2\nkeyring           24.3.0\n',
    'token    Opaque   1    5d\n',
    `api_key     ${noise(40, '0123456789abcdef')}\n`,
    '  --token   your-token-2\n',
    '| password | at least 8 characters |\n',
    '| token | kubernetes.io/service-account-token |\n',
    'password,Change1\ntoken,freq1\n',
    'API_TOKEN   API_TOKEN_2\n',
    'secret     src/auth/oauth2.ts\n',
    'primary_key   0190b5a4-7c5e-7d7a-8b1e-2f3a4b5c6d7e\n',
    'key   sha512-abc123\n',

    '| DB_PASSWORD | string | of the database |\n',
    '| API_TOKEN | per-user-2 | of the user |\n',
    '| max_tokens | 4096 | of an answer |\n',
    '| token | UserTokenV2 | a class |\n',
  ],
};
