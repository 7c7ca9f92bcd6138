interface Row {
  /** One of the words has to be there. */
  readonly needs?: RegExp;
  /** With one of these words it only looks, or changes the index alone. */
  readonly unless?: RegExp;
  /** With one of these it changes it nevertheless. */
  readonly still?: RegExp;
  /** It throws away what no commit holds, or takes back what one does. */
  readonly discards?: true;
}

const ROWS: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['reset', { needs: /^--(?:hard|merge|keep)$/, discards: true }],
  ['clean', { unless: /^(?:-[a-zA-Z]*n|--dry-run)/, discards: true }],
  // a new branch at the same commit: `switch -c topic`
  ['switch', {}],
  ['apply', { unless: /^--(?:check|stat|numstat|summary|cached)$/, still: /^--apply$/ }],
  ['am', { unless: /^--show-current-patch/ }],
  ['merge', {}],
  ['rebase', { unless: /^--show-current-patch$/ }],
  ['pull', {}],
  ['cherry-pick', {}],
  ['revert', { discards: true }],
  ['read-tree', { needs: /^-[a-z]*u$/ }],
  ['checkout-index', {}],
  ['submodule', { needs: /^(?:update|add|deinit|foreach)$/ }],
  ['subtree', { needs: /^(?:add|pull|merge)$/ }],
  ['sparse-checkout', { unless: /^(?:list|check-rules)$/ }],
  ['bisect', { unless: /^(?:log|view|visualize|terms|help)$/ }],
  ['lfs', { needs: /^(?:pull|checkout|migrate)$/ }],
  ['filter-branch', {}],
  ['filter-repo', {}],
]);

/** Whether a subcommand may change the working tree, or throw away what is in it; null: it does not. */
export const changesTree = (name: string, words: readonly string[]): 'changes' | 'discards' | null => {
  const row = ROWS.get(name);
  if (row === undefined) return null;
  if (row.needs !== undefined && !words.some((word) => row.needs?.test(word))) return null;
  const looks = words.some((word) => row.unless?.test(word));
  if (looks && !words.some((word) => row.still?.test(word))) return null;
  if (name === 'switch' && isNewBranch(words)) return null;
  const forced = name === 'switch' && words.some((word) => /^(?:-f|--force|--discard-changes)$/.test(word));
  return row.discards === true || forced ? 'discards' : 'changes';
};

/** `switch -c topic` without a start: the same commit. */
const isNewBranch = (words: readonly string[]): boolean =>
  words.some((word) => /^(?:-[cC]|--create|--force-create)$/.test(word)) &&
  words.filter((word) => !word.startsWith('-')).length === 1;
