import { baseName } from '../reading/join-path.ts';
import { API, UI } from './task-files.ts';

/** 0 to 100, by the shape of a session's messages (3.x), of a task's two documents, or of the index. */
export const recognise = (path: string, head: string): number => {
  const placed = placeScore(path);
  const start = head.trimStart();
  if (start.startsWith('SQLite format 3')) {
    return /CREATE TABLE [`"]?sessions[`"]?/i.test(head) && /\bmessages_path\b/.test(head) ? 90 : 0;
  }
  if (isSdkMessages(start) || isManifest(start)) return placed + 60;
  if (/^\[\s*\{\s*(?:"ts": ?\d+,\s*"type": ?"(?:say|ask)"|"type": ?"(?:say|ask)",\s*"ts": ?\d+)/.test(start))
    return placed + 60;
  if (/^\[\s*\{\s*"role": ?"user",\s*"content": ?[["]/.test(start)) {
    return /<task>|<environment_details>|\(as in the .* tool\)/.test(head) ? placed + 60 : placed;
  }
  return placed;
};

const isSdkMessages = (start: string): boolean =>
  /^\{\s*"version": ?1,/.test(start) &&
  /"messages": ?\[/.test(start) &&
  /"agent": ?"/.test(start) &&
  /"sessionId": ?"/.test(start);

const isManifest = (start: string): boolean =>
  /^\{\s*"version": ?1,\s*"session_id": ?"/.test(start) && /"messages_path": ?"/.test(start);

const placeScore = (path: string): number => {
  const name = baseName(path);
  if (/[\\/](?:\.cline[\\/]data|saoudrizwan\.claude-dev|rooveterinaryinc\.roo-cline)[\\/]/.test(path)) return 35;
  return name.endsWith(API) || name.endsWith(UI) || name.endsWith('.messages.json') ? 30 : 0;
};
