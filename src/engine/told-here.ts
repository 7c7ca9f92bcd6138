import { OpenSessionError } from '../domain/errors.ts';
import type { AskElsewhere } from '../redact/redact-facts.ts';
import type { SecretValues } from '../redact/replace-values.ts';
import { sessionsHere } from './list-sessions.ts';
import type { World } from './ports.ts';
import { toldInSession } from './told-elsewhere.ts';

/** What a person writes of their own part is about what was done lately. */
const MOST = 5;

/**
 * Asks the newest sessions of the repository, of a text that is no session's. Nothing is looked for where no word may be a
 * secret; a log that cannot be read tells nothing.
 */
export const toldHere =
  (world: World): AskElsewhere =>
  async (words, found) => {
    if (words.length === 0) return new Map();
    const { sessions } = await sessionsHere(world, { all: false, agent: null }, MOST);
    const told: SecretValues[] = [];
    for (const { source, entry } of sessions.slice(0, MOST)) {
      try {
        told.push(await toldInSession(world, source, entry.cwd)(words, found));
      } catch (error) {
        if (!(error instanceof OpenSessionError) || error.code === 'bug') throw error;
      }
    }
    return new Map(told.flatMap((values) => [...values]));
  };
