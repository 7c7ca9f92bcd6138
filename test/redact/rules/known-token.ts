import { type RuleFixtures, noise } from './rule-fixtures.ts';

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const BECH32 = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';

/** The literal that a token begins with is never written beside its body. */
const token = (start: readonly string[], length: number, alphabet?: string): string =>
  start.join('') + noise(length, alphabet);

const jwt = [token(['ey', 'J'], 33), token(['ey', 'J'], 60), noise(43)].join('.');

const TOKENS: readonly string[] = [
  jwt,
  jwt.slice(0, jwt.lastIndexOf('.') + 1),
  token(['AIz', 'aSy'], 33),
  token(['GOC', 'SPX-'], 28),
  token(['ya', '29.'], 120),
  token(['sk-', 'proj-'], 48),
  token(['h', 'f_'], 34),
  token(['api', '_org_'], 34),
  token(['pyp', 'i-AgEIcHlwaS5vcmc'], 120),
  ...['dop', 'doo', 'dor'].map((kind) => token([kind, '_v1_'], 64, HEX)),
  token(['AGE-SECRET', '-KEY-1'], 58, BECH32),
  token(['sntry', 'u_'], 64, HEX),
  token(['sntry', 's_'], 90),
  ...['pt', 'st', 'ct', 'scim', 'audit'].map((kind) => token(['dp', '.', kind, '.'], 43)),
  token(['nt', 'n_'], 46),
  token(['xa', 'i-'], 80),
  token(['r', '8_'], 37),
  token(['pscale', '_tkn_'], 43),
  token(['pscale', '_pw_'], 43),
  token(['ke', 'y-'], 32, HEX),
  token(['S', 'K'], 32, HEX),
];

const telegram = token([':', 'AA'], 33);
const discord = noise(68);
const DISCORD = ['discord', 'com'].join('.');
const SLACK = ['hooks', 'slack', 'com'].join('.');
const slack = `T${noise(8)}/B${noise(8)}/${noise(24)}`;

export const fixtures: RuleFixtures = {
  found: [
    ...TOKENS.flatMap((each) => [
      [`use ${each} to log in`, each] as const,
      [`{\\"a\\":\\"x\\n${each}\\"}`, each] as const,
      [`(${each})`, each] as const,
      [`x=${each}`, each] as const,
      [`first\\n${each}\\nlast`, each] as const,
      [`?x=a%3D${each}&y`, each] as const,
    ]),
    [`https://api.telegram.org/bot${noise(9, '123456789')}${telegram}/getMe`, telegram],
    [`curl https://${DISCORD}/api/webhooks/${noise(18, '123456789')}/${discord}`, discord],
    [`https://${SLACK}/services/${slack}`, slack],

    [`https://api.telegram.org/bot${noise(9, '123456789')}:${noise(35)}/getMe`, noise(35)],
    [`https://${DISCORD}/api/v10/webhooks/${noise(18, '123456789')}/${discord}`, discord],
    [`https://${['hooks', 'slack-gov', 'com'].join('.')}/services/${slack}`, slack],
    [`https://x.webhook.office.com/webhookb2/a@b/IncomingWebhook/${noise(32, HEX)}/x`, noise(32, HEX)],
    [`https://open.feishu.cn/open-apis/bot/v2/hook/${noise(36, HEX)}`, noise(36, HEX)],
    [`https://hooks.zapier.com/hooks/catch/123456/${noise(7)}/`, noise(7)],
    [`https://mainnet.infura.io/v3/${noise(32, HEX)}`, noise(32, HEX)],
    [`https://eth-mainnet.g.alchemy.com/v2/${noise(32)}`, noise(32)],
  ],
  left: [
    'https://eth-mainnet.g.alchemy.com/v2/your_alchemy_api_key_here',
    'a token begins with eyJ and has two dots',
    'ghf_internal_name and shf_other',
    'AIza is how Google API keys begin',
    'pypi-AgE… is a macaroon',
    'dop_v1_<token>',
    'monkey-0123',
    'SKU-0123',
    ['AS', 'K', noise(32, HEX)].join(''),
    `image/png;base64,${noise(40, LOWER)}AIza${noise(40, LOWER)}`,
    'xai-grok is a model',
    'r8_short',
    '12:AAbb',
    `at 10:15:30:AA${noise(8, DIGITS)}`,
    'https://discord.com/api/webhooks/{id}/{token}',
    'https://hooks.slack.com/services/…',
    'pscale_tkn_example',

    'https://api.telegram.org/bot<token>/getMe',
    'https://docs.alchemy.com/v2/reference',
    'POST /webhooks/{id}/{token} and /webhooks/42/deliveries',
  ],
};
