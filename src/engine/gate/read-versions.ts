/** Reads candidates' versions by object id, believes nothing of them, and says what is wrong with each. */
import type { JudgedArtifact, JudgedSignature } from '../../domain/judgement.ts';
import { type Manifest, makesTree } from '../../domain/manifest.ts';
import { type NamedArtifact, qualified } from '../../domain/named-artifact.ts';
import { SIGNATURE_FILE } from '../../domain/signature.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import type { MadeTree } from '../../git/change/recorded-trees.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch, FoundArtifact } from '../../store/artifact-search.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import { type ParsedVersion, parseVersion, type Problem } from './parse-version.ts';
import type { JudgeSignature } from './judge-signatures.ts';
import { trustOf, UNSIGNED } from './signature-of.ts';
import type { Trusting } from './trusting.ts';
import { walkVersions } from './walk-versions.ts';

/** How the versions are read, and against what. */
export interface Reading {
  readonly change: OpenChange;
  readonly trusting: Pick<Trusting, 'policy'>;
  readonly judgeSignature: JudgeSignature;
  readonly search: Pick<ArtifactSearch, 'inspect'>;
  readonly named: readonly NamedArtifact[];
  /** Whether a version says something of what the change made of any path. */
  readonly isAbout: (manifest: Manifest | null) => boolean;
}

interface Asked extends FoundArtifact {
  readonly named: JudgedArtifact['named'];
}

interface Parsed extends ParsedVersion {
  readonly one: Asked;
  readonly commit: string;
  readonly signature: JudgedSignature;
  /** Whom the signature makes it; what else is wrong with it is not counted yet. */
  readonly trust: ReadArtifact['trust'];
}

type WithManifest = Parsed & { readonly manifest: Manifest };

/** All versions of the candidates, of each the newest first. */
export const readVersions = async (how: Reading, found: readonly FoundArtifact[]): Promise<readonly ReadArtifact[]> => {
  const read: Parsed[] = [];
  const asked = found.map((one): Asked => ({ ...one, named: namedAs(one, how.named) }));
  for await (const { one, version, age } of walkVersions(how.search, asked))
    read.push(version.entries === null ? unreadable(one, version.commit) : await parsed(how, { one, version, age }));
  const whole = read.filter((one) => isWhole(how.change, one));
  const made = await how.change.makeTrees(
    whole.map(({ manifest }) => ({ start: manifest.start ?? manifest.base, entries: manifest.entries })),
  );
  const trees = new Map<Parsed, MadeTree | null>(whole.map((one, index) => [one, made[index] ?? null]));
  return read
    .filter((one) => !isLink(one))
    .map((one) =>
      judgedVersion(one, { made: trees.get(one) ?? null, links: read.filter((other) => isLinkOf(other, one)) }),
    );
};

/** It says what a commit made of states that an earlier version claims, and claims nothing itself. */
const isLink = (one: Parsed): one is WithManifest => one.manifest?.linked_commit !== undefined;

/** A signature answers for what it signed: what somebody unsigned links to it says nothing of that. */
const isLinkOf = (link: Parsed, { one, trust }: Parsed): link is WithManifest =>
  isLink(link) && link.one === one && link.problems.length === 0 && (trust === 'recorded' || link.trust === trust);

const namedAs = ({ id }: FoundArtifact, named: readonly NamedArtifact[]): JudgedArtifact['named'] => {
  const name = named.find((one) => one.id === id);
  return name === undefined ? null : name.version === null ? 'named' : 'pinned';
};

const unreadable = (one: Asked, commit: string): Parsed => ({
  one,
  commit,
  trust: 'absent',
  signature: UNSIGNED,
  problems: [{ code: 'schema_invalid', detail: 'it is no commit with a readable tree' }],
  artifact: null,
  manifest: null,
});

/** To judge a signature takes processes of its own: of older versions it is done where they say something of the change. */
const NEWEST = 16;
const NOT_JUDGED: JudgedSignature = {
  state: 'untrusted',
  by: null,
  reason: 'it is an older version without a state of the change: its signature was not looked at',
};

/** What does not need its files any more. */
const parsed = async (
  how: Reading,
  { one, version, age }: { readonly one: Asked; readonly version: InspectedVersion; readonly age: number },
): Promise<Parsed> => {
  const { artifact, manifest, problems: told } = await parseVersion(version, one.id);
  const problems: Problem[] = [...told];
  const isJudged = age < NEWEST || how.isAbout(manifest);
  const signature = isJudged
    ? await how.judgeSignature({
        id: one.id,
        commit: version.commit,
        files: version.files,
        isNamed: one.named !== null,
      })
    : version.files.has(SIGNATURE_FILE)
      ? NOT_JUDGED
      : UNSIGNED;
  if (signature.state === 'invalid') problems.push({ code: 'signature_invalid', detail: signature.reason ?? '' });
  const trust = trustOf(signature, how.trusting.policy);
  return { one, commit: version.commit, artifact, manifest, problems, signature, trust };
};

/** @param made the tree that start and entries make; null: that cannot be told. One that is recorded otherwise is a forged part. */
const judgedVersion = (
  { one, commit, artifact, manifest, signature, trust, problems: told }: Parsed,
  { made, links }: { readonly made: MadeTree | null; readonly links: readonly { readonly manifest: Manifest }[] },
): ReadArtifact => {
  const problems: Problem[] = [...told];
  const isMade = made !== null && made.tree === manifest?.tree;
  if (made !== null && !isMade)
    problems.push({ code: 'manifest_inconsistent', detail: 'its start and its entries do not make its tree' });
  // of one that cannot be read that is said, and no more
  if (one.rewritten === true && trust !== 'absent')
    problems.push({ code: 'artifact_rewritten', detail: `version ${one.commit} is not in the history of its ref` });
  return {
    id: qualified(one.origin, one.id),
    version: commit,
    named: one.named,
    trust: problems.some(({ code }) => code !== 'artifact_rewritten') ? 'absent' : trust,
    signature,
    problems,
    artifact,
    manifest,
    links: links.map((link) => link.manifest),
    differing: isMade ? made.differing : null,
  };
};

/** Its tree can be made again. */
const isWhole = ({ object_format }: OpenChange, one: Parsed): one is WithManifest =>
  one.manifest !== null && one.manifest.object_format === object_format && makesTree(one.manifest);
