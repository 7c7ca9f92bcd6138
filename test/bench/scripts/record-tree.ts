// argv: REPO. What a save records of the working tree: states, patch keys, the tree; without a log and without redaction.
import { openGit } from '../../../src/git/open-git.ts';
import { readSaveFacts } from '../../../src/git/save-facts.ts';

const facts = await readSaveFacts(openGit(process.env), process.argv[2] ?? '.', {
  starts: [],
  said: [],
  withhold: async () => new Map(),
});
process.stdout.write(`${facts?.changes.size}\n`);
