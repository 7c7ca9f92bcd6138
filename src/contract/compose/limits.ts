import { MAX_CLAIM } from '../../domain/open-question.ts';

/** How much of a session is shown. Texts in characters, lists in items. Claims (files and checks) have no limit. */
export const TEXT = {
  objective: 200,
  message: 240,
  conversation: 300,
  title: 160,
  outcome: 300,
  outcomeInLine: 140,
  command: 300,
  question: 300,
  claim: MAX_CLAIM,
  named: 80,
  doubt: 120,
} as const;

export const ITEMS = {
  packagesFirst: 5,
  packagesLast: 45,
  filesOfPackage: 30,
  commandsOfPackage: 20,
  filesRead: 300,
  done: 60,
  next: 60,
  parallel: 20,
  questions: 30,
  offers: 10,
  decisions: 60,
  evidence: 200,
  named: 3,
} as const;
