import { type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(40);

export const fixtures: RuleFixtures = {
  found: [
    [`curl -H 'Cookie: session=${value}' http://x.example`, value],
    [`Cookie: theme=dark; sid=${value}; lang=en`, value],
    [`Set-Cookie: session=${value}; Path=/; HttpOnly`, value],
    [`set-cookie: sid=${WORD}`, WORD],
    [`{"cookie":"sid=${value}"}`, value],
    [`{\\"Cookie\\": \\"sid=${value}\\"}`, value],
    [`"set-cookie": ["sid=${value}; Path=/", "a=b"]`, value],
    [`request.setHeader('Cookie', 'sid=${value}')`, value],
    [`document.cookie = "sid=${value}"`, value],
  ],
  left: [
    'Cookie: session=$SESSION',
    'Cookie: session=<value>',
    'Set-Cookie: a=1; Path=/; SameSite=Lax',
    'the cookie: it holds a session',
    'cookie = parse(header)',
    'Cookie: …',
    'cookie-parser: 1.4.6',
  ],
};
