import { type RuleFixtures, noise } from './rule-fixtures.ts';

const dashes = '-'.repeat(5);
const end = (kind: string): string => `${dashes}END ${kind}PRIVATE KEY${dashes}`;
const first = noise(64);
const second = noise(48);

const below = (prefix: string): readonly [string, string] => [
  [first, second, end('')].map((line) => prefix + line).join('\n'),
  first,
];

export const fixtures: RuleFixtures = {
  found: [
    [`${first}\n${second}\n${end('')}\nafter`, first],
    [`${first}\n${noise(4)}\n${end('RSA ')}`, noise(4)],
    // the line in which it was cut
    [`… ${first.slice(0, 30)}\n${first}\n${second}\n${end('RSA ')}`, first.slice(0, 30)],
    [JSON.stringify({ output: `${first}\r\n${second}\r\n${end('')}\r\n` }), first],
    [JSON.stringify(JSON.stringify({ output: `${first}\n${second}\n${end('')}\n` })), first],
    // in a diff, and with the numbers of lines
    [`+${first}\n+${second}\n+${end('')}`, first],
    [`   27→${first}\n   28→${second}\n   29→${end('OPENSSH ')}`, first],
    [`  28\t${second}\n  29\t${end('EC ')}`, second],
    // in strings of code, with what editors and `cat -A` show, with its end on the same line
    [`'${first}\\n' +\n  '${second}\\n' +\n  '${end('')}\\n'`, first],
    [JSON.stringify([first, second, end('')], null, 2), first],
    [`${first}$\n${second}$\n${end('')}$`, first],
    [`${first}  \n${second}  \n${end('')}`, first],
    [`│ ${first} │\n│ ${second} │\n│ ${end('')} │`, first],
    [`${first}\n${second}${end('')}`, first],
    [`  key: |\n    ${first}\n    ${second}\n    ${end('')}`, first],
    // behind what tools put before lines
    ...['certs/id.pem:', 'certs/id.pem:12:', 'certs/id.pem-12-', 'id_rsa:', 'main:certs/id.pem:12:', '12-'].map(below),
    ...['web_1  | ', '[pod/api-7d9f/api] ', '2026-11-28T00:00:00.123Z ', 'web_1  | 2026-11-28T00:00:00Z '].map(below),
    // behind another record
    [`{}\n${JSON.stringify({ output: `${first}\ncerts/id.pem:13:${second}\ncerts/id.pem:14:${end('')}` })}`, first],
    ...['Nov 28 00:00:00 host app[12]: ', 'job\tstep\t2026-11-28T00:00:00.1234567Z '].map(below),
  ],
  left: [
    `it ends with ${end('')}`,
    `the last line reads\n${end('')}`,
    `${noise(40, '0123456789abcdef')} ends with ${end('')}`,
    `${first}\n${dashes}END CERTIFICATE${dashes}`,
    `${first}\n\n${end('')}`,
  ],
};
