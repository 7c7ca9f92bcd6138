/** Of ssh keys alone the target branch can say whose they are. Without that key no commit could be made any more. */
export const SIGNING_HINT =
  'test -f ~/.ssh/id_ed25519.pub && git config --global gpg.format ssh && git config --global user.signingkey ~/.ssh/id_ed25519.pub && git config --global commit.gpgSign true; then save the handoff again: opensession session handoff save --last';
