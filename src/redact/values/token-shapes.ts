/**
 * Shapes of tokens by which their makers let them be known, as far as secretlint's preset does not know them. Lengths
 * are lower bounds: a maker may make the next one longer. Bodies are bounded.
 */
export interface TokenShape {
  /** Stands in every such token: texts without it are not looked at. */
  readonly literal: string;
  /** From the literal on. */
  readonly pattern: RegExp;
  /** The token is a part of an address of which the rest stays readable. */
  readonly within?: 'url';
}

const URL_SAFE = '[A-Za-z0-9_-]';

const shape = (literal: string, rest: string): TokenShape => ({
  literal,
  pattern: new RegExp(`${literal.replace(/[.]/g, String.raw`\.`)}${rest}`, 'y'),
});

export const TOKEN_SHAPES: readonly TokenShape[] = [
  // RFC 7519 and 7515: header and payload are JSON objects in base64url, so both begin with `{"`; the signature of an unsecured one is empty
  shape('eyJ', String.raw`${URL_SAFE}{8,4096}\.eyJ${URL_SAFE}{8,16384}\.${URL_SAFE}{0,4096}`),
  // Google: API keys (39 characters), OAuth client secrets, access tokens (Google's page on OAuth token lengths: up to 2048 bytes), refresh tokens
  shape('AIza', `${URL_SAFE}{35}`),
  shape('GOCSPX-', `${URL_SAFE}{20,64}`),
  shape('ya29.', `${URL_SAFE}{20,2048}`),
  // OpenAI: keys of projects, service accounts and administrators; secretlint's rule wants the letters in the middle
  shape('sk-proj-', `${URL_SAFE}{40,256}`),
  shape('sk-svcacct-', `${URL_SAFE}{40,256}`),
  shape('sk-admin-', `${URL_SAFE}{40,256}`),
  // Hugging Face: user and organization tokens; secretlint's rule takes letters alone
  shape('hf_', '[A-Za-z0-9]{30,64}'),
  shape('api_org_', '[A-Za-z0-9]{30,64}'),
  // PyPI (warehouse, macaroons): `pypi-` and a macaroon in base64, which begins with a version and the place it is for
  shape('pypi-AgE', `${URL_SAFE}{40,1024}`),
  // DigitalOcean: personal, OAuth and refresh tokens
  shape('dop_v1_', '[a-f0-9]{64}'),
  shape('doo_v1_', '[a-f0-9]{64}'),
  shape('dor_v1_', '[a-f0-9]{64}'),
  // age (age-encryption.org, Bech32)
  shape('AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
  // Sentry, docs.sentry.io/security-legal-pii/security/token-formats: of a person, of an organization
  shape('sntry', '(?:u_[a-f0-9]{64}|s_[A-Za-z0-9_+/=-]{40,512})'),
  // Doppler: personal, service, command line, SCIM, audit, service account
  shape('dp.', String.raw`(?:pt|st|ct|scim|audit|sa)\.[A-Za-z0-9_.-]{20,128}`),
  // Notion since 2024; secretlint's rule wants 11 digits first
  shape('ntn_', '[A-Za-z0-9]{40,64}'),
  // xAI
  shape('xai-', '[A-Za-z0-9]{60,128}'),
  // Replicate, replicate.com/docs/topics/security/api-tokens: 40 characters that start with r8_
  shape('r8_', '[A-Za-z0-9]{37}'),
  // PlanetScale: service tokens, passwords, OAuth tokens
  shape('pscale_', '(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,128}'),
  // Twilio: API keys; their account ids (`AC…`) are no secret
  shape('SK', '[0-9a-f]{32}(?![A-Za-z0-9])'),
  // Mailgun: private API keys
  shape('key-', '[a-f0-9]{32}(?![A-Za-z0-9])'),
  // Telegram, core.telegram.org/bots/api#authorizing-your-bot: the number of the bot stands before it (found from the colon on)
  shape(':AA', `${URL_SAFE}{32,34}(?!${URL_SAFE})`),
  // the same where the number stands alone before the colon in an address
  { ...shape('api.telegram.org/', `(?:file/)?bot\\d{6,12}:(?<secret>${URL_SAFE}{30,64})`), within: 'url' },
  // whoever has the address of a webhook may write there: Discord, Slack, Teams, Feishu, Zapier
  { ...shape('/webhooks/', `\\d{16,20}/(?<secret>${URL_SAFE}{40,128})`), within: 'url' },
  {
    ...shape(
      'hooks.slack',
      String.raw`(?:-gov)?\.com/(?:services|workflows|triggers)/(?<secret>[A-Za-z0-9_/]{20,256})`,
    ),
    within: 'url',
  },
  { ...shape('/IncomingWebhook/', String.raw`(?<secret>[A-Za-z0-9]{32}(?:/[\w-]{1,64}){0,2})`), within: 'url' },
  { ...shape('/bot/v2/hook/', '(?<secret>[0-9a-f-]{32,40})'), within: 'url' },
  { ...shape('hooks.zapier.com/hooks/catch/', '(?<secret>[0-9]{3,12}/[A-Za-z0-9]{5,64})'), within: 'url' },
  // keys in the path of a node of a chain: Infura, Alchemy
  { ...shape('infura.io/v3/', '(?<secret>[0-9a-f]{32})'), within: 'url' },
  { ...shape('alchemy.com/v2/', String.raw`(?=[\w-]{0,23}\d)(?<secret>${URL_SAFE}{24,64})`), within: 'url' },
];
