import { asText, field, type JsonObject } from '../../domain/json.ts';
import { isAfter } from '../reading/time-order.ts';
import { createTitles, type Titles } from './titles.ts';

/** Facts of the session that its records tell, each as first written; times span all records. */
export interface Facts {
  readonly titles: Titles;
  readonly sessionIds: Set<string>;
  lastSessionId: string | undefined;
  /** Of the first answer that a model gave; local notices have the model `<synthetic>`. */
  model: string | undefined;
  version: string | undefined;
  cwd: string | undefined;
  branch: string | undefined;
  created: string | undefined;
  updated: string | undefined;
}

export const createFacts = (): Facts => ({
  titles: createTitles(),
  sessionIds: new Set(),
  lastSessionId: undefined,
  model: undefined,
  version: undefined,
  cwd: undefined,
  branch: undefined,
  created: undefined,
  updated: undefined,
});

const MAX_SESSION_IDS = 64;

/** Takes what an enveloped record of the session's own file says. */
export const noteEnvelope = (facts: Facts, record: JsonObject): void => {
  const id = field(record, 'sessionId');
  if (typeof id === 'string' && id !== facts.lastSessionId) {
    facts.lastSessionId = id;
    if (id.trim() !== '' && facts.sessionIds.size < MAX_SESSION_IDS) facts.sessionIds.add(id);
  }
  if (facts.version === undefined) facts.version = asText(field(record, 'version'));
  if (facts.cwd === undefined) facts.cwd = asText(field(record, 'cwd'));
  if (facts.branch !== undefined) return;
  const branch = asText(field(record, 'gitBranch'));
  // a detached head is written as HEAD
  if (branch !== 'HEAD') facts.branch = branch;
};

/** Widens the session's span by a time that stands in the log. */
export const noteTime = (facts: Facts, time: string): void => {
  if (facts.created === undefined || isAfter(facts.created, time)) facts.created = time;
  if (facts.updated === undefined || isAfter(time, facts.updated)) facts.updated = time;
};
