import { corpusSuite } from './corpus.ts';

await corpusSuite(5, 8);
