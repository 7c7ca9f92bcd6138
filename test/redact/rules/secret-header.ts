import { type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(32, '0123456789abcdef');
const digits = noise(20, '0123456789');

export const fixtures: RuleFixtures = {
  found: [
    [`curl -H "X-Auth-Key: ${value}" http://x.example`, value],
    [`X-Auth-Token: ${digits}`, digits],
    [`x-api-key: ${digits}`, digits],
    [`Ocp-Apim-Subscription-Key: ${value}`, value],
    [`PRIVATE-TOKEN: ${value}`, value],
    [`{"X-Auth-Key":"${value}"}`, value],
    [`{\\"X-Auth-Key\\": \\"${value}\\"}`, value],
    [`headers.set('X-Auth-Key', '${value}')`, value],
    [`x-functions-key: ${value}`, value],
    [`X-Hub-Signature: ${value}`, value],
  ],
  left: [
    'X-Auth-Key: $KEY',
    'X-Auth-Key: <key>',
    'X-Auth-Key: required',
    `Sec-WebSocket-Key: ${value}`,
    `cache-key: ${value}`,
    `x-cache-key: ${value}`,
    'primary-key: id_of_user',
    'x-api-key: string',
    'addFallback(cmd, "source-bearer-token", &auth.BearerToken, "SOURCE_TOKEN")',
    'flags source-token, source-bearer-token, target-token',
    'x-auth-key: name-of-the-key',
    'restore-key, the-other-one',
    "headers.get('x-api-key')",
  ],
};
