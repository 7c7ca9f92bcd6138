import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree } from './copy-tree.ts';
import { moves } from './moves.ts';
import { relocate, type Relocated } from './relocate.ts';

/** Whose sessions the demo shows: these four recorded each of its scenarios. */
export const DEMO_AGENTS = ['claude-code', 'codex', 'gemini', 'opencode'] as const;

/**
 * The sessions of the demo's agents that did one scenario, in one home and about one repository: the first agent's. They all
 * began with the same files and ended with the same files.
 */
export const placeScenario = async (assets: string, scenario: string, to: string): Promise<Relocated> => {
  const recordings = DEMO_AGENTS.map((agent) => join(assets, agent, scenario)).filter((path) => existsSync(path));
  const [first = '', ...others] = recordings;
  const place = await relocate({ recording: first, to });
  for (const recording of others) await copyTree(join(recording, 'home'), place.home, moves(place));
  return place;
};
