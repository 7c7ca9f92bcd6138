import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const login = encoded(`ada:${PASSWORD}`);
const dashes = '-'.repeat(5);
const pem = (what: string): string =>
  encoded(`${dashes}BEGIN ${what}${dashes}\n${noise(64)}\n${dashes}END ${what}${dashes}\n`);
const key = pem(['RSA PRIVATE', 'KEY'].join(' '));

export const fixtures: RuleFixtures = {
  found: [
    [`proxy_set_header X "Basic ${login}";`, login],
    [`{"auths": {"https://registry.example/v1/": {"auth": "${login}"}}}`, login],
    [`{\\"auth\\": \\"${login}\\"}`, login],
    [`_auth=${login}\nemail=a@example.com`, login],
    [`    client-key-data: ${key}\n`, key],
    [`KEY_B64=${key}`, key],
  ],
  left: [
    `    certificate-authority-data: ${pem('CERTIFICATE')}\n`,
    `"auth": "${encoded('no colon in it')}"`,
    '"auth": "middleware/session"',
    'Basic authentication is used',
    'auth=required2024',
  ],
};
