/** What a session's source looks like, so that an artifact made from it can be told from a stale one. */
import type { SessionSource } from '../agents/agent.ts';
import { createTally } from '../domain/coverage.ts';
import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { ArtifactSource } from '../domain/artifact.ts';
import type { World } from './ports.ts';
import { surest } from './recognise-log.ts';

export type StampWorld = Pick<World, 'agents' | 'logs' | 'place' | 'digest' | 'cwd'>;
export type SourceStamp = Pick<ArtifactSource, 'source_mtime_ms' | 'source_size' | 'source_digest'>;

/**
 * Time and size of the source's first file, as the older tool compares them, and a digest of the content of all its
 * files. Of a session in a store with many, the digest is of its events: another session's change is none of its own.
 * undefined when the source is not there.
 */
export const stampSource = async (world: StampWorld, source: SessionSource): Promise<SourceStamp | undefined> => {
  const stat = world.logs.stat(source.path);
  if (stat === undefined) return undefined;
  const digest = await digestSource(world, source);
  return {
    source_mtime_ms: stat.mtime_ms,
    source_size: stat.size,
    ...(digest === undefined ? {} : { source_digest: digest }),
  };
};

export const digestSource = async (world: StampWorld, source: SessionSource): Promise<string | undefined> => {
  const agent = world.agents.find(({ id }) => id === source.agent);
  if (source.key === undefined || agent === undefined)
    return world.digest(agent?.files?.(source, world.logs) ?? [source.path]);
  const read = await agent.reader();
  const lines: string[] = [];
  try {
    for (const { origin: _, ...event } of read({ source, logs: world.logs, tally: createTally() }))
      lines.push(await sha256(canonicalJson(event)));
  } catch {
    return undefined;
  }
  return sha256(lines.join('\n'));
};

/**
 * `~` for the home, so that the artifact names no user; also for the home in a folder that is named after a project's
 * path (Claude Code: `projects/-home-ada-shop`).
 */
export const shortPath = ({ home }: World['place'], path: string): string =>
  home !== '' && (path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`))
    ? `~${path
        .slice(home.length)
        .split(/([/\\])/)
        .map(withoutSlug(slugOf(home)))
        .join('')}`
    : path;

/** Every character but letters and digits becomes a dash (Claude Code 2.1). */
const slugOf = (home: string): string => home.replace(/[^A-Za-z0-9]/g, '-');

const withoutSlug =
  (slug: string) =>
  (segment: string): string =>
    segment === slug || segment.startsWith(`${slug}-`) ? `~${segment.slice(slug.length)}` : segment;

const withSlug =
  (slug: string) =>
  (segment: string): string =>
    segment === '~' || segment.startsWith('~-') ? `${slug}${segment.slice(1)}` : segment;

/** The path in an artifact on this machine. A relative one, of the older tool, is taken from the working directory. */
export const longPath = ({ place, cwd }: Pick<World, 'place' | 'cwd'>, path: string): string => {
  if (path === '~' || path.startsWith('~/') || path.startsWith('~\\')) {
    const rest = path.slice(1);
    // a listing asks this of thousands of paths, and few hold a second one
    if (!rest.includes('~')) return place.home + rest;
    return (
      place.home +
      rest
        .split(/([/\\])/)
        .map(withSlug(slugOf(place.home)))
        .join('')
    );
  }
  return /^(?:[/\\]|[A-Za-z]:)/.test(path) ? path : `${cwd}/${path}`;
};

/** The source of an artifact as the agents know it; the older tool names no agent, but its tools have our agents' ids. */
export const sourceOf = (world: StampWorld, kept: ArtifactSource): SessionSource => {
  const path = longPath(world, kept.source_path);
  const named = world.agents.find(({ id }) => id === (kept.agent ?? kept.tool));
  return {
    agent: named?.id ?? recognised(world, path) ?? kept.agent ?? kept.tool,
    path,
    ...(kept.source_key === undefined ? {} : { key: kept.source_key }),
  };
};

const recognised = (world: StampWorld, path: string): string | undefined => {
  try {
    return surest(world, path, 1)?.id;
  } catch {
    return undefined; // gone, or not to be read: reading it in earnest says so
  }
};
