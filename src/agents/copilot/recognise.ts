const START = /^\s*\{\s*"type"\s*:\s*"session\.start"\s*,/m;
const EVENT =
  /^\{"type":\s?"(?:user\.message|assistant\.(?:message|turn_start)|tool\.execution_(?:start|complete)|session\.[a-z_]{1,40})",\s?"data":\s?\{/m;
const PLACE = /[\\/]session-state[\\/][^\\/]+(?:[\\/]events)?\.jsonl$/;

/** How sure it is that a file is a log of Copilot CLI, 0 to 100, by its first bytes and its path. */
export const recognise = (path: string, head: string): number => {
  const placed = PLACE.test(path) ? 5 : 0;
  if (START.test(head)) return (/"producer"\s*:\s*"copilot-agent"/.test(head) ? 95 : 80) + placed;
  if (EVENT.test(head)) return 70 + placed;
  return head.trim() === '' && placed > 0 ? 40 : 0;
};
