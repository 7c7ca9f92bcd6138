import type { RangeCommit } from '../domain/change-facts.ts';
import type { NamedArtifact } from '../domain/named-artifact.ts';

/**
 * How coding agents sign what they commit, as whole names or by address (as of 2026): people are called Claude and Jules
 * too. A hint, no security.
 */
const AGENT =
  /^(?:claude(?:[ -]code)?|codex(?:[ -]cli)?|(?:github )?copilot(?:-swe-agent)?|gemini(?:[ -](?:cli|code assist))?|opencode|cursor(?:[ -]?agent)?|aider|amp|devin(?:[ -]ai(?:[ -]integration)?)?|goose|cline|qwen[ -]?code(?:r)?|jules(?:[ -]bot)?|pi[ -]agent)(?:\[bot\])?$/i;
const ADDRESS =
  /@(?:anthropic\.com|openai\.com|cursor\.com|aider\.chat|ampcode\.com|opencode\.ai)$|\[bot\]@users\.noreply\.github\.com$/i;

/** `Name (model) <address>` */
const isAgent = (text: string): boolean => {
  const [, name = '', address = ''] = /^([^<]*)(?:<([^>]*)>)?/.exec(text) ?? [];
  const plain = name.replace(/\(.*\)/, '').trim();
  if (AGENT.test(plain)) return true;
  return ADDRESS.test(address) && !/dependabot|renovate|github-actions/i.test(text);
};

const TRAILER = /^(?:Co-authored-by|Assisted-by|Generated-by|Agent|Handoff):[ \t]*(.*)$/gim;
const GENERATED = /Generated with \[?(?:Claude|Codex|Gemini|OpenCode|Cursor|Amp)/i;

/** The first commit that an agent seems to have made; undefined: none. */
export const firstAgentCommit = (commits: readonly RangeCommit[]): RangeCommit | undefined =>
  commits.find(
    ({ author, committer, message }) =>
      isAgent(`${author.name} <${author.email}>`) ||
      isAgent(`${committer.name} <${committer.email}>`) ||
      GENERATED.test(message) ||
      [...message.matchAll(TRAILER)].some(([line, value = '']) => /^Handoff:/i.test(line) || isAgent(value)),
  );

const NAMED = /^Handoff:[ \t]*([A-Za-z0-9][A-Za-z0-9._-]{0,199})(?:@([0-9a-f]{12,64}))?[ \t]*$/gm;
const MOST_NAMED = 64;

/** `Handoff: ID` or `Handoff: ID@OID` on any line of any message: a squash puts trailers into the middle of its body. */
export const namedArtifacts = (commits: readonly Pick<RangeCommit, 'message'>[]): readonly NamedArtifact[] => {
  const found = new Map<string, NamedArtifact>();
  for (const { message } of commits)
    for (const [, id = '', version] of message.slice(0, MAX_MESSAGE).matchAll(NAMED)) {
      if (found.size >= MOST_NAMED) return [...found.values()];
      // of two pins the later one: it is of a version that goes on from the other
      if (version !== undefined || !found.has(id)) found.set(id, { id, version: version ?? null });
    }
  return [...found.values()];
};

const MAX_MESSAGE = 1024 * 1024;
