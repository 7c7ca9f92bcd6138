import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(16);

export const fixtures: RuleFixtures = {
  found: [
    [`log in with ada / ${PASSWORD}`, PASSWORD],
    [`Login with admin@x.example / ${value}.`, value],
    [`credentials: ada/${PASSWORD}`, PASSWORD],
    [`The credentials are \`ada:${value}\``, value],
    [`sign in as ada:${PASSWORD}, please`, PASSWORD],
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
  ],
};
