/** What reads published sessions, apart from what reads the logs of agents: a gate loads it for those alone. */
import { hail } from './agents/hail/hail.ts';
import type { World } from './engine/ports.ts';
import { openLogReader } from './sources/log-reader.ts';
import { openSpool } from './sources/spool.ts';

export const openHail = (): Pick<World, 'agents' | 'logs' | 'spool'> => ({
  agents: [hail],
  logs: openLogReader(),
  spool: openSpool,
});
