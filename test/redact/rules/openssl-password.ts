import { type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(12);

export const fixtures: RuleFixtures = {
  found: [
    [`openssl enc -aes-256-cbc -pass pass:${value} -in x`, value],
    [`openssl rsa -passin pass:${WORD} -in x.pem`, WORD],
    [`openssl genrsa -passout "pass:${value}" 4096`, value],
    [`openssl genrsa -passout pass:'${value}' 4096`, value],
    [JSON.stringify({ args: ['openssl', '-passin', `pass:${value}`] }), value],
    [JSON.stringify({ command: `openssl x -passin "pass:${value}"` }), value],
  ],
  left: [
    'openssl enc -pass pass:$PASS -in x',
    'openssl enc -pass env:PASS -in x',
    'openssl enc -pass file:pass.txt',
    'openssl enc -pass pass:<password>',
    'bypass pass:value1',
  ],
};
