/**
 * Which cases show what. Numbers are those of the cases' folders; each has to be there, and each attack and each false
 * alarm that the design names has to be in the table. `elsewhere`: what no script of git can show, and where it is shown.
 */
export interface Covered {
  readonly what: string;
  readonly cases: readonly number[];
  readonly elsewhere?: string;
}

/** Green without the work. */
export const ATTACKS: { readonly [attack: string]: Covered } = {
  A1: { what: 'an artifact forged from the head', cases: [51, 2] },
  A2: { what: 'an artifact of other work, or about nothing', cases: [52, 53, 98, 311] },
  A3: {
    what: 'every path of the change is claimed, riders among them',
    cases: [71, 72, 301],
    elsewhere: 'authorship is only recorded; protected paths need a signature',
  },
  A4: { what: 'edited JSON with a new digest', cases: [54, 51] },
  A5: { what: 'a failing version is not the one that is named, or buried below others', cases: [73, 402] },
  A6: { what: 'white space or a moved hunk after the run', cases: [55, 56] },
  A7: { what: 'another mode or type with an equal blob', cases: [56] },
  A8: { what: 'a policy in the change, a branch from before the policy, a lax base', cases: [59, 24, 81] },
  A9: {
    what: 'the workflow is edited or skipped',
    cases: [72],
    elsewhere: 'protect .github/**; the rest is the set-up of the forge',
  },
  A10: {
    what: 'an earlier step of the job runs code of the change',
    cases: [],
    elsewhere: 'the Action refuses a foreign git and NODE_OPTIONS',
  },
  A11: { what: 'the change says what its check is', cases: [65] },
  A12: { what: 'a check that is run again writes the verdict', cases: [66] },
  A13: { what: 'a hidden exit status', cases: [61] },
  A14: { what: 'a run of nothing, or of a part', cases: [62, 104] },
  A15: { what: 'a run before the last edit, a hidden file', cases: [63, 41] },
  A16: { what: 'the change marks itself as generated', cases: [69, 47] },
  A17: { what: 'hidden in an ignored file', cases: [71] },
  A18: { what: 'replacements, grafts, a shallow merge base, a tree that names a file twice', cases: [70, 60, 68] },
  A19: { what: 'hostile objects', cases: [68] },
  A20: { what: 'a signature of something else', cases: [67, 94, 95, 98, 403] },
  A21: {
    what: 'an agent that commits like a person',
    cases: [49],
    elsewhere: 'a hint, no security: strict asks always',
  },
  A22: { what: 'evil, and taken back', cases: [72] },
  A23: { what: 'texts that would speak for themselves', cases: [69], elsewhere: 'the suites of the formats' },
  A24: { what: 'a claim that is folded onto another file', cases: [78, 39] },
  A25: { what: 'decoys', cases: [68, 402] },
};

/** Red for an honest author. */
export const FALSE_ALARMS: readonly Covered[] = [
  { what: 'artifact pushed after the branch', cases: [45] },
  { what: 'shallow clone', cases: [44, 60] },
  { what: 'human or Dependabot PR under always', cases: [49], elsewhere: 'exempt_actors, from the event of the forge' },
  {
    what: 'left-out, partly committed, ignored, submodule, NFD/case, index-flag files',
    cases: [7, 8, 9, 36, 38, 39, 41],
  },
  { what: 'formatter hook', cases: [30, 31] },
  { what: 'human polish', cases: [27, 28, 29] },
  { what: 'conflict resolution', cases: [13] },
  { what: 'moved main', cases: [11, 12, 16, 22, 94, 96, 97, 401, 405] },
  { what: 'merge queue', cases: [24] },
  { what: 'squash template without bodies', cases: [15] },
  { what: 'rebase-merge by the server', cases: [18] },
  { what: 'revert PR', cases: [20, 98] },
  { what: 'release cherry-pick', cases: [19] },
  { what: 'second PR of one session', cases: [42] },
  { what: 'artifact archived or pruned before merge', cases: [75] },
  { what: 'LFS or filter missing on the saving machine', cases: [35, 82, 301] },
  { what: 'flaky rerun', cases: [80, 73] },
  { what: 'registry down during rerun', cases: [80] },
  { what: 'GHES without v2 filters', cases: [], elsewhere: 'the suite of what CI fetches' },
  { what: 'signer rotated', cases: [76] },
  { what: 'edited base', cases: [81] },
  { what: 'strict with required_checks but no accepted evidence', cases: [50] },
  { what: 'artifact in the private remote that CI cannot read', cases: [75] },
  { what: 'two runs racing', cases: [], elsewhere: 'the suite of the Action' },
  { what: 'redactor changed a path', cases: [77] },
  // found beside those of the design
  { what: 'the agent itself merges or rebases before the save', cases: [84] },
  { what: 'the agent commits a part and goes on', cases: [86] },
  { what: 'HANDOFF.md is committed', cases: [74] },
  { what: 'a session in a directory below the root, or through a link', cases: [87, 89] },
  { what: 'a check behind a pipe after it passed', cases: [88] },
  { what: 'names that are no UTF-8', cases: [83] },
  { what: "a person signs for an agent's unsigned handoff", cases: [94] },
  { what: 'a change of nothing', cases: [79] },
  { what: 'a bot that is no agent, a person who is called like one', cases: [400] },
  { what: 'a handoff saved many times', cases: [402] },
  { what: 'turns of one session that are committed in parts', cases: [403] },
  { what: 'a pinned handoff is saved again', cases: [404] },
  { what: 'a secret in any file of a version', cases: [306] },
  { what: 'two merge bases', cases: [23, 300] },
  { what: 'the only file is formatted, or a conflict in it resolved', cases: [302] },
  { what: 'a conflict with main in which nothing is lost, a folder that is moved', cases: [303] },
  { what: 'a changelog with merge=union', cases: [304] },
];
