import { type RuleFixtures, noise } from './rule-fixtures.ts';

const token = noise(24);
const hex = noise(40, '0123456789abcdef');

export const fixtures: RuleFixtures = {
  found: [
    [`git clone https://${token}@example.com/a/b`, token],
    [`https://${token}:x-oauth-basic@example.com/a/b.git`, token],
    [`https://${token}:@example.com`, token],
    [`git remote set-url origin "https://${hex}@git.example:8443/a/b"`, hex],
    [`{"url":"https://${token}@example.com"}`, token],

    [`https://api.example/v1/token/${token}/x`, token],
    [`https://api.example/webhooks/in/${token}`, token],
    [`https://app.example/reset-password/${token}?next=1`, token],
    [`https://app.example/reset/${noise(64, '0123456789abcdef')}`, noise(64, '0123456789abcdef')],
    [`https://maker.example/trigger/x/with/key/${token}`, token],
    [`{\\"url\\":\\"https://api.example/webhook/${token}\\"}`, token],
  ],
  left: [
    'https://ada@example.com/a/b',
    'ssh://git@example.com:22/x',
    'https://john.smith@bitbucket.example/a/b',
    'https://very-long-host-name-2.internal.example.com:8443/a@b',
    'https://cdn.example.com/pkg-1234567890@1.2.3/index.js',
    'https://${TOKEN}@example.com/a/b',
    'https://$GITHUB_TOKEN_2024@example.com/a/b',
    'https://<token>@example.com/a/b',
    'https://your-token-goes-here-1@example.com/a/b',

    'https://api.example/token/refresh-all-tokens-of-user-2',
    'https://docs.example/keys/managing-deploy-keys-v2',
    `https://forge.example/o/r/tree/token/${noise(40, '0123456789abcdef')}`,
    `https://chain-explorer.example/token/${noise(44)}`,
    'https://api.example/repos/o/r/hooks/1234567890123456789',
    `https://cdn.example/assets/${noise(24)}7.js`,
    'https://x.example/webhook/SessionStoreV2ManagerOfTheWebhook',
    `https://x.vault.example/keys/mine/${noise(32, '0123456789abcdef')}`,
    'src/token/aB3dE5fG7hI9jK1lM3 is no address',
  ],
};
