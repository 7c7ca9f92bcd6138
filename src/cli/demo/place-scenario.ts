import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree } from './copy-tree.ts';
import { moves } from './moves.ts';
import { relocate, type Relocated } from './relocate.ts';

/**
 * The sessions of all agents that did one scenario, in one home and about one repository: the first agent's. They all
 * began with the same files and ended with the same files.
 */
export const placeScenario = async (assets: string, scenario: string, to: string): Promise<Relocated> => {
  const recordings = (await readdir(assets))
    .sort()
    .map((agent) => join(assets, agent, scenario))
    .filter((recording) => existsSync(recording));
  const [first = '', ...others] = recordings;
  const place = await relocate({ recording: first, to });
  for (const recording of others) await copyTree(join(recording, 'home'), place.home, moves(place));
  return place;
};
