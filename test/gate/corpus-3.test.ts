import { corpusSuite } from './corpus.ts';

await corpusSuite(2, 8);
