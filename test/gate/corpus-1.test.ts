import { corpusSuite } from './corpus.ts';

await corpusSuite(0, 8);
