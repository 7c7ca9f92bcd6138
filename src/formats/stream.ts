import type { Handoff } from '../domain/handoff.ts';
import { withNumericOffset } from '../domain/hail/timestamp.ts';
import { countText, durationText } from './duration.ts';
import type { Format } from './format.ts';
import { sortedJson } from '../domain/sorted-json.ts';

/** One envelope per line, its keys in this order. */
export const stream: Format = {
  id: 'stream',
  description: 'one JSON envelope per session, for log collectors',
  render: ({ handoffs }) => handoffs.map((handoff) => `${envelope(handoff)}\n`).join(''),
};

/** `@timestamp` is the session's end (the older tool writes the time of printing): the same log gives the same bytes. */
const envelope = (handoff: Handoff): string => {
  const at = handoff.ended_at ?? handoff.started_at;
  const head = JSON.stringify({
    version: '0.1',
    type: 'session_summary',
    '@message': message(handoff),
    '@timestamp': at === null ? null : withNumericOffset(at),
  });
  return `${head.slice(0, -1)},"data":${sortedJson(handoff)}}`;
};

const message = ({ tool, duration_seconds, stats }: Handoff): string => {
  const tokens = countText(stats.total_input_tokens + stats.total_output_tokens);
  return `${tool} session (${durationText(duration_seconds)}, ${tokens} tokens)`;
};
