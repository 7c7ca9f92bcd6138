import { ATTR } from '../../domain/event-attributes.ts';

interface Counts {
  readonly prompt: number;
  readonly cached: number;
  readonly candidates: number;
  readonly thoughts: number;
  readonly total: number;
}

/**
 * Token attributes, undefined when nothing was counted. The prompt includes what came from the cache. Whether the thoughts stand among the
 * candidates too depends on the provider: the total tells.
 */
export const tokensOf = ({
  prompt,
  cached,
  candidates,
  thoughts,
  total,
}: Counts): { readonly [key: string]: number } | undefined => {
  const fromCache = Math.min(prompt, cached);
  const apart = total === 0 || total >= prompt + candidates + thoughts;
  const tokens = {
    [ATTR.inputTokens]: prompt - fromCache,
    [ATTR.outputTokens]: candidates + (apart ? thoughts : 0),
    [ATTR.cacheReadTokens]: fromCache,
  };
  return Object.values(tokens).every((one) => one === 0) ? undefined : tokens;
};
