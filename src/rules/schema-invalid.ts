import { validateHandoff } from '../generated/validate-handoff.js';
import type { Rule } from './rule.ts';

/** More are of no use to anybody. */
const MAX_MESSAGES = 20;

/** Against `schemas/handoff.schema.json`, by the validator that was generated from it. */
export const schemaInvalid: Rule = {
  code: 'schema_invalid',
  severity: 'error',
  description: 'a handoff has the shape of its schema',
  check: (handoff) => {
    if (validateHandoff(handoff)) return [];
    const messages = (validateHandoff.errors ?? []).map(
      ({ instancePath, message, keyword }) => `${instancePath === '' ? '/' : instancePath}: ${message ?? keyword}`,
    );
    return [...new Set(messages)].slice(0, MAX_MESSAGES);
  },
};
