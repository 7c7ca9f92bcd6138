import type { Agent, SessionSource } from '../agents/agent.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { isBelow } from './current-repository.ts';
import { leadingOut } from './inside-root.ts';
import type { World } from './ports.ts';
import { garbled, isGarbled, type Unread } from './unread.ts';

export interface Looked {
  readonly sources: readonly SessionSource[];
  readonly unread: readonly Unread[];
}

/** What lies below an agent's own roots, and what of it nobody could look into. */
export const lookForSources = (world: Pick<World, 'place' | 'logs' | 'files'>, agent: Agent): Looked => {
  const sources: SessionSource[] = [];
  const unread: Unread[] = [];
  // a folder that may not be listed looks empty: only those are asked once more
  const empty = new Set<string>();
  const list = (dir: string): readonly string[] => {
    const names = world.logs.list(dir);
    if (names.length === 0) empty.add(dir);
    return names;
  };
  const roots = agent.roots(world.place, world.logs);
  for (const root of roots) {
    if (world.logs.stat(root) === undefined) {
      empty.add(root);
      continue;
    }
    const leadsOut = leadingOut(root, world.files);
    const outside = new Set<string>();
    try {
      for (const source of agent.find(root, { ...world.logs, list })) {
        const out = leadsOut(source.path);
        if (out === undefined) sources.push(source);
        else outside.add(out);
      }
    } catch (error) {
      if (!(error instanceof OpenSessionError)) throw error;
      unread.push({ agent: agent.id, path: root, session_id: null, code: error.code, message: error.message });
    }
    // whoever moved a folder of logs away, and left a link, would look for its sessions in vain
    for (const path of outside)
      if (isMissed(world, path, roots))
        unread.push(notReadable(agent, path, `a link is not followed out of ${root}: ${path}`));
  }
  for (const path of empty) {
    if (world.files.isClosed(path)) unread.push(notReadable(agent, path, `cannot list ${path}: permission denied`));
    else if (isGarbled(path) && world.logs.stat(path) === undefined)
      unread.push(notReadable(agent, path, garbled(path)));
  }
  return { sources, unread };
};

/** Not of what is found below another root, nor of a link that leads nowhere. */
const isMissed = ({ logs, files }: Pick<World, 'logs' | 'files'>, path: string, roots: readonly string[]): boolean => {
  const tops = roots.map((root) => files.realPath(root));
  return !isBelow(files.realPath(path), tops) && (logs.stat(path) !== undefined || files.isClosed(path));
};

const notReadable = (agent: Agent, path: string, message: string): Unread => ({
  agent: agent.id,
  path,
  session_id: null,
  code: 'not_readable',
  message,
});
