import type { RuleFixtures } from './rule-fixtures.ts';

/** Of the superuser. */
const ROOT = ['', 'root'].join('/');

export const fixtures: RuleFixtures = {
  found: [
    ['cd /home/ada/work && ls', '/home/ada'],
    ['/Users/ada.lovelace/x.ts', 'ada.lovelace'],
    ['open "C:\\Users\\Ada\\x.ts"', 'Users\\Ada'],
    ['{"cwd":"C:\\\\Users\\\\Ada\\\\repo"}', 'Ada'],
    ['/mnt/c/Users/ada/x', 'ada'],
    ['/c/Users/ada/x', 'ada'],
    ['file:///home/ada/x', 'ada'],
    [`see ${ROOT}/.bashrc`, ROOT],
    [`HOME=${ROOT}`, ROOT],
  ],
  left: [
    'https://example.com/home/about',
    'src/home/page.ts',
    './home/x',
    '/homes/ada',
    `${ROOT}s/x`,
    '/usr/share',
    '~/work',
    '/home',
    '/home/',
    '$HOME/x',
  ],
};
