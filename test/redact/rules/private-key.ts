import { type RuleFixtures, noise } from './rule-fixtures.ts';

const dashes = '-'.repeat(5);
const begin = (kind: string): string => `${dashes}BEGIN ${kind}PRIVATE KEY${dashes}`;
const end = (kind: string): string => `${dashes}END ${kind}PRIVATE KEY${dashes}`;
const first = noise(64);
const second = noise(48);

export const fixtures: RuleFixtures = {
  found: [
    [`${begin('')}\n${first}\n${second}\n${end('')}\nafter`, first],
    [`${begin('RSA ')}\nProc-Type: 4,ENCRYPTED\n\n${first}\n${second}\n${end('RSA ')}`, second],
    [JSON.stringify({ key: `${begin('OPENSSH ')}\n${first}\n${second}\n${end('OPENSSH ')}` }), second],
    [`cut off: ${begin('EC ')}\n${first}\n${second}`, second],
    [`${begin('')}\n${first}\n ⋮ then ${begin('')}\n${second}\n${end('')}`, second],
  ],
  left: [
    `a PEM file begins with ${begin('')} and ends with ${end('')}`,
    `${begin('')}\n...\n${end('')}`,
    `${dashes}BEGIN CERTIFICATE${dashes}\n${first}\n${dashes}END CERTIFICATE${dashes}`,
  ],
};
