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
  ],
};
