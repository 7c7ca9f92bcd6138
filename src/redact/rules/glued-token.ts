import type { Match, RedactionRule } from '../rule.ts';

/**
 * Tokens whose beginning alone tells them, wherever they stand. secretlint asks for a boundary before and behind (13.0.7), and
 * logs have none: a colour's `m` (`ESC[32m`), a line break that is written `\n`, a name around it (`mcp__TOKEN__do`).
 */
export const gluedToken: RedactionRule = {
  id: 'glued-token',
  secret: true,
  contextual: false,
  find,
};

/**
 * Shapes as in secretlint's rules, taken as long as they go: what is glued behind goes too. A word of letters alone in the
 * place of what is random is none.
 */
const PATTERN = new RegExp(
  [
    'gh[opsru]_[A-Za-z0-9]{36}',
    'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}',
    'glpat-[A-Za-z0-9_-]{20}',
    'xox[abopr]-(?=[A-Za-z-]{0,64}[0-9])[A-Za-z0-9-]{20}',
    'xapp-(?=[A-Za-z-]{0,64}[0-9])[A-Za-z0-9-]{20}',
    'npm_(?=[A-Za-z]{0,35}[0-9])[A-Za-z0-9]{36}',
    '[rs]k_(?:live|test)_(?=[A-Za-z]{0,23}[0-9])[A-Za-z0-9]{24}',
    'sk-ant-[a-z]{2,8}[0-9]{2}-[A-Za-z0-9_-]{80}',
    'sk-(?:proj|svcacct|admin)-(?=[A-Za-z_-]{0,39}[0-9])[A-Za-z0-9_-]{40}',
    'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32}',
    'shp(?:at|ca|pa|ss)_(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}',
    'lin_api_(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}',
    'dckr_pat_[A-Za-z0-9_-]{27}',
    'hvs\\.[A-Za-z0-9_-]{90}',
    'figd_(?=[A-Za-z_-]{0,39}[0-9])[A-Za-z0-9_-]{40}',
    '(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)(?=[A-Z]{0,15}[0-9])[A-Z0-9]{16}',
  ]
    .map((shape) => `(?:${shape})`)
    .join('|'),
  'g',
);

/** As long as a token goes on; most are far shorter. */
const REST = /[A-Za-z0-9_-]{0,256}/y;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index } of text.matchAll(PATTERN)) {
    REST.lastIndex = index + found.length;
    const rest = REST.exec(text)?.[0] ?? '';
    yield { start: index, end: index + found.length + rest.length, values: [found] };
  }
}
