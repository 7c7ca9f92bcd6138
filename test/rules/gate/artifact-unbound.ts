import { artifact, type GateFixtures, judgement } from './make.ts';

const asked = (...ids: readonly string[]) => ({ subject: { ...judgement().subject, asked: ids } });
const [{ version }] = [artifact()];

export const fixtures: GateFixtures = {
  passes: [
    { name: 'none is asked for', judgement: judgement() },
    { name: 'it is bound', judgement: judgement(asked('one')) },
    { name: 'it is bound, by its version', judgement: judgement(asked(`one@${version.slice(0, 12)}`)) },
    {
      name: 'one of two origins is bound',
      judgement: judgement({ ...asked('one'), artifacts: [artifact({ bound: false }), artifact({ id: 'head:one' })] }),
    },
  ],
  fails: [
    { name: 'it is not there', judgement: judgement(asked('other')) },
    { name: 'it is not bound', judgement: judgement({ ...asked('one'), artifacts: [artifact({ bound: false })] }) },
    { name: 'another version is bound', judgement: judgement(asked(`one@${'0'.repeat(12)}`)) },
    {
      name: 'it is missing',
      judgement: judgement({ ...asked('one'), artifacts: [artifact({ bound: false, trust: 'absent' })] }),
    },
  ],
};
