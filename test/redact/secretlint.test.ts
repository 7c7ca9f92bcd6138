import { expect, it } from 'vitest';
import { runSecretlint } from '../../src/redact/secretlint.ts';
import { noise } from './rules/rule-fixtures.ts';

it.each([
  ['aws-access-key-id', `AKIA${noise(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')}`, ''],
  ['aws-secret-access-key', noise(40), 'AWS_SECRET_ACCESS_KEY='],
  ['github-token', `ghp_${noise(36)}`, ''],
  ['npm-access-token', `npm_${noise(36)}`, ''],
  ['slack-token', `xoxb-${noise(12, '0123456789')}-${noise(24)}`, ''],
])('%s is found, and the place is its value', async (id, value, name) => {
  const text = `before ${name}${value} after`;
  const places = (await runSecretlint(text)).map((finding) => [finding.id, text.slice(finding.start, finding.end)]);
  expect(places).toContainEqual([id, value]);
});
