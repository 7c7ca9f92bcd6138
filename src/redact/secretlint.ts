/**
 * Secretlint's recommended rules, run by a host of our own. Its core is left out for two reasons: it compares every
 * finding with every other (a log full of keys would take hours), and it obeys `secretlint-disable` comments, which
 * anybody can write into a log. The host gives the rules no path, so that no rule opens a file.
 */
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import { isObject } from '../domain/json.ts';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

export interface SecretlintFinding {
  /** In our spelling, e.g. `aws-access-key-id`. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** All findings in a text, in no particular order. */
export const runSecretlint = async (text: string): Promise<readonly SecretlintFinding[]> => {
  const findings: SecretlintFinding[] = [];
  const report: Report = (id, range, values) => findings.push(placed(text, { id, range, values }));
  for (const rule of rules) {
    if (LEFT_OUT.has(rule.meta.id)) continue;
    await rule.create(contextFor(report), { enableIDScanRule: true }).file?.(sourceOf(text));
  }
  return findings;
};

/**
 * Comments that switch rules off; and two rules that give away the host together with the password, where our own
 * `url-password` covers every scheme and leaves user and host readable.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  '@secretlint/secretlint-rule-filter-comments',
  '@secretlint/secretlint-rule-basicauth',
  '@secretlint/secretlint-rule-database-connection-string',
]);

type Report = (id: string, range: readonly [number, number], values: readonly string[]) => void;

const contextFor = (report: Report): SecretLintRuleContext => ({
  sharedOptions: {},
  createTranslator: () => (messageId, props) => ({ message: '', messageId: String(messageId), data: props }),
  report: ({ message, range }) => report(idOf(message.messageId), range, stringsIn(message.data)),
  ignore: () => undefined,
});

const stringsIn = (data: unknown): readonly string[] =>
  isObject(data) ? Object.values(data).filter((value) => typeof value === 'string') : [];

/**
 * The value that a rule names, not its range, which may begin at the variable's name and end within the value (rule
 * `aws`, 13.0.7). Where a range goes on behind the value, its end counts.
 */
const placed = (
  text: string,
  { id, range, values }: { id: string; range: readonly [number, number]; values: readonly string[] },
): SecretlintFinding => {
  const [start, end] = range;
  const near = text.slice(start, end + MAX_NAME);
  for (const value of values) {
    const at = value.length < 6 ? -1 : near.indexOf(value);
    if (at !== -1) return { id, start: start + at, end: Math.max(end, start + at + value.length) };
  }
  return { id, start, end };
};

/** How far behind its name a value may begin. */
const MAX_NAME = 512;

/** `AWSAccessKeyID`, `SLACK_TOKEN`, `Npmrc_authToken` → `aws-access-key-id`, `slack-token`, `npmrc-auth-token`. */
const idOf = (messageId: string): string =>
  messageId
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();

const nowhere = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };

const sourceOf = (content: string): SecretLintSourceCode => ({
  content,
  filePath: undefined,
  physicalFilePath: undefined,
  ext: '.txt',
  contentType: 'text',
  hasBOM: false,
  getFilePath: () => undefined,
  getPhysicalFilePath: () => undefined,
  locationToRange: () => [0, 0],
  rangeToLocation: () => nowhere,
  positionToIndex: () => 0,
  indexToPosition: () => nowhere.start,
});
