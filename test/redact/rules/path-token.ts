import { type RuleFixtures, noise } from './rule-fixtures.ts';

const token = noise(24);
const hex = noise(40, '0123456789abcdef');

export const fixtures: RuleFixtures = {
  found: [
    [`https://api.example/v1/token/${token}/x`, token],
    [`https://api.example/webhooks/in/${token}`, token],
    [`https://app.example/reset-password/${token}?next=1`, token],
    [`https://app.example/reset/${noise(64, '0123456789abcdef')}`, noise(64, '0123456789abcdef')],
    [`https://maker.example/trigger/x/with/key/${token}`, token],
    [`{\\"url\\":\\"https://api.example/webhook/${token}\\"}`, token],
    [`https://app.example/invite/${hex}/accept`, hex],
    [`https://hooks.coin.example/webhook/${token}`, token],
    [`https://api.example/hook/${token}%3D`, token],
  ],
  left: [
    'https://api.example/token/refresh-all-tokens-of-user-2',
    'https://docs.example/keys/managing-deploy-keys-v2',
    `https://forge.example/o/r/tree/token/${noise(40, '0123456789abcdef')}`,
    `https://chain-explorer.example/token/${noise(44)}`,
    'https://api.example/repos/o/r/hooks/1234567890123456789',
    `https://cdn.example/assets/${noise(24)}7.js`,
    'https://x.example/webhook/SessionStoreV2ManagerOfTheWebhook',
    `https://x.vault.example/keys/mine/${noise(32, '0123456789abcdef')}`,
    'src/token/aB3dE5fG7hI9jK1lM3 is no address',

    // files, also with a hash of what they hold
    `https://cdn.example/reset/page-${noise(16, '0123456789abcdef')}.js`,
    `https://cdn.example/tokens/tokens.${noise(10)}.css`,
    'http://localhost:5173/src/hooks/use2dCanvas3d.ts?t=1705312345678',
    // titles, words of other scripts, versions
    'https://blog.example/hooks/how-to-use-hooks-1a2b3c4d5e6f',
    `https://notes.example/keys/Page-of-Team-${noise(32, '0123456789abcdef')}`,
    'https://ja.example/wiki/token/%E3%83%88%E3%83%BC%E3%82%AF%E3%83%B3',
    'https://pkg.example/x/token/v1.2.3-0.20240115103000-abcdef123456',
    // what is stored, coins, commits
    `https://api.example/webhooks/${noise(24, '0123456789abcdef')}`,
    `https://api.example/tokens/01HQ${noise(22, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')}`,
    `https://app.example/token/0x${hex}`,
    `https://raw.githubusercontent.com/o/reset/${hex}/reset.css`,
    `https://forge.example/o/reset/tree/${hex}`,
    `See https://forge.example/o/r/tree/token/${hex}.`,
  ],
};
