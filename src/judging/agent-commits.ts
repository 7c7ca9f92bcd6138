import type { RangeCommit } from '../domain/change-facts.ts';
import type { NamedArtifact } from '../domain/named-artifact.ts';
import { isAgentIdentity } from './agent-identity.ts';

const TRAILER = /^(Co-authored-by|Assisted-by|Generated-by|Made-with|Agent):[ \t]*(.*)$/gim;
const GENERATED = /Generated with \[?(?:Claude|Codex|Gemini|OpenCode|Cursor|Amp|Devin|Crush)/i;
/** Where the session is that made it. */
const SESSION = /^(?:Claude-Session|Amp-Thread(?:-ID)?|Agent-Logs-Url):[ \t]*\S/im;

/**
 * The first commit that an agent seems to have made; undefined: none. That a commit names a handoff is no sign of it: what is
 * named is asked for by itself.
 */
export const firstAgentCommit = (commits: readonly RangeCommit[]): RangeCommit | undefined =>
  commits.find(
    ({ author, committer, message }) =>
      isAgentIdentity(`${author.name} <${author.email}>`) ||
      isAgentIdentity(`${committer.name} <${committer.email}>`) ||
      GENERATED.test(message) ||
      SESSION.test(message) ||
      [...message.matchAll(TRAILER)].some(([, key = '', value = '']) =>
        isAgentIdentity(value, !/^Co-authored-by$/i.test(key)),
      ),
  );

const NAMED = /^Handoff:[ \t]*([A-Za-z0-9][A-Za-z0-9._-]{0,199})(?:@([0-9a-f]{12,64}))?[ \t]*$/gm;
const MOST_NAMED = 64;

/** `Handoff: ID` or `Handoff: ID@OID` on any line of any message: a squash puts trailers into the middle of its body. */
export const namedArtifacts = (commits: readonly Pick<RangeCommit, 'message'>[]): readonly NamedArtifact[] => {
  const found = new Map<string, NamedArtifact>();
  for (const { message } of commits)
    for (const [, id = '', version] of message.slice(0, MAX_MESSAGE).matchAll(NAMED)) {
      if (found.size >= MOST_NAMED) return [...found.values()];
      const known = found.get(id);
      if (known !== undefined && version === undefined) continue;
      // of two pins the later one: it is of a version that goes on from the other
      const earlier = [...(known?.earlier ?? []), ...(known?.version == null ? [] : [known.version])];
      found.set(id, {
        id,
        version: version ?? null,
        ...(earlier.length === 0 ? {} : { earlier: earlier.slice(-MOST_NAMED) }),
      });
    }
  return [...found.values()];
};

const MAX_MESSAGE = 1024 * 1024;
