import { type RuleFixtures, noise } from './rule-fixtures.ts';

const github = `ghp_${noise(36)}`;
const gitlab = `glpat-${noise(20)}`;
const aws = `AKIA${noise(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
const slack = `xoxb-${noise(12, '0123456789')}-${noise(24)}`;
const npm = `npm_${noise(36)}`;
const stripe = ['sk', `_live_${noise(24)}`].join('');
const anthropic = ['sk', `-ant-api03-${noise(93)}AA`].join('');
const sendgrid = ['SG', noise(22), noise(43)].join('.');

/** Each token where no boundary is: before it, behind it, on both sides. */
const glued = (token: string): RuleFixtures['found'] => [
  [`\u001b[32m${token}\u001b[0m`, token],
  [`printf 'a\\n${token}\\n'`, token],
  [`x${token}`, token],
  [`mcp__${token}__do`, token],
];

export const fixtures: RuleFixtures = {
  found: [github, gitlab, aws, slack, npm, stripe, anthropic, sendgrid].flatMap(glued),
  left: [
    'ghp_ is the prefix of a personal token, github_pat_ of a fine-grained one',
    'npm_config_registry_and_other_settings_of_the_user',
    'npm_lifecycle_script npm_package_json npm_execpath',
    'xoxb- and xoxp- are beginnings',
    'sk-proj- and sk-ant-api03-… are beginnings',
    ['MAK', 'IANDTHEOTHERSOFTHETEAM'].join(''),
    'the SG.module.exports of it',
  ],
};
