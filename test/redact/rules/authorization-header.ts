import { type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(32);

export const fixtures: RuleFixtures = {
  found: [
    [`curl -H "Authorization: Bearer ${value}" https://x`, value],
    [`authorization: ${value}`, value],
    [`{"Authorization":"Basic ${value}=="}`, value],
    [`{\\"authorization\\":\\"token ${value}\\"}`, value],
    [`-H 'Proxy-Authorization: Digest ${value}'`, value],
    [`headers: { Authorization: \`Bearer ${value}\` }`, value],
    [`request.setHeader('Authorization', 'Bearer ${value}')`, value],
    [`sent bearer ${value} along`, value],
  ],
  left: [
    'Authorization: Bearer $TOKEN',
    'Authorization: Bearer ${token}',
    'Authorization: Bearer <token>',
    'the authorization layer is a bearer of responsibilities for everything',
    'Authorization: Bearer',
    ':policies, :authorization, :domain-7,',
    'bearer tokens are described in RFC 6750',
  ],
};
