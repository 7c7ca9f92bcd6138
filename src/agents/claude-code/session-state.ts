import type { Tally } from '../../domain/coverage.ts';
import { createRecent } from '../reading/recent.ts';
import { createSeenIds } from '../reading/seen-ids.ts';
import { createDelegations } from './delegations.ts';
import { createFacts } from './facts.ts';
import { createPromptQueue } from './prompt-queue.ts';
import type { SessionState } from './record.ts';
import { createTaskNames } from './task-names.ts';
import { createUsage } from './usage.ts';

/** Records whose uuids are remembered, at least: to know copied history. */
const KEPT_RECORDS = 500_000;
const KEPT_PROMPTS = 1000;
const KEPT_CALLS = 2000;

export const createState = (tally: Tally): SessionState => ({
  tally,
  facts: createFacts(),
  calls: createRecent(KEPT_CALLS),
  usage: createUsage(),
  queue: createPromptQueue(),
  delegations: createDelegations(),
  tasks: createTaskNames(),
  seen: createSeenIds(KEPT_RECORDS),
  prompts: createRecent(KEPT_PROMPTS),
});
