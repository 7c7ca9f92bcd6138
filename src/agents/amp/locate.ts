import { asText } from '../../domain/json.ts';
import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, isAbsolute, joinPath } from '../reading/join-path.ts';

/**
 * `$XDG_DATA_HOME/amp/threads`, and `~/.local/share/amp/threads` on all systems, Windows too. Nothing else of that
 * folder is looked at: `secrets.json` lies beside it.
 */
export const rootsOf = (place: Place): readonly string[] => {
  const data = asText(place.env['XDG_DATA_HOME']);
  const bases = [...(data !== undefined && isAbsolute(data) ? [data] : []), joinPath(place.home, '.local', 'share')];
  return [...new Set(bases.map((base) => joinPath(base, 'amp', 'threads')))];
};

/** One document per thread, `T-<uuid>.json`. */
export function* findThreads(root: string, logs: LogReader): Generator<SessionSource> {
  for (const name of logs.list(root)) if (name.endsWith('.json')) yield sourceOf(joinPath(root, name));
}

export const sourceOf = (path: string): SessionSource => {
  const id = /^(T-[\w-]{1,100})\.json$/.exec(baseName(path))?.[1];
  return { agent: 'amp', path, ...(id === undefined ? {} : { known: { session_id: id } }) };
};

/** 0 to 100: a thread's id, and messages that are numbered. */
export const recognise = (path: string, head: string): number => {
  const placed =
    /[\\/]amp[\\/]threads[\\/][^\\/]+\.json$/.test(path) || /(?:^|[\\/])T-[\w-]+\.json$/.test(path) ? 30 : 0;
  if (head === '') return placed;
  if (!/^\s*\{/.test(head)) return 0;
  const numbered = /"messageId":\s*\d/.test(head) && /"messages":\s*\[/.test(head);
  const named =
    /"id":\s*"T-[0-9a-f]{8}-/.test(head.slice(0, 4096)) || /"(?:toolUseID|agentMode|nextMessageId)":/.test(head);
  if (numbered) return named ? Math.min(100, placed + 65) : placed + 45;
  return named && /"messages":\s*\[/.test(head) ? placed + 45 : placed;
};
