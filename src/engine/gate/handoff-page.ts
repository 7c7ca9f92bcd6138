import { mergeHandoffs } from '../../contract/merge-handoffs.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { markdown } from '../../formats/markdown.ts';

/**
 * The handoffs that a verdict rests on as one Markdown page, made anew: the page that lies in an artifact is its author's
 * text. null: no handoff is bound.
 */
export const handoffPage = async (handoffs: readonly Handoff[]): Promise<string | null> =>
  handoffs.length === 0 ? null : await markdown.render({ handoffs, merged: () => mergeHandoffs(handoffs).merged });
