/** The envelope of Codex 0.32 and later at the start of a line; nothing else writes `type` and `payload` this way. */
const ENVELOPE =
  /^\{"timestamp":"[^"]{10,40}",(?:"ordinal":\d+,)?"type":"(session_meta|response_item|event_msg|turn_context|compacted|world_state|token_usage_record)","payload":\{/m;
const ENVELOPE_LOOSE =
  /^\s*\{\s*"timestamp"\s*:\s*"[^"]{10,40}"\s*,\s*(?:"ordinal"\s*:\s*\d+\s*,\s*)?"type"\s*:\s*"(session_meta|response_item|event_msg|turn_context)"/;
/** Mid 2025: the bare first line. */
const BARE_HEADER = /^\s*\{\s*"id"\s*:\s*"[^"]{1,80}"\s*,\s*"timestamp"\s*:\s*"[^"]{10,40}"\s*,\s*"instructions"\s*:/;
const STATE_LINE = /^\s*\{\s*"record_type"\s*:\s*"state"/m;
/** Early 2025: one document. */
const DOCUMENT = /^\s*\{\s*"session"\s*:\s*\{[^}]{0,400}"instructions"\s*:/;

const ROLLOUT_NAME = /[\\/]rollout-[^\\/]+\.jsonl?(?:\.zst)?$/;

/** How sure it is that a file is a Codex rollout, 0 to 100, by its first bytes and its path. */
export const recogniseRollout = (path: string, head: string): number => {
  const envelope = ENVELOPE.exec(head) ?? ENVELOPE_LOOSE.exec(head);
  if (envelope !== null) return envelope[1] === 'session_meta' ? 98 : 90;
  if (BARE_HEADER.test(head)) return 85;
  if (DOCUMENT.test(head)) return 85;
  if (STATE_LINE.test(head)) return 70;
  // a name alone is not enough where there is something to read that says otherwise
  if (head.trim() !== '') return 0;
  if (!ROLLOUT_NAME.test(path)) return 0;
  return /[\\/](?:archived_)?sessions[\\/]/.test(path) ? 40 : 20;
};
