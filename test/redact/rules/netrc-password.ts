import { type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(13);

export const fixtures: RuleFixtures = {
  found: [
    [JSON.stringify({ c: `cat > ~/.netrc <<EOF\nmachine h\nlogin ada\npassword ${value}\nEOF` }), value],
    [`machine x.example login bob password ${value}`, value],
    [`machine x.example\n  login bob\n  password ${WORD}\n`, WORD],
    [JSON.stringify(`machine x.example\n\tlogin bob\n\tpassword ${value}\n`), value],
    [`default login anonymous password ${value}`, value],
    [`machine x.example password ${value}7 login bob`, `${value}7`],
  ],
  left: [
    'machine x.example login bob password $TOKEN',
    'machine x.example login bob password <token>',
    'a virtual machine needs password protection',
    'the machine has a login and a password',
    'by default password hashing is on',
  ],
};
