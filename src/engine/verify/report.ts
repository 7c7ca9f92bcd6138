import { REPORT_SCHEMA } from '../../domain/handoff.ts';
import { asArray, asString, field, readJson } from '../../domain/json.ts';
import { hasTwins } from '../../domain/json-keys.ts';
import { error, note, type VerifyCheck } from './verify-check.ts';

export const report: VerifyCheck = {
  id: 'report',
  description: 'report.json can be read in one way, and says what was found in each handoff',
  integrity: true,
  find: ({ version }) => {
    const text = version.files.get('report.json')?.toString('utf8');
    if (text === undefined) return []; // the older tool writes none
    const value = readJson(text);
    if (value === undefined) return [error('report.json is no JSON')];
    if (field(value, 'schema') !== REPORT_SCHEMA) return [note('report.json is none of this version')];
    const sessions = field(value, 'sessions');
    return [
      ...(hasTwins(text, value) ? [error('report.json: it names a key of an object twice')] : []),
      ...(isListOf(sessions, isSession) ? [] : [error('report.json: it says nothing of sessions that can be read')]),
    ];
  },
};

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && asArray(value).every(isOne);

const isSession = (value: unknown): boolean =>
  asString(field(value, 'session_id')) !== undefined &&
  typeof field(value, 'passed') === 'boolean' &&
  isListOf(field(value, 'findings'), isFinding);

const isFinding = (value: unknown): boolean =>
  ['code', 'severity', 'message'].every((key) => asString(field(value, key)) !== undefined);
