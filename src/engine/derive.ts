import { mergeHandoffs } from '../contract/merge-handoffs.ts';
import type { Handoff } from '../domain/handoff.ts';
import { markdown } from '../formats/markdown.ts';
import { redactText } from '../redact/redact-facts.ts';
import type { Derived } from './compose-version.ts';
import type { World } from './ports.ts';
import { reportOn } from './report-on.ts';

/** What an artifact holds beside its handoffs: the Markdown, the merged view of several, and the report of all rules. */
export const derive =
  ({ place }: Pick<World, 'place'>) =>
  async (handoffs: readonly Handoff[]): Promise<Derived> => {
    const merged = handoffs.length > 1 ? mergeHandoffs(handoffs).merged : undefined;
    return {
      // made of redacted texts and our own words; the brand is given by looking once more
      markdown: await redactText(await markdown.render({ handoffs, merged: () => merged }), place),
      ...(merged === undefined ? {} : { merged }),
      validation: await Promise.all(handoffs.map(reportOn)),
    };
  };
