import { asString, at, isObject } from '../../domain/json.ts';
import { error, type Found, note, type VerifyCheck } from './verify-check.ts';

/** The receipt is what the writer says; the scan is our own, with the rules of today. */
export const redactionReceipt: VerifyCheck = {
  id: 'redaction',
  description: 'each handoff says by which rules it was redacted, and no rule of today finds a secret in any file',
  integrity: false,
  find: ({ artifact, secrets }) => [
    ...(artifact?.payload ?? []).flatMap((handoff) => (hasReceipt(handoff) ? [] : withoutReceipt(artifact?.schema))),
    ...secrets.map(({ file, rule, count }) =>
      error(`secret_present: ${file} holds what looks like a secret, by the rule ${rule}: ${count} place(s)`, ROTATE),
    ),
  ],
};

const ROTATE = 'take it for known to others: replace that secret, then refresh or remove the artifact';

const hasReceipt = (handoff: unknown): boolean =>
  asString(at(handoff, 'redaction', 'version')) !== undefined && isObject(at(handoff, 'redaction', 'rules'));

const withoutReceipt = (schema: string | undefined): Found =>
  schema === undefined
    ? note('it holds no redaction receipt: the older tool writes none')
    : error('a handoff in it has no redaction receipt');
