/** Of ssh keys alone the target branch can say whose they are. Without that key no commit could be made any more. */
const WITH_A_KEY =
  'test -f ~/.ssh/id_ed25519.pub && git config --global gpg.format ssh && git config --global user.signingkey ~/.ssh/id_ed25519.pub && git config --global commit.gpgSign true';

/** @param save what saves it again */
export const signingHint = (save = 'opensession session handoff save --last'): string =>
  `${WITH_A_KEY}; then save the handoff again: ${save}`;
