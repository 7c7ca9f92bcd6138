import { type RuleFixtures, noise } from './rule-fixtures.ts';

const value = `${noise(30)}7`;

export const fixtures: RuleFixtures = {
  found: [
    [`https://a.blob.x.example/c?sv=2020&sig=${value}%3D`, value],
    [`https://maps.x.example/x?key=${value}`, value],
    [`https://x.example/callback?state=1&code=${value}&x=2`, value],
    [`//registry.example/:_auth=${value}=`, value],
    [`_auth = ${value}`, value],
    [JSON.stringify({ url: `https://s3.x.example/a?X-Amz-Signature=${value}` }), value],
  ],
  left: [
    'https://x.example/?key=user-1',
    'https://x.example/list?sort=key1&key=created_at',
    'https://x.example/?code=404',
    '/search?key={key1}',
    'https://x.example/?sig=<signature>',
    'basic_auth=enabled2',
    '_auth=${NPM_AUTH2}',
    'row?key=${row.id2}',
  ],
};
