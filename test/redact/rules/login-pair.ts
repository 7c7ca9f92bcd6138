import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(16);
const WORD = 'bluebird';

export const fixtures: RuleFixtures = {
  found: [
    [`log in with ada / ${PASSWORD}`, PASSWORD],
    [`Login with admin@x.example / ${value}.`, value],
    [`credentials: ada/${PASSWORD}`, PASSWORD],
    [`The credentials are \`ada:${value}\``, value],
    [`sign in as ada:${PASSWORD}, please`, PASSWORD],
    // a word, where the sentence ends behind it
    [`login: ada / ${WORD}`, WORD],
    [`You can log in with ada / ${WORD}.`, WORD],
    [`Use ada / ${WORD} to log in.`, WORD],
    [`- credentials: ada/${WORD}`, WORD],
    [`The username is ada, password ${WORD}`, WORD],
    [`username ada, password ${WORD}`, WORD],
    [`Log in as **ada** with the password **${WORD}**.`, WORD],
    [`I used the staging server with user ada and password ${WORD}.`, WORD],
    [`user: ada, pass: ${WORD}`, WORD],
  ],
  left: [
    'log in with email / password',
    'log in with Google / OAuth2',
    'login/oauth2 is the endpoint',
    'the credentials: see src/auth/login2.ts',
    'log in as user:user2',
    'login: src/x1/y2Z3aB4.ts',
    'credentials are read/written2',
    'sign in with https://x.example/a1B2c3',
    'login: cookie / session',
    'login: google / github',
    'sign in with apple / microsoft.',
    'login / logout / refresh',
    'Implemented user creation, password storage.',
    'with user lookup and password storage',
    'username and password validation',
    'username validation, password complexity',
    'the username is unique, password hashed',
    'use the account email and password policy',
    'a form with username, password and remember',
    'with user accounts and password managers',
    'username field, password field',
    'the account is locked and password expired',
    'Use next / previous to log in pages',
  ],
};
