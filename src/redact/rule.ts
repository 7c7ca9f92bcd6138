/** A redaction rule of this tool: one file each in rules/, listed in rules/index.ts. */
import { MARKER_START } from '../domain/redaction-marker.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Written instead; a marker with the rule's id when absent. */
  readonly replacement?: string;
  /**
   * The secret alone, where the place holds more. It is also replaced where else it stands, as far as it spreads
   * (rules/spread.ts); none: here alone.
   */
  readonly values?: readonly string[];
}

export interface RedactionRule {
  /** Stands in markers and in the receipt. */
  readonly id: string;
  /** false: private, but no secret (a home directory): it does not make a final text fail. */
  readonly secret: boolean;
  /**
   * true: decides by what stands around a value (`KEY=VALUE`), so it is of use only on texts as they were, not on
   * rendered ones.
   */
  readonly contextual: boolean;
  /** Places in a text, in order. Time is linear in the text: every repetition in a pattern is bounded. */
  find(text: string): Iterable<Match>;
}

/** In their order; what begins within another is left out. */
export function* withoutOverlap(matches: Iterable<Match>): Generator<Match> {
  let done = 0;
  for (const match of [...matches].sort((a, b) => a.start - b.start)) {
    if (match.start < done) continue;
    done = match.end;
    yield match;
  }
}

/** What a redacted place reads: `[REDACTED:github-token]`. */
export const markerOf = (id: string): string => `${MARKER_START}${id}]`;

/** Markers in a text, and one that a cut left open at the end. */
const MARKER = /\[REDACTED:[a-z0-9-]{1,60}\]/g;
const CUT_MARKER = /\[(?:R|RE|RED|REDA|REDAC|REDACT|REDACTE|REDACTED|REDACTED:[a-z0-9-]{0,60})?(?:…|\.\.\.)?$/;

export const splitMarkers = (text: string): readonly string[] => text.split(/(\[REDACTED:[a-z0-9-]{1,60}\])/);

/** Whether nothing is left of a text besides markers: then there is nothing to redact in it again. */
export const isOnlyMarkers = (text: string): boolean =>
  text.includes('[') && !/[\p{L}\p{N}]/u.test(text.replace(MARKER, '').replace(CUT_MARKER, ''));
