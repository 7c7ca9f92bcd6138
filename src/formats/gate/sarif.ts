import type { GateFinding, GateReport } from '../../domain/gate-report.ts';
import type { GateFormat, RuleText } from './gate-format.ts';
import { fingerprintOf } from './gitlab.ts';
import { inOneLine } from './one-line.ts';
import { fileOf } from './place.ts';

/** SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for beyond it: a place and a fingerprint of each result. */
export const sarif: GateFormat = {
  id: 'sarif',
  description: 'SARIF 2.1.0, for code scanning',
  render: async ({ report, rules }) =>
    `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [await runOf(report, rules)] }, null, 2)}\n`,
};

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const runOf = async (report: GateReport, rules: readonly RuleText[]): Promise<object> => ({
  tool: {
    driver: {
      name: 'opensession gate',
      semanticVersion: report.subject.gate_version,
      rules: rules.map(({ code, description }) => ({ id: code, shortDescription: { text: description } })),
    },
  },
  columnKind: 'utf16CodeUnits',
  results: await Promise.all(report.findings.slice(0, MOST_RESULTS).map((finding) => resultOf(finding, rules))),
  properties: {
    verdict: report.verdict,
    subject_digest: report.subject_digest,
    left_out: Math.max(0, report.findings.length - MOST_RESULTS),
  },
});

/** What GitHub takes of one run; the worst come first. */
const MOST_RESULTS = 25_000;

const resultOf = async (finding: GateFinding, rules: readonly RuleText[]): Promise<object> => {
  const { code, severity, hint, place, output } = finding;
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: severity,
    message: { text: messageText(inOneLine(finding, MOST)) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(fileOf(finding)) }, region: { startLine: 1 } } }],
    partialFingerprints: { 'opensession/v1': await fingerprintOf(finding) },
    properties: { ...place, hint, ...(output === undefined ? {} : { output }) },
  };
};

/** Plain text of SARIF may hold links, `[text](target)`: brackets are escaped as 3.11.6 says. */
const messageText = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

/** Characters of a message. */
const MOST = 2000;

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
