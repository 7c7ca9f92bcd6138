import { type RuleFixtures, noise } from './rule-fixtures.ts';

const HEX = '0123456789abcdef';
const account = ['A', 'C'].join('') + noise(32, HEX);
const key = ['S', 'K'].join('') + noise(32, HEX);
const token = noise(32, `f${HEX}`);
const secret = noise(32);

export const fixtures: RuleFixtures = {
  found: [
    [`${account}:${token}`, token],
    [`Client("${account}", "${token}")`, token],
    [`twilio('${account}', authToken = '${token}')`, token],
    [`{"sid":"${account}","auth":"${token}"}`, token],
    [`${key}:${secret}`, secret],
    [`new Twilio("${key}", "${secret}")`, secret],
  ],
  left: [account, `${account}: sent`, `the account ${account} has 3 numbers`, `x${token}`, `md5 ${token}`, 'SK and AC'],
};
